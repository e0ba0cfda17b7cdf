import type { Destination } from '../config/schema.ts'
import { type Attempt, attemptOnce, USUAL_TIMES } from '../export/mllp-attempt.ts'
import type { OutboxMessage, OutboxRow } from '../store/tables/outbox.ts'

/** One try to hand a message over; never rejects. */
export type Attempting = (
  destination: Destination,
  message: OutboxMessage,
  row: OutboxRow,
) => Promise<Attempt>

/** What a destination shows, where the record keeps it. */
export type SecretOf = (destination: string) => string | undefined

/**
 * Where the messages of a destination go, in the words of each kind. In: the folder of the config, whose files lie there;
 * its secret.
 */
export function targetOf(destination: Destination, baseDir: string, secret: string | undefined) {
  const { host, port } = destination
  const place = { host, port, ...(destination.tls !== undefined && { tls: { ...destination.tls, baseDir } }) }
  switch (destination.type) {
    case 'mllp':
      return { type: 'mllp', ...place, ack: destination.ack } as const
    case 'fhir': {
      const { path, auth } = destination
      return { type: 'fhir', ...place, path, auth, baseDir, secret } as const
    }
    case 'nats': {
      const { subject, creds } = destination
      return { type: 'nats', ...place, subject, creds, baseDir, secret } as const
    }
  }
}

/** The way of each kind of destination. In: the station's name; the folder of the config; secrets that the record keeps. */
export function attempting(station: string, baseDir: string, secretOf: SecretOf): Attempting {
  return async (destination, message, row) => {
    const target = targetOf(destination, baseDir, secretOf(destination.id))
    switch (target.type) {
      case 'mllp':
        return attemptOnce(target, message, USUAL_TIMES)
      // A station without a destination of a kind does not load its client: HTTP alone is an eighth of the engine's loading.
      case 'fhir': {
        const { postBundle } = await import('../export/fhir/fhir-attempt.ts')
        return postBundle(target, message.text, USUAL_TIMES)
      }
      case 'nats': {
        const { seq: sequence, kind, bed, fromUtcMs, toUtcMs } = row
        const head = { station, sequence, controlId: message.controlId, kind, bed, fromUtcMs, toUtcMs }
        const { publishOnce } = await import('../export/nats-attempt.ts')
        return publishOnce(target, message.text, head, USUAL_TIMES)
      }
    }
  }
}
