import type { Destination } from '../config/schema.ts'
import type { Interval } from '../export/intervals.ts'
import { checkedMessages } from '../export/jobs.ts'
import { stationEui64 } from '../export/oru-address.ts'
import type { NewOutboxRow } from '../store/tables/outbox.ts'
import { formOf, type MessageParts } from './shift-row.ts'

/** The waves of a strip as rows for the outbox. Rejects with the VigilError of buildStripMessages: without it nothing is queued. */
export async function stripRows(
  parts: MessageParts,
  strip: Interval & { readonly bed: string },
  destination: Destination,
): Promise<NewOutboxRow[]> {
  const { station } = parts.actor
  const { id, training } = destination
  const place = parts.admissions?.placeOf(strip.bed)
  const about = { ...strip, place, station, eui64: stationEui64(station), madeUtcMs: parts.nowUtcMs() }
  const made = await parts.store.job('stripMessages', {
    ...about,
    destination: { id, training, form: formOf(destination, parts.mapping.rowsFor(id)) },
  })
  return checkedMessages(made).map(({ patient, controlId, text }) => ({
    ...{ destination: id, kind: 'waves' as const, ...strip, key: controlId, patient },
    message: { controlId, text },
  }))
}
