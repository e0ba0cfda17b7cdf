import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { limitsFor } from '../../../drivers/model/limits.ts'
import type { StoredGap, StoredNumeric } from '../store/types.ts'
import { computeShiftSummary, type SummaryRequest } from './shift-summary.ts'
import {
  ageClassRow,
  type MemoryRecord,
  memoryReader,
  numericRow,
  numericSpec,
  waveSpec,
} from './testing/memory-reader.ts'

const FROM = Date.UTC(2026, 5, 16, 7)
const DAY_MS = 86_400_000
const BED = { bed: 'b1', label: 'Bed 1', driver: 'ge-s5', link: 'serial:/dev/ttyS0', options: '{}' }
const HEART_RATE = { number: 1, bed: 'b1', driver: 'ge-s5', simulated: false, channel: numericSpec() }
const CUFF = {
  ...HEART_RATE,
  number: 2,
  channel: numericSpec({
    key: 'MDC_PRESS_BLD_NONINV_SYS',
    id: 'MDC_PRESS_BLD_NONINV_SYS',
    label: 'NIBP sys',
    unit: 'mm[Hg]',
    timing: 'episodic',
  }),
}

function request(seconds: number, over: Partial<SummaryRequest> = {}): SummaryRequest {
  const toUtcMs = FROM + seconds * 1000
  return { bed: 'b1', fromUtcMs: FROM, toUtcMs, station: 'ward-3', madeUtcMs: toUtcMs, madeBy: 'AB', ...over }
}

function record(over: MemoryRecord): MemoryRecord {
  const alarmEvents = [ageClassRow(FROM - DAY_MS)]
  return { beds: [BED], channels: [HEART_RATE, CUFF], alarmEvents, ...over }
}

function everySecond(from: number, to: number, value: (second: number) => number | null): StoredNumeric[] {
  const rows: StoredNumeric[] = []
  for (let second = from; second < to; second++) rows.push(numericRow(FROM + second * 1000, value(second)))
  return rows
}

describe('shift summary', () => {
  it('takes range and median over one-minute medians, and peaks over single values', () => {
    const numerics = everySecond(0, 180, (second) =>
      second === 30 ? 190 : 60 + Math.floor(second / 60) * 10,
    )
    const [heartRate] = computeShiftSummary(memoryReader(record({ numerics })), request(180)).parameters
    expect(heartRate).toMatchObject({
      count: 180,
      invalid: 0,
      last: 80,
      lastUtcMs: FROM + 179_000,
      median: 70,
      lowest: 60,
      highest: 80,
      peakLow: 60,
      peakHigh: 190,
      outOfRangeMs: 1000,
      inRangeMs: 179_000,
      notMeasuredMs: 0,
    })
    expect(heartRate?.trend).toEqual([
      { atUtcMs: FROM, median: 60, low: 60, high: 190 },
      { atUtcMs: FROM + 60_000, median: 70, low: 70, high: 70 },
      { atUtcMs: FROM + 120_000, median: 80, low: 80, high: 80 },
    ])
  })

  it('never counts a stale value as measured, and never calls it the last one', () => {
    const numerics = everySecond(0, 60, () => 72)
    const summary = computeShiftSummary(memoryReader(record({ numerics })), request(600))
    expect(summary.parameters[0]).toMatchObject({ last: null, notMeasuredMs: 540_000, inRangeMs: 60_000 })
    expect(summary.monitoredMs).toBe(60_000)
    expect(summary.gaps).toEqual([
      { fromUtcMs: FROM + 60_000, toUtcMs: FROM + 600_000, cause: 'notRecorded', label: null, evidence: '' },
    ])
  })

  it('shows no last number when the newest row has none', () => {
    const numerics = everySecond(0, 60, (second) => (second < 58 ? 72 : null))
    const [heartRate] = computeShiftSummary(memoryReader(record({ numerics })), request(60)).parameters
    expect(heartRate).toMatchObject({ count: 58, invalid: 2, last: null, lastUtcMs: FROM + 57_000 })
    expect(heartRate?.notMeasuredMs).toBe(2000)
  })

  it('takes cuff readings by the time they were measured, each once however often told', () => {
    const reading = (measured: number, arrived: number, value: number): StoredNumeric =>
      numericRow(FROM + arrived * 1000, value, { channel: 2, measuredUtcMs: FROM + measured * 1000 })
    const numerics = [
      reading(-30, 5, 150),
      reading(60, 62, 120),
      reading(60, 500, 120),
      reading(500, 900, 110),
      reading(700, 701, 90),
    ]
    const [cuff] = computeShiftSummary(memoryReader(record({ numerics })), request(600)).parameters
    expect(cuff).toMatchObject({
      episodic: true,
      count: 2,
      last: 110,
      lastUtcMs: FROM + 500_000,
      median: 115,
    })
    expect(cuff?.trend.map((point) => point.atUtcMs)).toEqual([FROM + 60_000, FROM + 500_000])
    expect(cuff).toMatchObject({ inRangeMs: null, outOfRangeMs: null, notMeasuredMs: 0 })
  })

  it('lists gaps with their cause, and takes their time out of the measured time', () => {
    const gaps: StoredGap[] = [
      {
        bed: 'b1',
        channel: null,
        fromUtcMs: FROM + 10_000,
        toUtcMs: FROM + 20_000,
        cause: 'unplugged',
        evidence: 'COM3: no byte',
      },
      {
        bed: 'b1',
        channel: 1,
        fromUtcMs: FROM + 30_000,
        toUtcMs: FROM + 33_000,
        cause: 'deviceGap',
        evidence: '',
      },
    ]
    const numerics = everySecond(0, 60, () => 72)
    const summary = computeShiftSummary(memoryReader(record({ numerics, gaps })), request(60))
    expect(summary.gaps).toEqual([
      {
        fromUtcMs: FROM + 10_000,
        toUtcMs: FROM + 20_000,
        cause: 'unplugged',
        label: null,
        evidence: 'COM3: no byte',
      },
      { fromUtcMs: FROM + 30_000, toUtcMs: FROM + 33_000, cause: 'deviceGap', label: 'HR', evidence: '' },
    ])
    expect(summary.parameters[0]?.notMeasuredMs).toBe(13_000)
    expect(summary.monitoredMs).toBe(47_000)
  })

  it('says which usual signs no channel measured', () => {
    const numerics = everySecond(0, 60, () => 72)
    const summary = computeShiftSummary(memoryReader(record({ numerics })), request(60))
    expect(summary.notMeasured).toEqual(['SpO₂', 'RR', 'BP', 'Temp'])
  })

  it('ends at the time it was made while the shift still runs', () => {
    const numerics = everySecond(0, 60, () => 72)
    const summary = computeShiftSummary(
      memoryReader(record({ numerics })),
      request(28_800, { madeUtcMs: FROM + 60_000 }),
    )
    expect(summary).toMatchObject({ toUtcMs: FROM + 60_000, monitoredMs: 60_000 })
  })

  it('H3 never mixes two patients: it covers the stay at the end of the period', () => {
    const numerics = everySecond(0, 600, (second) => (second < 300 ? 60 : 90))
    const bind = (id: string, from: number, to: number | null) => ({
      bed: 'b1',
      patient: { id, authority: 'HOSP' },
      fromUtcMs: FROM + from * 1000,
      toUtcMs: to === null ? null : FROM + to * 1000,
    })
    const bindings = [bind('111', 0, 300), bind('222', 300, 400), bind('222', 400, null)]
    const summary = computeShiftSummary(memoryReader(record({ numerics, bindings })), request(600))
    expect(summary.patient).toEqual({ id: '222', authority: 'HOSP' })
    expect(summary.fromUtcMs).toBe(FROM + 300_000)
    expect(summary.parameters[0]).toMatchObject({ count: 300, lowest: 90, peakLow: 90 })
  })

  it('covers empty time before and after a stay only where nobody’s numbers lie in it', () => {
    const stayed = {
      bed: 'b1',
      patient: { id: '1', authority: 'H' },
      fromUtcMs: FROM + 100_000,
      toUtcMs: FROM + 200_000,
    }
    const periodOf = (numerics: StoredNumeric[]) => {
      const reader = memoryReader(record({ numerics, bindings: [stayed] }))
      const { patient, fromUtcMs, toUtcMs } = computeShiftSummary(reader, request(300))
      return [patient?.id ?? null, (fromUtcMs - FROM) / 1000, (toUtcMs - FROM) / 1000]
    }
    const value = () => 72
    expect(periodOf(everySecond(110, 120, value))).toEqual(['1', 0, 200])
    expect(periodOf(everySecond(90, 120, value))).toEqual(['1', 100, 200])
    expect(periodOf(everySecond(110, 220, value))).toEqual([null, 200, 300])
  })

  it('marks a page with any simulated channel as simulated', () => {
    const numerics = everySecond(0, 60, () => 72)
    const simulated = [{ ...HEART_RATE, simulated: true }]
    expect(computeShiftSummary(memoryReader(record({ numerics })), request(60)).simulated).toBe(false)
    const reader = memoryReader(record({ numerics, channels: simulated }))
    expect(computeShiftSummary(reader, request(60)).simulated).toBe(true)
  })

  it('pairs the starts and ends of bedside alarms, also of those that began before', () => {
    const alert = (at: number, phase: 'start' | 'end', text: string) => ({
      bed: 'b1',
      atUtcMs: FROM + at * 1000,
      phase,
      priority: 'high' as const,
      kind: 'physiological' as const,
      text,
    })
    const alerts = [
      alert(-100, 'start', 'gone'),
      alert(-90, 'end', 'gone'),
      alert(-10, 'start', 'APNEA'),
      alert(10, 'end', 'APNEA'),
      alert(20, 'start', 'TACHY'),
    ]
    const summary = computeShiftSummary(memoryReader(record({ alerts })), request(60))
    expect(summary.alerts.map((one) => [one.text, one.atUtcMs - FROM, one.endUtcMs])).toEqual([
      ['APNEA', -10_000, FROM + 10_000],
      ['TACHY', 20_000, null],
    ])
  })

  it('takes the last ten seconds of waves, with gaps as null and noise-free values', () => {
    const pleth = { ...HEART_RATE, number: 3, channel: waveSpec() }
    const samples = Int16Array.from({ length: 500 }, (_, index) => index)
    const wave = (startUtcMs: number) => ({
      channel: 3,
      startUtcMs,
      samples,
      missing: [{ start: 7, length: 2 }],
      marks: [],
    })
    const waves = [wave(FROM), wave(FROM + 8000)]
    const summary = computeShiftSummary(memoryReader(record({ channels: [pleth], waves })), request(300))
    expect(summary.strip).toMatchObject({ fromUtcMs: FROM + 3000, seconds: 10 })
    const row = summary.strip?.rows[0]
    expect(row?.samples).toHaveLength(1000)
    expect(row?.samples.slice(0, 2)).toEqual([3, 3.01])
    expect(row?.samples.slice(199, 201)).toEqual([4.99, null])
    expect(row?.samples.slice(505, 511)).toEqual([0.05, 0.06, null, null, 0.09, 0.1])
  })

  it('gives the clock of the monitor from the clock ledger, and null without a reading in the period', () => {
    const clocks = [6400, 6300, 9000].map((ahead, index) => ({
      bed: 'b1',
      link: 'serial:COM3',
      atUtcMs: FROM + index * 1000,
      deviceMs: FROM + index * 1000 + ahead,
    }))
    const clockIn = (more: Partial<MemoryRecord>) =>
      computeShiftSummary(memoryReader(record(more)), request(60)).clock
    expect(clockIn({ clocks })).toEqual({ offsetMs: 6350, driftMsPerDay: null, jumps: [] })
    expect(clockIn({})).toBeNull()
    expect(clockIn({ clocks: clocks.map((one) => ({ ...one, atUtcMs: one.atUtcMs - 60_000 })) })).toBeNull()
  })

  it('carries a check figure that any changed fact changes', () => {
    const check = (value: number): string => {
      const reader = memoryReader(record({ numerics: everySecond(0, 60, () => value) }))
      return computeShiftSummary(reader, request(60)).recordCheck
    }
    expect(check(72)).toMatch(/^([0-9A-F]{4} ){3}[0-9A-F]{4}$/)
    expect(check(72)).toBe(check(72))
    expect(check(72)).not.toBe(check(73))
  })

  it('refuses a bed the record does not have and a period that is none', () => {
    const reader = memoryReader(record({}))
    expect(() => computeShiftSummary(reader, request(60, { bed: 'b9' }))).toThrow('no bed "b9"')
    expect(() => computeShiftSummary(reader, request(0))).toThrow('"toUtcMs" must be later')
  })
})

/** Values of a channel by arrival, on a quarter-second grid so that the naive walk below is exact. */
const GRID_MS = 250
const rowsArbitrary = fc
  .array(
    fc.record({
      step: fc.oneof(
        { weight: 6, arbitrary: fc.integer({ min: 2, max: 6 }) },
        { weight: 1, arbitrary: fc.integer({ min: 7, max: 200 }) },
      ),
      value: fc.option(fc.integer({ min: 30, max: 200 }), { freq: 6 }),
    }),
    { maxLength: 120 },
  )
  .map((steps) => {
    let atUtcMs = FROM - 20_000
    return steps.map(({ step, value }) => {
      atUtcMs += step * GRID_MS
      return numericRow(atUtcMs, value)
    })
  })
const gapsArbitrary = fc.array(
  fc.record({ from: fc.integer({ min: -40, max: 600 }), length: fc.integer({ min: 1, max: 80 }) }),
  { maxLength: 3 },
)

describe('every figure against a naive recalculation from the raw rows', () => {
  it('agrees for any record', () => {
    fc.assert(
      fc.property(
        rowsArbitrary,
        gapsArbitrary,
        fc.integer({ min: 4, max: 600 }),
        (numerics, gapSteps, ticks) => {
          const gaps = gapSteps.map(({ from, length }) => ({
            bed: 'b1',
            channel: null,
            fromUtcMs: FROM + from * GRID_MS,
            toUtcMs: FROM + (from + length) * GRID_MS,
            cause: 'silent' as const,
            evidence: '',
          }))
          const toUtcMs = FROM + ticks * GRID_MS
          const asked = request(0, { toUtcMs, madeUtcMs: toUtcMs })
          const summary = computeShiftSummary(memoryReader(record({ numerics, gaps })), asked)
          const naive = recalculate(
            numerics.filter((row) => row.atUtcMs < toUtcMs),
            gaps,
            toUtcMs,
          )
          expect(summary.parameters[0] ?? null).toEqual(
            naive === null ? null : expect.objectContaining(naive),
          )
          expect(summary.monitoredMs).toBe(naive === null ? 0 : ticks * GRID_MS - naive.notMeasuredMs)
        },
      ),
    )
  })
})

function recalculate(rows: readonly StoredNumeric[], gaps: readonly StoredGap[], toUtcMs: number) {
  const inside = rows.filter((row) => row.atUtcMs >= FROM)
  if (inside.length === 0) return null
  const values = inside.map((row) => row.value).filter((value) => value !== null)
  const intervalMs =
    middle(rows.slice(1).map((row, index) => row.atUtcMs - (rows[index]?.atUtcMs ?? 0))) ?? 1000
  const ageLimitMs = Math.max(5000, 2.5 * intervalMs)
  const limits = limitsFor('adult', 'MDC_ECG_HEART_RATE', '/min')
  let inRangeMs = 0
  let outOfRangeMs = 0
  let notMeasuredMs = 0
  for (let at = FROM; at < toUtcMs; at += GRID_MS / 2) {
    const before = rows.filter((row) => row.atUtcMs <= at)
    const newest = before.at(-1)
    const next = rows[before.length]
    const livesUntil =
      newest === undefined
        ? 0
        : next !== undefined && next.atUtcMs - newest.atUtcMs <= ageLimitMs
          ? next.atUtcMs
          : newest.atUtcMs + intervalMs
    const lost = gaps.some((gap) => at >= gap.fromUtcMs && at < gap.toUtcMs)
    const value = newest?.value ?? null
    if (value === null || at >= livesUntil || lost) notMeasuredMs += GRID_MS / 2
    else if (value < (limits?.low ?? -1) || value > (limits?.high ?? 1e9)) outOfRangeMs += GRID_MS / 2
    else inRangeMs += GRID_MS / 2
  }
  const minutes = [
    ...new Set(inside.filter((row) => row.value !== null).map((row) => printMinute(row.atUtcMs))),
  ]
  const medians = minutes.map((minute) =>
    middle(
      inside
        .filter((row) => printMinute(row.atUtcMs) === minute)
        .map((row) => row.value)
        .filter((value) => value !== null),
    ),
  )
  const points = medians.filter((value) => value !== null)
  const newest = inside[inside.length - 1]
  return {
    count: values.length,
    invalid: inside.length - values.length,
    last: newest !== undefined && toUtcMs - newest.atUtcMs <= ageLimitMs ? newest.value : null,
    median: middle(points),
    lowest: points.length === 0 ? null : Math.min(...points),
    highest: points.length === 0 ? null : Math.max(...points),
    peakLow: values.length === 0 ? null : Math.min(...values),
    peakHigh: values.length === 0 ? null : Math.max(...values),
    inRangeMs,
    outOfRangeMs,
    notMeasuredMs,
  }
}

function printMinute(utcMs: number): string {
  return new Date(utcMs).toISOString().slice(0, 16)
}

function middle(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  if (sorted.length === 0) return null
  const half = Math.floor((sorted.length - 1) / 2)
  return ((sorted[half] ?? 0) + (sorted[sorted.length - 1 - half] ?? 0)) / 2
}
