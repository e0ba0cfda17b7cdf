import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runOutage } from '../../electron/engine/outbox/testing/outage-run.ts'
import { seededRandom } from '../../electron/engine/store/testing/random.ts'
import { fhirSink, hubSink, pythonSink, type Sink } from './outage-sinks.ts'
import type { Trial } from './trial.ts'

const BEDS = 16
const MINUTES = 480
const UP_SHARE = 0.05
const KILL_SHARE = 0.02

const SINKS: Readonly<Record<string, (folder: string) => Promise<Sink>>> = {
  'python3-hl7 over MLLP': pythonSink,
  "Medplum's FHIR server": () => fhirSink(BEDS),
  'PostgreSQL by way of NATS and the hub': hubSink,
}

function different(expected: ReadonlyMap<string, string>, held: ReadonlyMap<string, string>) {
  return {
    missing: [...expected.keys()].filter((id) => !held.has(id)).length,
    unknown: [...held.keys()].filter((id) => !expected.has(id)).length,
    other: [...expected].filter(([id, text]) => held.has(id) && held.get(id) !== text).length,
  }
}

/** One shift into one receiver: what is wrong with what it has, and the figures. */
async function oneShift(round: number, sinkIn: (folder: string) => Promise<Sink>) {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-outage-'))
  const servers = mkdtempSync(join(tmpdir(), 'vigil-outage-sink-'))
  try {
    const sink = await sinkIn(servers)
    try {
      const found = await runOutage({
        ...{ folder, beds: BEDS, minutes: MINUTES, upShare: UP_SHARE, killShare: KILL_SHARE },
        ...{ random: seededRandom(round), destination: sink.destination, deliver: sink.deliver },
      })
      const { expected, received, recordedRates, attempts, repeats, kills, mostWaiting, leftInOutbox } = found
      const { facts, rates, refused } = await sink.held(expected.size)
      const got = new Set(rates)
      const counts = {
        ...different(sink.expected(expected), facts),
        neverHandedOver: different(expected, received).missing,
        lost: recordedRates.filter((rate) => !got.has(rate)).length,
        madeUp: rates.filter((rate) => !recordedRates.includes(rate)).length,
        doubled: rates.length - got.size,
        ...{ refused, leftInOutbox },
      }
      const wrong = Object.entries(counts).flatMap(([what, count]) =>
        count === 0 ? [] : [`${count} ${what}`],
      )
      const figures = {
        messages: expected.size,
        held: facts.size,
        numbers: rates.length,
        attempts,
        repeats,
        kills,
      }
      return { wrong, figures: { ...figures, mostWaiting } }
    } finally {
      await sink.close()
    }
  } finally {
    for (const used of [folder, servers]) rmSync(used, { recursive: true, force: true })
  }
}

/** A shift whose numbers go to three receivers, one after the other, over a line that is hardly ever up. */
export const outage: Trial = {
  claim:
    "Sixteen beds send their numbers every minute for 8 h (made-up time) over a line that is up 5 % of the time, with the answer lost in 30 % of the other tries and the program ending without a word now and then: to python3-hl7 over MLLP, to Medplum's FHIR server, and to PostgreSQL by way of NATS and the hub. Once the line stays up, each of them has exactly what the record gives, each message and each number once.",
  usualRounds: 2,
  minutes: 7,
  run: async (rounds, say) => {
    const failures: string[] = []
    const figures: Record<string, unknown> = {}
    for (let round = 1; round <= rounds; round++) {
      for (const [name, sinkIn] of Object.entries(SINKS)) {
        const place = `round ${round}, ${name}`
        const found = await oneShift(round, sinkIn)
        failures.push(...found.wrong.map((what) => `${place}: ${what}`))
        figures[place] = found.figures
        say(`${place}: ${JSON.stringify(found.figures)}`)
      }
    }
    return { ok: failures.length === 0, rounds, failures, figures }
  },
}
