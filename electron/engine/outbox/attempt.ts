import type { Destination } from '../config/schema.ts'
import { postBundle } from '../export/fhir/fhir-attempt.ts'
import { type Attempt, attemptOnce, USUAL_TIMES } from '../export/mllp-attempt.ts'
import type { OutboxMessage, OutboxRow } from '../store/tables/outbox.ts'

/** One try to hand a message over; never rejects. */
export type Attempting = (
  destination: Destination,
  message: OutboxMessage,
  row: OutboxRow,
) => Promise<Attempt>

/** The way of each kind of destination. In: the station's name; the folder of the config, whose files lie there. */
export function attempting(station: string, baseDir: string): Attempting {
  return async (destination, message, row) => {
    switch (destination.type) {
      case 'mllp': {
        const { host, port, ack, tls } = destination
        const target = { host, port, ack, ...(tls !== undefined && { tls: { ...tls, baseDir } }) }
        return attemptOnce(target, message, USUAL_TIMES)
      }
      case 'fhir': {
        const { host, port, path, auth, tls } = destination
        const target = {
          ...{ host, port, path, auth, baseDir },
          ...(tls !== undefined && { tls: { ...tls, baseDir } }),
        }
        return postBundle(target, message.text, USUAL_TIMES)
      }
      case 'nats': {
        const { host, port, subject, creds, tls } = destination
        const target = {
          host,
          port,
          subject,
          creds,
          baseDir,
          ...(tls !== undefined && { tls: { ...tls, baseDir } }),
        }
        const { seq: sequence, kind, bed, fromUtcMs, toUtcMs } = row
        const head = { station, sequence, controlId: message.controlId, kind, bed, fromUtcMs, toUtcMs }
        // A station without such a destination does not load the client.
        const { publishOnce } = await import('../export/nats-attempt.ts')
        return publishOnce(target, message.text, head, USUAL_TIMES)
      }
    }
  }
}
