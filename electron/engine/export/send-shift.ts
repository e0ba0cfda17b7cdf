import type { SendResult } from '../../ipc/contract.ts'
import type { DeliveryRow } from '../store/types.ts'
import { checkedMessage } from './jobs.ts'
import type { MllpTarget } from './mllp-attempt.ts'
import type { MllpSender } from './mllp-client.ts'
import { stationEui64 } from './oru-address.ts'
import type { SummaryRequest } from './shift-summary.ts'

/** A configured place that takes messages. */
export interface Destination extends MllpTarget {
  readonly id: string
  readonly training: boolean
}

/** What sending needs of the store client. */
export interface ShiftStore {
  job(name: 'shiftMessage', args: unknown): Promise<unknown>
  delivery(row: DeliveryRow): Promise<void>
}

/**
 * Sends the summary of one bed and period to a destination and stores how it went.
 * Rejects with the VigilError of buildShiftMessage if the message may not be made;
 * once it goes out, every outcome is a result.
 */
export async function sendShift(
  store: ShiftStore,
  sender: MllpSender,
  request: SummaryRequest,
  destination: Destination,
  nowUtcMs: () => number,
): Promise<SendResult> {
  const { id, training, ack } = destination
  const eui64 = stationEui64(request.station)
  const made = await store.job('shiftMessage', { ...request, eui64, destination: { id, training, ack } })
  const message = checkedMessage(made)
  const result = await sender.send(id, destination, message)
  await store.delivery({
    controlId: message.controlId,
    destination: id,
    bed: request.bed,
    atUtcMs: nowUtcMs(),
    outcome: result.outcome,
    detail: result.sentence,
  })
  return result
}
