import { VigilError } from '../../ipc/contract.ts'
import type { MapRow } from '../../ipc/mapping.ts'
import type { Actor } from '../../ipc/views.ts'
import type { AdmissionDesk } from '../admissions/desk.ts'
import type { Destination } from '../config/schema.ts'
import type { DestinationDesk } from '../destination-desk.ts'
import { fhirFormOf } from '../export/fhir/report.ts'
import { hl7FormOf } from '../export/hl7-head.ts'
import { checkedMessage } from '../export/jobs.ts'
import type { MessageForm } from '../export/message-form.ts'
import { stationEui64 } from '../export/oru-address.ts'
import type { MapDesk } from '../mapping/desk.ts'
import type { NewOutboxRow } from '../store/tables/outbox.ts'
import type { StoreClient } from '../store/threads/client.ts'

/** What making a message uses of the engine. */
export interface MessageParts {
  readonly store: Pick<StoreClient, 'job'>
  readonly actor: Pick<Actor, 'station'>
  /** How a destination wants numbers named. */
  readonly mapping: Pick<MapDesk, 'rowsFor'>
  /** How the hospital names the place of a bed; absent: nobody says. */
  readonly admissions?: Pick<AdmissionDesk, 'placeOf'>
  /** The number of the station; absent: made from its network card. */
  readonly destinationDesk?: (Pick<DestinationDesk, 'all'> & { readonly eui64?: string }) | undefined
  nowUtcMs(): number
}

/** Under which number other systems know the station. */
export function numberOf({
  actor,
  destinationDesk,
}: Pick<MessageParts, 'actor' | 'destinationDesk'>): string {
  return destinationDesk?.eui64 ?? stationEui64(actor.station)
}

/** What a destination reads; nobody acknowledges a message that is published but the stream. */
export function formOf(destination: Destination, map: readonly MapRow[]): MessageForm {
  if (destination.type === 'nats') return { kind: 'hl7', map, ack: 'ihe' }
  if (destination.type === 'mllp') return { kind: 'hl7', map, ...hl7FormOf(destination) }
  return { kind: 'fhir', map, ...fhirFormOf(destination) }
}

/** Which shift of which bed; `madeBy`: who asked for it, if anybody is signed in. */
export interface ShiftPeriod {
  readonly bed: string
  readonly fromUtcMs: number
  readonly toUtcMs: number
  readonly madeBy: string | null
}

/**
 * The summary of a shift as a row for the outbox; without a message where no patient was connected. Rejects with the
 * VigilError of buildShiftMessage if it may not be sent there at all.
 */
export async function shiftRow(
  parts: MessageParts,
  { bed, fromUtcMs, toUtcMs, madeBy }: ShiftPeriod,
  destination: Destination,
): Promise<NewOutboxRow> {
  const { station } = parts.actor
  const { id, training } = destination
  const form = formOf(destination, parts.mapping.rowsFor(id))
  const period = { bed, fromUtcMs, toUtcMs }
  const row = { destination: id, kind: 'shift', ...period } as const
  const place = parts.admissions?.placeOf(bed)
  const request = {
    ...period,
    place,
    station,
    madeUtcMs: parts.nowUtcMs(),
    madeBy,
    eui64: numberOf(parts),
  }
  try {
    const made = await parts.store.job('shiftMessage', { ...request, destination: { id, training, form } })
    const { patient, controlId, text } = checkedMessage(made)
    return { ...row, key: controlId, patient, message: { controlId, text } }
  } catch (error) {
    if (!(error instanceof VigilError) || error.code !== 'waitingForIdentity') throw error
    return { ...row, key: `shift ${bed} ${fromUtcMs} ${toUtcMs}`, patient: null, message: null }
  }
}
