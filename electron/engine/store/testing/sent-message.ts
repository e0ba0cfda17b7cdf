import type { DeliveryRow, StoreWriter } from '../types.ts'

/** Queues a message about a bed and says that it was delivered or refused for good: its row among the deliveries. */
export function sendThrough(writer: StoreWriter, row: DeliveryRow): void {
  const { controlId, destination, bed, atUtcMs, outcome, detail } = row
  const about = { destination, bed, fromUtcMs: atUtcMs - 1, toUtcMs: atUtcMs, patient: null }
  const message = { controlId, text: 'MSH' }
  const [queued] = writer.outbox({
    kind: 'queue',
    atUtcMs,
    rows: [{ ...about, key: controlId, kind: 'shift', message }],
  })
  if (queued === undefined) throw new TypeError('"row" is not queued')
  const state = outcome === 'delivered' ? 'delivered' : 'rejected'
  writer.outbox({ kind: 'end', seq: queued.seq, state, attempts: 1, reason: detail, controlId, atUtcMs })
}
