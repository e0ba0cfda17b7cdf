import { type Commands, type SendResult, VigilError } from '../../ipc/contract.ts'
import type { Destination } from '../config/schema.ts'
import { keptHandover } from '../export/document/kept-handover.ts'
import { documentRow } from '../outbox/document-row.ts'
import { shiftRow } from '../outbox/shift-row.ts'
import { stripRows } from '../outbox/strip-rows.ts'
import { identityResult, sendResult } from '../outbox/words.ts'
import type { NewOutboxRow } from '../store/tables/outbox.ts'
import type { CommandContext } from './context.ts'
import { requireSignedIn } from './signed-in.ts'

/** How long somebody at the screen waits for the first try; the message goes on without them. */
const ANSWER_WITHIN_MS = 5_000

function destinationOf(context: CommandContext, id: string): Destination {
  const destination = context.destinationDesk.all.find((one) => one.id === id)
  if (destination !== undefined) return destination
  throw new VigilError('unknownDestination', `There is no destination "${id}": add it in Setup.`)
}

/** Queues rows that belong together and tells what the first try of the last of them said. Without a message it waits. */
async function sendRows(
  context: CommandContext,
  what: 'shift' | 'strip' | 'handover',
  rows: readonly NewOutboxRow[],
  about: { readonly bed: string; readonly fromUtcMs: number; readonly toUtcMs: number },
  destination: string,
): Promise<SendResult> {
  const queued = (await context.outbox.queue(rows)).at(-1)
  if (queued === undefined) {
    throw new VigilError('patientErased', 'This patient was erased meanwhile: nothing was sent.')
  }
  context.stationChanged()
  const message = rows.at(-1)?.message ?? null
  if (message === null) return identityResult(about.bed)
  const tried = await context.outbox.tried(queued, ANSWER_WITHIN_MS)
  const result = sendResult(destination, message.controlId, tried)
  const { outcome, controlId } = result
  const { bed, ...period } = about
  await context.audit(`${what}.sent`, bed, null, { destination, ...period, outcome, controlId })
  context.stationChanged()
  return result
}

/** Puts the summary of a shift into the outbox and tells what the first try said. Without an identity it waits there. */
export async function sendShift(
  context: CommandContext,
  { bed, fromUtcMs, toUtcMs, ...request }: Commands['shift.send']['request'],
): Promise<SendResult> {
  const destination = destinationOf(context, request.destination)
  const { id } = destination
  const about = { bed, fromUtcMs, toUtcMs }
  await context.audit('shift.send', bed, null, { destination: id, fromUtcMs, toUtcMs })
  const row = await shiftRow(context, { ...about, madeBy: context.actor.initials }, destination)
  return sendRows(context, 'shift', [row], about, id)
}

/** Puts the waves of a strip into the outbox, a message a second. Nothing is queued of what may not be sent. */
export async function sendStrip(
  context: CommandContext,
  { bed, fromUtcMs, toUtcMs, ...request }: Commands['strip.send']['request'],
): Promise<SendResult> {
  const destination = destinationOf(context, request.destination)
  const { id } = destination
  const about = { bed, fromUtcMs, toUtcMs }
  const rows = await stripRows(context, about, destination)
  await context.audit('strip.send', bed, null, { destination: id, fromUtcMs, toUtcMs })
  return sendRows(context, 'strip', rows, about, id)
}

/** Puts the pages of a finished hand-over into the outbox. Nothing is queued of what may not be sent. */
export async function sendDocument(
  context: CommandContext,
  { id, pdf, ...request }: Commands['handover.send']['request'],
): Promise<SendResult> {
  const destination = destinationOf(context, request.destination)
  const { content: _content, ...head } = keptHandover(await context.store.read.handover(id))
  const { bed, fromUtcMs, toUtcMs } = head
  const row = await documentRow(context, head, pdf, destination)
  await context.audit('handover.send', bed, null, { id, destination: destination.id, fromUtcMs, toUtcMs })
  return sendRows(context, 'handover', [row], { bed, fromUtcMs, toUtcMs }, destination.id)
}

/** What is queued and not delivered. */
export function listOutbox(context: CommandContext): Commands['outbox.list']['reply'] {
  return { rows: context.outbox.list() }
}

/** Sends again what went no further. Throws notSignedIn. */
export async function replayOutbox(
  context: CommandContext,
  { seqs }: Commands['outbox.replay']['request'],
): Promise<Record<string, never>> {
  requireSignedIn(context)
  await context.audit('outbox.replay', 'outbox', null, { seqs })
  await context.outbox.replay(seqs)
  context.stationChanged()
  return {}
}

/** Removes what was never delivered; the audit keeps which. Throws notSignedIn. */
export async function discardOutbox(
  context: CommandContext,
  { seqs }: Commands['outbox.discard']['request'],
): Promise<Record<string, never>> {
  requireSignedIn(context)
  const wanted = new Set(seqs)
  const removed = context.outbox
    .rows()
    .filter(({ seq }) => wanted.has(seq))
    .map(({ seq, destination, bed, fromUtcMs, toUtcMs }) => ({ seq, destination, bed, fromUtcMs, toUtcMs }))
  await context.audit('outbox.discard', 'outbox', removed, null)
  await context.outbox.discard(seqs)
  context.stationChanged()
  return {}
}

/** Stops sending to a destination, or goes on. Throws notSignedIn, unknownDestination. */
export async function pauseOutbox(
  context: CommandContext,
  { destination, isPaused }: Commands['outbox.pause']['request'],
): Promise<Record<string, never>> {
  requireSignedIn(context)
  const { id } = destinationOf(context, destination)
  await context.audit('outbox.pause', id, null, { isPaused })
  await context.outbox.pause(id, isPaused)
  context.stationChanged()
  return {}
}
