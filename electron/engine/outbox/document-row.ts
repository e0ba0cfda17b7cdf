import type { HandoverHead } from '../../ipc/handover-store.ts'
import type { StayMoveView } from '../../ipc/patient.ts'
import { isIdentified } from '../../ipc/patient.ts'
import type { PatientView } from '../../ipc/views.ts'
import type { Destination } from '../config/schema.ts'
import { NURSE_NOTE } from '../export/document/document.ts'
import { buildDocumentWithdrawal } from '../export/document/document-message.ts'
import { documentControlId } from '../export/document/mdm.ts'
import { checkedMessage } from '../export/jobs.ts'
import { isNobody } from '../export/nobody.ts'
import type { NewOutboxRow } from '../store/tables/outbox.ts'
import type { StoreClient } from '../store/threads/client.ts'
import { formOf, type MessageParts, numberOf } from './shift-row.ts'

/** Finished hand-overs that are looked through for one that was sent: some years of a full ward. */
const MOST_HANDOVERS = 100_000

/** What sending a document uses of the engine. */
export interface DocumentParts extends MessageParts {
  readonly store: Pick<StoreClient, 'job' | 'read'>
}

/** Whether a finished hand-over was delivered to a destination. */
type WasDelivered = (handover: string) => boolean

async function delivered(parts: DocumentParts, destination: string): Promise<WasDelivered> {
  const eui64 = numberOf(parts)
  const ids = (await parts.store.read.deliveries())
    .filter((one) => one.outcome === 'delivered' && one.destination === destination)
    .map(({ controlId }) => controlId)
  const known = new Set(ids)
  return (handover) => known.has(documentControlId(eui64, handover))
}

/** The latest hand-over finished before this one, of the same bed and beginning, that the destination has. */
async function replacedBy(
  parts: DocumentParts,
  { bed, fromUtcMs, finishedUtcMs }: HandoverHead,
  destination: string,
): Promise<string | null> {
  const wasDelivered = await delivered(parts, destination)
  const earlier = (await parts.store.read.handovers(MOST_HANDOVERS))
    .filter((one) => one.bed === bed && one.fromUtcMs === fromUtcMs && one.finishedUtcMs < finishedUtcMs)
    .filter(({ id }) => wasDelivered(id))
  return earlier.sort((a, b) => b.finishedUtcMs - a.finishedUtcMs)[0]?.id ?? null
}

/** The pages of a finished hand-over as a row for the outbox. Rejects with the VigilError of buildDocumentMessage. */
export async function documentRow(
  parts: DocumentParts,
  head: HandoverHead,
  pdf: string,
  destination: Destination,
): Promise<NewOutboxRow> {
  const { station } = parts.actor
  const { id, training, documentType = NURSE_NOTE } = destination
  const { bed, fromUtcMs, toUtcMs } = head
  const made = await parts.store.job('documentMessage', {
    ...{ handover: head.id, pdf, replaces: await replacedBy(parts, head, id) },
    ...{
      station,
      eui64: numberOf(parts),
      madeUtcMs: parts.nowUtcMs(),
      place: parts.admissions?.placeOf(bed),
    },
    destination: { id, training, form: formOf(destination, parts.mapping.rowsFor(id)), type: documentType },
  })
  const { patient, controlId, text } = checkedMessage(made)
  const about = { destination: id, kind: 'document', bed, fromUtcMs, toUtcMs } as const
  return { ...about, key: controlId, patient, message: { controlId, text } }
}

/**
 * A stretch of a bed is somebody else's now: documents about it that were delivered are taken back from whomever they
 * named. One that still waits is dropped with the step itself.
 */
export async function withdrawalRows(
  parts: DocumentParts,
  move: StayMoveView,
  destinations: readonly Destination[],
): Promise<NewOutboxRow[]> {
  const { was } = move
  if (was === null || !isIdentified(was)) return []
  const about = (await parts.store.read.handovers(MOST_HANDOVERS)).filter(
    ({ bed, toUtcMs }) => bed === move.bed && toUtcMs > move.fromUtcMs && toUtcMs <= move.toUtcMs,
  )
  const rows: NewOutboxRow[] = []
  for (const destination of destinations) {
    const wasDelivered = await delivered(parts, destination.id)
    for (const head of about) {
      if (wasDelivered(head.id)) rows.push(withdrawalRow(parts, head, was, destination))
    }
  }
  return rows
}

function withdrawalRow(
  parts: DocumentParts,
  { id, bed, fromUtcMs, toUtcMs, finishedUtcMs, author }: HandoverHead,
  patient: PatientView,
  destination: Destination,
): NewOutboxRow {
  const { station } = parts.actor
  const { training, documentType: type = NURSE_NOTE } = destination
  const message = buildDocumentWithdrawal(
    {
      place: parts.admissions?.placeOf(bed),
      ...{ id, bed, bedLabel: bed, fromUtcMs, toUtcMs, finishedUtcMs, author, patient, type, station },
      ...{
        eui64: numberOf(parts),
        madeUtcMs: parts.nowUtcMs(),
        training: training || isNobody(patient),
      },
    },
    formOf(destination, []),
  )
  const { controlId, text } = message
  const about = { destination: destination.id, kind: 'takeBack', bed, fromUtcMs, toUtcMs } as const
  return { ...about, key: controlId, patient, message: { controlId, text } }
}
