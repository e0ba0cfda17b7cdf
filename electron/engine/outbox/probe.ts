import type { ProbeResult } from '../../ipc/destinations.ts'
import type { Destination } from '../config/schema.ts'
import type { AttemptTimes } from '../export/mllp-attempt.ts'
import { type ProbeFacts, probeMllp } from '../export/probe/probe-mllp.ts'
import { targetOf } from './attempt.ts'

/** Somebody looks at the screen while it lasts. */
export const PROBE_TIMES: AttemptTimes = { connectWithinMs: 5_000, ackWithinMs: 10_000 }

/** Where files lie, and the secret that is shown. */
export interface ProbeSecret {
  readonly baseDir: string
  readonly secret: string | undefined
}

/** The test message names both sides as every other does: an engine routes by them. */
function partiesOf(destination: Destination): Pick<ProbeFacts, 'sender' | 'receiver'> {
  if (destination.type !== 'mllp') return {}
  const { sender, receiver } = destination
  return { sender, receiver }
}

/** Tries a destination in the way of its kind and says what is wrong and what to do. Nothing of a patient is sent. Never rejects. */
export async function probe(
  destination: Destination,
  { baseDir, secret }: ProbeSecret,
  { station, eui64, nowUtcMs }: Pick<ProbeFacts, 'station' | 'eui64' | 'nowUtcMs'>,
  times: AttemptTimes = PROBE_TIMES,
): Promise<ProbeResult> {
  const target = targetOf(destination, baseDir, secret)
  switch (target.type) {
    case 'mllp':
      return probeMllp(
        target,
        { station, eui64, nowUtcMs, training: destination.training, ...partiesOf(destination) },
        times,
      )
    case 'fhir': {
      const { probeFhir } = await import('../export/probe/probe-fhir.ts')
      return probeFhir(target, times)
    }
    case 'nats': {
      // A station without such a destination does not load the client.
      const { probeNats } = await import('../export/probe/probe-nats.ts')
      return probeNats(target, station, times)
    }
  }
}
