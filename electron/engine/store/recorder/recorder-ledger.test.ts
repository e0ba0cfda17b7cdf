import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Fault } from '../../../../drivers/model/measurement.ts'
import { VigilError } from '../../../ipc/contract.ts'
import { timelineOf } from '../../export/timeline.ts'
import { Bench, numeric, timed } from '../testing/recorder-bench.ts'
import { RATE_HZ, START_UTC_MS } from '../testing/samples.ts'
import type { StoredGap } from '../types.ts'

const PIECE_MS = 400
const STORM: Fault = { type: 'fault', atMs: 0, deviceMs: null, kind: 'checksum', bytes: 40, count: 9 }
const FULL = new VigilError('diskFull', 'The disk that holds /data is full: free some space.')

/** What may come to a bed, each some time after the one before; `lengthMs`: of a sleep or a jump. */
const event = fc.record({
  afterMs: fc.integer({ min: 1, max: 60 }).map((tenths) => tenths * 100),
  type: fc.constantFrom(
    ...(['data', 'data', 'data', 'lateWave', 'numbers', 'off', 'storm', 'silent', 'unplugged'] as const),
    ...(['asleep', 'forward', 'refused', 'full', 'room'] as const),
  ),
  lengthMs: fc.integer({ min: 6_000, max: 60_000 }),
})
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never

/** Lets one thing happen. In: where the wave ended. Out: where it ends now. */
function happen(bench: Bench, { type, lengthMs }: Event, waveEndUtcMs: number): number {
  const wave = (startUtcMs: number) => {
    const samples = new Array<number>((RATE_HZ * PIECE_MS) / 1_000).fill(1)
    bench.batch([numeric(70)], [timed(startUtcMs, samples, startUtcMs > waveEndUtcMs)])
    return startUtcMs + PIECE_MS
  }
  if (type === 'data') return wave(Math.max(waveEndUtcMs, bench.utcMs - PIECE_MS))
  if (type === 'lateWave') return wave(Math.max(waveEndUtcMs, bench.utcMs - 2 * PIECE_MS))
  if (type === 'numbers') bench.batch([numeric(71)])
  else if (type === 'off') bench.batch([numeric(null, { validity: 'off' })])
  else if (type === 'storm') bench.batch([STORM])
  else if (type === 'silent' || type === 'unplugged') bench.link(type, type)
  else if (type === 'asleep') bench.nowMs += lengthMs
  else if (type === 'forward') bench.utcOffsetMs += lengthMs
  else {
    bench.refuse = type === 'refused' ? FULL : null
    bench.full = type === 'full'
  }
  return waveEndUtcMs
}

function ofChannel(gaps: readonly StoredGap[], number: number): readonly StoredGap[] {
  return gaps
    .filter(({ channel }) => channel === null || channel === number)
    .filter(({ fromUtcMs, toUtcMs }) => toUtcMs > fromUtcMs)
    .sort((a, b) => a.fromUtcMs - b.fromUtcMs)
}

it('has no two gaps of one channel that overlap, and with what is covered they are the whole period', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 40 }), async (events) => {
      const bench = new Bench()
      let waveEndUtcMs = bench.utcMs
      for (const one of events) {
        await bench.pass(one.afterMs)
        waveEndUtcMs = happen(bench, one, waveEndUtcMs)
      }
      bench.refuse = null
      await bench.pass(2_000)
      await bench.recorder.close(bench.nowMs)
      const period = { fromUtcMs: START_UTC_MS, toUtcMs: Math.round(bench.utcMs) }
      const waves = bench.seconds.flatMap((second) => second.waves)
      for (const channel of [1, 2]) {
        const own = ofChannel(bench.gaps, channel)
        for (const [index, row] of own.entries()) {
          expect(row.fromUtcMs).toBeGreaterThanOrEqual(own[index - 1]?.toUtcMs ?? 0)
        }
        const data = waves
          .filter((wave) => wave.channel === channel)
          .map(({ startUtcMs, samples }) => ({
            fromUtcMs: startUtcMs,
            toUtcMs: startUtcMs + (samples.length * 1_000) / RATE_HZ,
          }))
        const line = timelineOf(channel, period, bench.gaps, data)
        expect(line[0]?.fromUtcMs ?? period.fromUtcMs).toBe(period.fromUtcMs)
        expect(line.at(-1)?.toUtcMs ?? period.toUtcMs).toBe(period.toUtcMs)
        for (const [index, { fromUtcMs }] of line.slice(1).entries())
          expect(fromUtcMs).toBe(line[index]?.toUtcMs)
      }
    }),
    { numRuns: 200 },
  )
})
