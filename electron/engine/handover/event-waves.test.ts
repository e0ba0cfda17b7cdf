import { expect, it } from 'vitest'
import { memoryReader, waveSpec } from '../export/testing/memory-reader.ts'
import type { StoredWave } from '../store/types.ts'
import { eventWaves, MOST_EVENTS } from './event-waves.ts'

const FROM = Date.UTC(2026, 5, 16, 7)
const RATE_HZ = 4
const CHANNELS = [
  { number: 1, bed: 'b1', driver: 'ge-s5', simulated: false, channel: waveSpec({ rateHz: RATE_HZ }) },
]
const HOUR = { fromUtcMs: FROM, toUtcMs: FROM + 3_600_000 }

/** Samples count quarter seconds from FROM on. */
function wave(fromS: number, toS: number, missing: StoredWave['missing'] = []): StoredWave {
  const samples = Int16Array.from({ length: (toS - fromS) * RATE_HZ }, (_, index) => fromS * RATE_HZ + index)
  return { channel: 1, startUtcMs: FROM + fromS * 1_000, samples, missing, marks: [] }
}

function alertAt(second: number) {
  return { atUtcMs: FROM + second * 1_000, endUtcMs: null, priority: 'high' as const, text: 'ASYSTOLE' }
}

function around(seconds: readonly number[], waves: readonly StoredWave[], period = HOUR) {
  const happened = { alarms: [], alerts: seconds.map(alertAt), notes: [] }
  return eventWaves(memoryReader({ channels: CHANNELS, waves }), CHANNELS, happened, period)
}

it('takes ten seconds before and after as they were recorded, with what is missing', () => {
  const waves = [wave(0, 55, [{ start: 204, length: 2 }]), wave(56, 100)]
  const [event] = around([60], waves).events
  expect(event).toMatchObject({ kind: 'alarm', text: 'ASYSTOLE', atUtcMs: FROM + 60_000 })
  const expected = Array.from({ length: 80 }, (_, index) => 200 + index).map((sample) =>
    sample === 204 || sample === 205 || (sample >= 220 && sample < 224) ? null : sample,
  )
  expect(event?.waves).toMatchObject([{ driver: 'ge-s5', startUtcMs: FROM + 50_000, samples: expected }])
})

it('takes nothing from before or after the period, where somebody else may have lain', () => {
  const period = { fromUtcMs: FROM + 57_000, toUtcMs: FROM + 63_000 }
  const [event] = around([60], [wave(0, 100)], period).events
  expect(event?.waves[0]).toMatchObject({ startUtcMs: FROM + 57_000 })
  expect(event?.waves[0]?.samples).toHaveLength(6 * RATE_HZ)
})

it('begins with the first sample there is, and says how many moments come without waves', () => {
  const { events, leftOut } = around([60, 2_000], [wave(64, 66)])
  expect(events.map((one) => one.waves[0])).toMatchObject([
    { startUtcMs: FROM + 64_000, samples: [256, 257, 258, 259, 260, 261, 262, 263] },
  ])
  expect(leftOut).toBe(1)
})

it('keeps the newest where there is no room for all, in order of time', () => {
  const seconds = Array.from({ length: MOST_EVENTS + 2 }, (_, index) => 100 + index * 30)
  const { events, leftOut } = around(seconds, [wave(0, 600)])
  expect(events.map(({ atUtcMs }) => atUtcMs)).toEqual(seconds.slice(2).map((at) => FROM + at * 1_000))
  expect(leftOut).toBe(2)
})
