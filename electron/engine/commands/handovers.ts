import { randomUUID } from 'node:crypto'
import { type Commands, VigilError } from '../../ipc/contract.ts'
import {
  type HandoverCommands,
  type HandoverHead,
  type HandoverPart,
  LISTED_HANDOVERS,
} from '../../ipc/handover-store.ts'
import { keptHandover } from '../export/document/kept-handover.ts'
import { isSamePatient } from '../patients.ts'
import type { HandoverRow } from '../store/tables/handovers.ts'
import type { CommandContext } from './context.ts'
import { sendDocument } from './outbox.ts'
import { shiftSummary } from './shifts.ts'
import { requireSignedIn } from './signed-in.ts'
import { viewOf } from './view-of.ts'

/** Keeps a text of the hand-over page, sealed for whoever lies in the bed. */
async function writeText(
  context: CommandContext,
  { bed, patient, kind, atUtcMs, text }: Commands['handover.write']['request'],
): Promise<Record<string, never>> {
  const view = viewOf(context, bed)
  requireSignedIn(context)
  if (!isSamePatient(view.patient, patient)) {
    const sentence = `${view.label} holds another patient by now: look again. Nothing is changed.`
    throw new VigilError('patientInBed', sentence)
  }
  const writtenUtcMs = context.nowUtcMs()
  const author = context.actor.initials ?? ''
  const note = {
    id: randomUUID(),
    kind,
    atUtcMs: Math.min(atUtcMs, writtenUtcMs - 1),
    writtenUtcMs,
    author,
    text,
  }
  // What was written goes with its patient; the audit stays.
  const after = { id: note.id, kind, atUtcMs: note.atUtcMs, author }
  await context.audit('handover.write', bed, null, after)
  await context.store.saveNote({ ...note, bed })
  return {}
}

/** The pages of one bed as they are now, or null where nothing is recorded of the period. */
async function finishedRow(
  context: CommandContext,
  part: HandoverPart,
  kept: Omit<HandoverRow, 'id' | 'bed' | 'fromUtcMs' | 'toUtcMs' | 'content'> &
    Omit<HandoverRow['content'], 'summary'>,
): Promise<HandoverRow | null> {
  const { paper, language, timeZone, ...head } = kept
  const summary = await shiftSummary(context, part)
  const { parameters, entries, notes, alerts, alarms } = summary
  if ([parameters, entries, notes, alerts, alarms].every((rows) => rows.length === 0)) return null
  const { bed, fromUtcMs, toUtcMs } = summary
  return {
    ...head,
    id: randomUUID(),
    bed,
    fromUtcMs,
    toUtcMs,
    content: { summary, paper, language, timeZone },
  }
}

/** Finishes hand-overs: each is computed from the record now, and kept with everything its pages need. */
async function finish(
  context: CommandContext,
  { parts, ...print }: Commands['handover.finish']['request'],
): Promise<Commands['handover.finish']['reply']> {
  requireSignedIn(context)
  const head = { set: randomUUID(), finishedUtcMs: context.nowUtcMs(), author: context.actor.initials ?? '' }
  const finished: HandoverHead[] = []
  const empty: string[] = []
  for (const part of parts) {
    const row = await finishedRow(context, part, { ...head, ...print })
    if (row === null) {
      empty.push(part.bed)
      continue
    }
    const { content, ...known } = row
    const { recordCheck } = content.summary
    await context.audit('handover.finish', row.bed, null, { ...known, recordCheck })
    await context.store.saveHandover(row)
    finished.push(known)
  }
  return { finished, empty }
}

/** One as it was finished; its check figure is worked out again over what is shown. */
async function read(
  context: CommandContext,
  { id }: Commands['handover.read']['request'],
): Promise<Commands['handover.read']['reply']> {
  const { content, ...head } = keptHandover(await context.store.read.handover(id))
  return { ...head, ...content }
}

/** Commands of the hand-over, by name. */
export const handoverHandlers = {
  'handover.write': writeText,
  'handover.finish': finish,
  'handover.list': async (context: CommandContext) => ({
    handovers: await context.store.read.handovers(LISTED_HANDOVERS),
  }),
  'handover.read': read,
  'handover.send': sendDocument,
} satisfies {
  [Name in keyof HandoverCommands]: (
    context: CommandContext,
    request: Commands[Name]['request'],
  ) => Promise<Commands[Name]['reply']>
}
