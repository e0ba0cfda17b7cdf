import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { attemptOnce } from '../../electron/engine/export/mllp-attempt.ts'
import { startPythonReceiver } from '../../electron/engine/export/testing/python-hl7.ts'
import { type OutageFound, runOutage } from '../../electron/engine/outbox/testing/outage-run.ts'
import { seededRandom } from '../../electron/engine/store/testing/random.ts'
import type { Trial } from './trial.ts'

const BEDS = 16
const MINUTES = 480
const UP_SHARE = 0.05
const KILL_SHARE = 0.02
/** Of a receiver on the same computer. */
const TIMES = { connectWithinMs: 5_000, ackWithinMs: 30_000 }

function wrongIn(found: OutageFound): string[] {
  const { expected, received, recordedRates, receivedRates, leftInOutbox } = found
  const missing = [...expected.keys()].filter((id) => !received.has(id)).length
  const unknown = [...received.keys()].filter((id) => !expected.has(id)).length
  const other = [...expected].filter(([id, text]) => received.has(id) && received.get(id) !== text).length
  const got = new Set(receivedRates)
  const lost = recordedRates.filter((rate) => !got.has(rate)).length
  const doubled = receivedRates.length - got.size
  const counts = { missing, unknown, other, lost, doubled, leftInOutbox }
  return Object.entries(counts).flatMap(([what, count]) => (count === 0 ? [] : [`${count} ${what}`]))
}

/** A shift whose numbers go to python3-hl7 over a line that is hardly ever up. */
export const outage: Trial = {
  claim:
    'Sixteen beds send their numbers every minute for 8 h (made-up time) to python3-hl7 over a line that is up 5 % of the time; the program ends without a word now and then. Once the line stays up, the receiver has exactly what the record gives, each message once by its control id.',
  usualRounds: 3,
  minutes: 5,
  run: async (rounds, say) => {
    const failures: string[] = []
    const figures: Record<string, unknown> = {}
    for (let round = 1; round <= rounds; round++) {
      const folder = mkdtempSync(join(tmpdir(), 'vigil-outage-'))
      const receiver = await startPythonReceiver()
      const target = { host: '127.0.0.1', port: receiver.port, ack: 'ihe' } as const
      const parsed = new Set<string>()
      try {
        const plan = { folder, beds: BEDS, minutes: MINUTES, upShare: UP_SHARE, killShare: KILL_SHARE }
        const found = await runOutage({
          ...plan,
          random: seededRandom(round),
          deliver: async (message) => {
            const attempt = await attemptOnce(target, message, TIMES)
            const segments = await receiver.next()
            parsed.add(segments[0]?.[10] ?? '')
            return attempt
          },
        })
        failures.push(...wrongIn(found).map((what) => `round ${round}: ${what}`))
        const { expected, attempts, repeats, kills, mostWaiting } = found
        const readByPython = [...parsed].filter((id) => expected.has(id)).length
        figures[`round ${round}`] = {
          messages: expected.size,
          readByPython,
          attempts,
          repeats,
          kills,
          mostWaiting,
        }
        say(JSON.stringify(figures[`round ${round}`]))
      } finally {
        receiver.close()
        rmSync(folder, { recursive: true })
      }
    }
    return { ok: failures.length === 0, rounds, failures, figures }
  },
}
