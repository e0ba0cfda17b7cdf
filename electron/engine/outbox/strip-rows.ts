import { VigilError } from '../../ipc/contract.ts'
import { isIdentified, type StayMoveView } from '../../ipc/patient.ts'
import type { Destination } from '../config/schema.ts'
import type { Interval } from '../export/intervals.ts'
import { checkedMessages } from '../export/jobs.ts'
import type { StripRequest } from '../export/strip-message.ts'
import { deliveredStrip, type NewOutboxRow } from '../store/tables/outbox.ts'
import type { StoreClient } from '../store/threads/client.ts'
import { formOf, type MessageParts, numberOf } from './shift-row.ts'

/** The waves of a strip as rows for the outbox, or what takes them back. Rejects with the VigilError of buildStripMessages: without it nothing is queued. */
export async function stripRows(
  parts: MessageParts,
  strip: Interval & { readonly bed: string },
  destination: Destination,
  takenBack?: StripRequest['takenBack'],
): Promise<NewOutboxRow[]> {
  const { station } = parts.actor
  const { id, training } = destination
  const place = parts.admissions?.placeOf(strip.bed)
  const about = { ...strip, place, station, eui64: numberOf(parts), madeUtcMs: parts.nowUtcMs() }
  const made = await parts.store.job('stripMessages', {
    ...about,
    destination: { id, training, form: formOf(destination, parts.mapping.rowsFor(id)) },
    takenBack,
  })
  return checkedMessages(made).map(({ patient, controlId, text }) => ({
    ...{
      destination: id,
      kind: takenBack === undefined ? ('waves' as const) : ('takeBack' as const),
      ...strip,
      key: controlId,
      patient,
    },
    message: { controlId, text },
  }))
}

/** What taking strips back uses of the engine. */
export interface StripParts extends MessageParts {
  readonly store: Pick<StoreClient, 'job' | 'read'>
}

type Strip = Interval & { readonly bed: string }

/** Strips of a bed that a destination has and that were sent for whose a stretch was. */
async function deliveredIn(
  { store }: StripParts,
  move: StayMoveView,
  destination: string,
): Promise<readonly Strip[]> {
  const { bed, fromUtcMs, toUtcMs } = move
  const touches = (one: Interval) => one.fromUtcMs < toUtcMs && one.toUtcMs > fromUtcMs
  // Before an earlier step about the same time it was somebody else's, from whom that step took it back.
  const earlier = (await store.read.stayMoves()).filter(
    (one) => one.id !== move.id && one.bed === bed && one.movedUtcMs < move.movedUtcMs && touches(one),
  )
  const strips = new Map<string, Strip>()
  for (const one of await store.read.deliveries()) {
    const strip = deliveredStrip(one.detail)
    if (strip === null || one.outcome !== 'delivered' || one.destination !== destination) continue
    if (one.bed !== bed || !touches(strip)) continue
    const isOlder = ({ movedUtcMs, ...stretch }: StayMoveView) =>
      movedUtcMs >= one.atUtcMs && stretch.fromUtcMs < strip.toUtcMs && stretch.toUtcMs > strip.fromUtcMs
    if (!earlier.some(isOlder)) strips.set(one.detail, { bed, ...strip })
  }
  return [...strips.values()]
}

/**
 * A stretch of a bed is somebody else's now: strips of it that were delivered are taken back from whomever they named.
 * What was removed from the record since, or may not go there, has nothing that could be taken back.
 */
export async function stripWithdrawals(
  parts: StripParts,
  move: StayMoveView,
  destinations: readonly Destination[],
): Promise<NewOutboxRow[]> {
  const { was, fromUtcMs, toUtcMs } = move
  if (was === null || !isIdentified(was)) return []
  const rows: NewOutboxRow[] = []
  for (const destination of destinations) {
    for (const strip of await deliveredIn(parts, move, destination.id)) {
      const takenBack = { was, fromUtcMs, toUtcMs }
      rows.push(...(await stripRows(parts, strip, destination, takenBack).catch(notThere)))
    }
  }
  return rows
}

function notThere(error: unknown): [] {
  if (error instanceof VigilError) return []
  throw error
}
