import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noise } from '../testing/synthetic.ts'
import { Cusum } from './cusum.ts'
import type { Insight } from './insight.ts'
import { PARAMETERS, type Parameter } from './insight-table.ts'
import type { Reading } from './minutes.ts'
import type { Limits } from './trend.ts'
import { type Insights, InsightWatch } from './watch.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const NO_LIMITS: Limits = { low: null, high: null }
const CURRENT_MS = 20 * MINUTE_MS

/** A value each `stepMs` from 0 up to `untilMs`; null: an invalid one, undefined: nothing came. */
function readings(
  stepMs: number,
  untilMs: number,
  value: (atMs: number) => number | null | undefined,
  mark: (atMs: number) => Reading['mark'] = () => 'good',
): Reading[] {
  const found: Reading[] = []
  for (let atMs = 0; atMs < untilMs; atMs += stepMs) {
    const one = value(atMs)
    if (one !== undefined) found.push({ atMs, value: one, mark: mark(atMs) })
  }
  return found
}

function watched(parameter: Parameter, all: readonly Reading[], currentMs = CURRENT_MS): InsightWatch {
  const watch = new InsightWatch(parameter, currentMs)
  for (const reading of all) watch.push(reading)
  return watch
}

function of(rule: Insight['rule'], { found }: Insights): Insight | undefined {
  return found.find((insight) => insight.rule === rule)
}

const chance = noise(24 * 60, 3)
const wobble = (atMs: number, size: number) => size * (chance[Math.floor(atMs / MINUTE_MS)] ?? 0)
const falling = (atMs: number) => 130 - (14 * atMs) / HOUR_MS + wobble(atMs, 1)

describe('trend', () => {
  it('says what, since when, from what, by which rule, and how long to the limit', () => {
    const watch = watched(PARAMETERS.systolic, readings(MINUTE_MS, HOUR_MS, falling))
    const trend = of('trend', watch.at(HOUR_MS, { low: 105, high: 180 }))
    expect(trend).toMatchObject({
      rule: 'trend',
      version: 1,
      priority: 'low',
      parameter: 'systolic',
      unit: 'mm[Hg]',
      sinceMs: MINUTE_MS,
      inputs: [{ minutes: 58, readings: 58, leftOut: 0, longestGapMs: MINUTE_MS }],
      unknown: ['cause', 'meaning', 'dependence', 'continuation'],
      what: { kind: 'trend', windowMs: HOUR_MS },
    })
    if (trend?.what.kind !== 'trend') expect.unreachable()
    expect(trend.what.slopePerHour).toBeCloseTo(-14, 0)
    // 116 at the end, 11 above the limit, 14 an hour.
    expect((trend.what.timeToLimit?.aboutMs ?? 0) / MINUTE_MS).toBeCloseTo(47, -1)
    expect(trend.what.timeToLimit?.soonestMs).toBeLessThan(trend.what.timeToLimit?.aboutMs ?? 0)
    expect(trend.what.timeToLimit?.latestMs).toBeGreaterThan(trend.what.timeToLimit?.aboutMs ?? 0)
  })

  it('tells the same slope of one reading a second, a minute, or a quarter of an hour', () => {
    for (const stepMs of [SECOND_MS, MINUTE_MS, 15 * MINUTE_MS]) {
      const all = readings(stepMs, 2 * HOUR_MS + MINUTE_MS, (atMs) => 130 - (14 * atMs) / HOUR_MS)
      const trend = of('trend', watched(PARAMETERS.systolic, all).at(2 * HOUR_MS + 3 * MINUTE_MS, NO_LIMITS))
      if (trend?.what.kind !== 'trend') expect.unreachable(`no trend at ${stepMs}`)
      else expect(trend.what.slopePerHour).toBeCloseTo(-14, 4)
    }
  })

  it('tells no time for a limit that is passed, too near or too far, nor for a direction without one', () => {
    const watch = watched(PARAMETERS.systolic, readings(MINUTE_MS, HOUR_MS, falling))
    for (const low of [120, 115.5, 40, null]) {
      const trend = of('trend', watch.at(HOUR_MS, { low, high: 130 }))
      expect(trend?.what).toMatchObject({ timeToLimit: null })
      expect(trend?.priority).toBe('info')
    }
  })

  it('tells no time while the newest half hour has levelled out, and says so', () => {
    const all = readings(MINUTE_MS, 2 * HOUR_MS, (atMs) =>
      atMs < 1.5 * HOUR_MS ? falling(atMs) : falling(1.5 * HOUR_MS) + (4 * (atMs - 1.5 * HOUR_MS)) / HOUR_MS,
    )
    const trend = of('trend', watched(PARAMETERS.systolic, all).at(2 * HOUR_MS, { low: 100, high: null }))
    expect(trend?.what).toMatchObject({ timeToLimit: null })
    expect(trend?.unknown).toContain('levelled')
  })

  it('is silent about the direction that does not matter, and about less than the least slope', () => {
    const rising = readings(MINUTE_MS, HOUR_MS, (atMs) => 100 + (20 * atMs) / HOUR_MS)
    expect(watched(PARAMETERS.systolic, rising).at(HOUR_MS, NO_LIMITS).found).toEqual([])
    const slight = readings(MINUTE_MS, HOUR_MS, (atMs) => 100 - (5 * atMs) / HOUR_MS)
    expect(watched(PARAMETERS.systolic, slight).at(HOUR_MS, NO_LIMITS).found).toEqual([])
  })

  it('does not answer over a gap, from too few points, or from old values, and says why', () => {
    const why = (all: readonly Reading[], nowMs: number) =>
      watched(PARAMETERS.systolic, all).at(nowMs, NO_LIMITS).unanswered.trend
    expect(why([], HOUR_MS)).toBe('stale')
    expect(why(readings(MINUTE_MS, 5 * MINUTE_MS, falling), 5 * MINUTE_MS)).toBe('fewPoints')
    expect(why(readings(MINUTE_MS, 12 * MINUTE_MS, falling), 12 * MINUTE_MS)).toBe('shortSpan')
    expect(why(readings(MINUTE_MS, HOUR_MS, falling), HOUR_MS + CURRENT_MS)).toBe('stale')
    const holed = readings(MINUTE_MS, HOUR_MS / 2, (atMs) =>
      atMs > 8 * MINUTE_MS && atMs < 20 * MINUTE_MS ? undefined : falling(atMs),
    )
    expect(why(holed, HOUR_MS / 2)).toBe('gap')
  })

  it('leaves invalid readings out and says that it did; they are never taken for a value', () => {
    const all = readings(MINUTE_MS / 2, HOUR_MS, (atMs) => (atMs % MINUTE_MS === 0 ? falling(atMs) : null))
    const trend = of('trend', watched(PARAMETERS.systolic, all).at(HOUR_MS, NO_LIMITS))
    expect(trend?.inputs[0]?.leftOut).toBe(58)
    expect(trend?.unknown).toContain('leftOut')
    const clean = readings(MINUTE_MS, HOUR_MS, falling)
    expect(trend?.what).toEqual(of('trend', watched(PARAMETERS.systolic, clean).at(HOUR_MS, NO_LIMITS))?.what)
  })
})

const steady = (atMs: number) => 80 + wobble(atMs, 3)

describe('step', () => {
  it('finds a step within ten minutes and about when it was', () => {
    const stepAtMs = 2 * HOUR_MS
    const all = readings(10 * SECOND_MS, stepAtMs + 10 * MINUTE_MS, (atMs) =>
      atMs < stepAtMs ? steady(atMs) : steady(atMs) + 25,
    )
    const step = of('step', watched(PARAMETERS.heartRate, all).at(stepAtMs + 10 * MINUTE_MS, NO_LIMITS))
    if (step?.what.kind !== 'step') expect.unreachable()
    expect(step.what.before).toBeCloseTo(80, -1)
    expect(step.what.after - step.what.before).toBeGreaterThan(20)
    expect(Math.abs(step.sinceMs - stepAtMs)).toBeLessThan(5 * MINUTE_MS)
    expect(step.priority).toBe('info')
    expect(step.unknown).toContain('usual')
  })

  it('takes neither four wild minutes, nor a change too small to matter, nor a gap for a step', () => {
    const quiet = [
      readings(MINUTE_MS, 4 * HOUR_MS, (atMs) =>
        atMs >= 2 * HOUR_MS && atMs < 2 * HOUR_MS + 4 * MINUTE_MS ? 190 : steady(atMs),
      ),
      readings(MINUTE_MS, 4 * HOUR_MS, (atMs) => (atMs < 2 * HOUR_MS ? steady(atMs) : steady(atMs) + 8)),
      readings(MINUTE_MS, 5 * HOUR_MS, (atMs) =>
        atMs > 2 * HOUR_MS && atMs < 4 * HOUR_MS ? null : steady(atMs),
      ),
    ]
    for (const all of quiet) {
      const watch = watched(PARAMETERS.heartRate, all)
      expect(of('step', watch.at(all.at(-1)?.atMs ?? 0, NO_LIMITS))).toBeUndefined()
    }
  })

  it('finds a large step also after hours of a small one', () => {
    const all = readings(MINUTE_MS, 5 * HOUR_MS, (atMs) => {
      if (atMs < 2 * HOUR_MS) return steady(atMs)
      return steady(atMs) + (atMs < 4.75 * HOUR_MS ? 8 : 30)
    })
    const step = of('step', watched(PARAMETERS.heartRate, all).at(5 * HOUR_MS, NO_LIMITS))
    expect(step?.sinceMs).toBeGreaterThan(4.5 * HOUR_MS)
  })

  it('learns anew after a step, says that it is learning, and tells the step for two hours', () => {
    const stepAtMs = 2 * HOUR_MS
    const all = readings(MINUTE_MS, 4 * HOUR_MS + 30 * MINUTE_MS, (atMs) =>
      atMs < stepAtMs ? steady(atMs) : steady(atMs) + 25,
    )
    const early = watched(
      PARAMETERS.heartRate,
      all.filter(({ atMs }) => atMs < 2.5 * HOUR_MS),
    ).at(2.5 * HOUR_MS, NO_LIMITS)
    expect(early.unanswered.step).toBe('learning')
    expect(of('step', early)).toBeDefined()
    const late = watched(PARAMETERS.heartRate, all).at(4.5 * HOUR_MS, NO_LIMITS)
    expect(late.unanswered.step).toBeUndefined()
    expect(of('step', late)).toBeUndefined()
  })

  it('runs long on chance alone: a false shift of independent values every 300 minutes at most', () => {
    const cusum = new Cusum()
    const length = 300_000
    const uniform = noise(length, 17)
    let shifts = 0
    for (const [index, value] of uniform.entries()) {
      // Uniform between -1 and 1, scaled to a spread of 1.
      if (cusum.push(index, value * Math.sqrt(3)) === null) continue
      shifts++
      cusum.reset()
    }
    expect(shifts).toBeGreaterThan(0)
    expect(length / shifts).toBeGreaterThan(300)
  })
})

describe('personal baseline', () => {
  const awayAtMs = 3 * HOUR_MS
  const away = (by: number, forMs: number) => (atMs: number) =>
    atMs >= awayAtMs && atMs < awayAtMs + forMs ? steady(atMs) + by : steady(atMs)

  it('tells what has been away from the usual for ten minutes, and since when', () => {
    const all = readings(MINUTE_MS, awayAtMs + 15 * MINUTE_MS, away(30, HOUR_MS))
    const insight = of(
      'baseline',
      watched(PARAMETERS.heartRate, all).at(awayAtMs + 15 * MINUTE_MS, NO_LIMITS),
    )
    expect(insight).toMatchObject({ priority: 'low', sinceMs: awayAtMs, what: { from: 'learnt' } })
    if (insight?.what.kind === 'baseline') expect(insight.what.usual).toBeCloseTo(80, 0)
  })

  it('is silent after five minutes, after the return, and about a change too small to matter', () => {
    const at = (by: number, forMs: number, untilMs: number) => {
      const all = readings(MINUTE_MS, awayAtMs + untilMs, away(by, forMs))
      return of('baseline', watched(PARAMETERS.heartRate, all).at(awayAtMs + untilMs, NO_LIMITS))
    }
    expect(at(30, HOUR_MS, 5 * MINUTE_MS)).toBeUndefined()
    expect(at(30, 20 * MINUTE_MS, 30 * MINUTE_MS)).toBeUndefined()
    expect(at(8, HOUR_MS, 30 * MINUTE_MS)).toBeUndefined()
  })

  it('never learns from minutes with an alarm or doubt', () => {
    for (const mark of ['alarmed', 'doubtful'] as const) {
      const all = readings(
        MINUTE_MS,
        5 * HOUR_MS,
        (atMs) => (atMs < 2 * HOUR_MS ? 150 : steady(atMs)),
        (atMs) => (atMs < 2 * HOUR_MS ? mark : 'good'),
      )
      expect(watched(PARAMETERS.heartRate, all).baseline.usual?.center).toBeCloseTo(80, 0)
      const alarmedOnly = watched(
        PARAMETERS.heartRate,
        all.filter(({ atMs }) => atMs < 2 * HOUR_MS),
      )
      expect(alarmedOnly.at(2 * HOUR_MS, NO_LIMITS).unanswered.baseline).toBe('learning')
    }
  })

  it('takes what a clinician sets, and forgets everything at a reset', () => {
    const watch = watched(
      PARAMETERS.heartRate,
      readings(MINUTE_MS, 30 * MINUTE_MS, () => 120),
    )
    watch.baseline.set({ low: 75, high: 85, fromMs: 30 * MINUTE_MS })
    for (let atMs = 30 * MINUTE_MS; atMs < HOUR_MS; atMs += MINUTE_MS) {
      watch.push({ atMs, value: 120, mark: 'good' })
    }
    const insight = of('baseline', watch.at(HOUR_MS, NO_LIMITS))
    expect(insight?.what).toMatchObject({
      usual: 80,
      spread: 5,
      deviation: 8,
      from: 'set',
      range: [75, 85],
    })
    expect(insight?.unknown).not.toContain('usual')
    expect(insight?.sinceMs).toBeGreaterThanOrEqual(30 * MINUTE_MS)
    watch.reset()
    expect(watch.at(HOUR_MS, NO_LIMITS)).toEqual({
      found: [],
      unanswered: { trend: 'stale', step: 'learning', baseline: 'learning' },
    })
    for (const [low, high] of [
      [Number.NaN, 5],
      [80, 80],
      [85, 75],
    ] as const) {
      expect(() => watch.baseline.set({ low, high, fromMs: 0 })).toThrow(TypeError)
    }
  })

  it('compares with the edges of a range that was set, learns beside it, and goes back to what it learnt', () => {
    const watch = new InsightWatch(PARAMETERS.spo2, HOUR_MS)
    watch.baseline.set({ low: 88, high: 92, fromMs: 0 })
    let atMs = 0
    const minutes = (count: number, value: number) => {
      for (const end = atMs + count * MINUTE_MS; atMs < end; atMs += MINUTE_MS) {
        watch.push({ atMs, value, mark: 'good' })
      }
      return of('baseline', watch.at(atMs, NO_LIMITS))
    }
    expect(minutes(125, 90)).toBeUndefined()
    expect(watch.baseline.usual?.center).toBe(90)
    // Both edges are usual; one more is not, though it is less than what counts against what was learnt.
    expect(minutes(20, 88)).toBeUndefined()
    expect(minutes(20, 92)).toBeUndefined()
    expect(minutes(20, 87)?.what).toMatchObject({ from: 'set', deviation: -1.5, range: [88, 92] })
    watch.baseline.set(null)
    expect(minutes(20, 87)?.what).toMatchObject({ from: 'learnt', usual: 90 })
  })

  it('holds an old value for nothing: silence ends it', () => {
    const all = readings(MINUTE_MS, awayAtMs + 15 * MINUTE_MS, away(30, HOUR_MS))
    const late = watched(PARAMETERS.heartRate, all).at(awayAtMs + HOUR_MS, NO_LIMITS)
    expect(of('baseline', late)).toBeUndefined()
    expect(late.unanswered.baseline).toBe('stale')
  })
})

describe('memory', () => {
  it('is bounded: after a day an insight rests on hours of one point a minute, and still says since when', () => {
    const awayAtMs = 3 * HOUR_MS
    const all = readings(MINUTE_MS, 24 * HOUR_MS, (atMs) =>
      atMs < awayAtMs ? steady(atMs) : steady(atMs) + 60,
    )
    const baseline = of('baseline', watched(PARAMETERS.heartRate, all).at(24 * HOUR_MS, NO_LIMITS))
    expect(baseline?.sinceMs).toBe(awayAtMs)
    expect(baseline?.inputs[0]?.minutes).toBe(4 * 60)
    const down = readings(SECOND_MS * 5, 6 * HOUR_MS, (atMs) => 200 - (14 * atMs) / HOUR_MS)
    const trend = of('trend', watched(PARAMETERS.systolic, down).at(6 * HOUR_MS, NO_LIMITS))
    expect(trend?.inputs[0]?.minutes).toBeLessThanOrEqual(2 * 60)
  })
})

describe('any readings', () => {
  const anyReading: fc.Arbitrary<Reading> = fc.record({
    atMs: fc.oneof(fc.integer({ min: 0, max: 6 * HOUR_MS }), fc.constant(Number.NaN)),
    value: fc.option(fc.oneof(fc.double({ min: 0, max: 300 }), fc.constant(Number.NaN))),
    mark: fc.constantFrom('good', 'doubtful', 'alarmed'),
  })

  it('give numbers that are numbers, times that have been, and never a priority above low', () => {
    fc.assert(
      fc.property(fc.array(anyReading, { maxLength: 400 }), fc.boolean(), (all, isSorted) => {
        const given = isSorted ? all.toSorted((one, other) => one.atMs - other.atMs) : all
        const watch = watched(PARAMETERS.heartRate, given, HOUR_MS)
        const nowMs = 6 * HOUR_MS
        for (const { priority, sinceMs, inputs, unknown, what } of watch.at(nowMs, { low: 50, high: 120 })
          .found) {
          expect(['low', 'info']).toContain(priority)
          expect(sinceMs).toBeLessThanOrEqual(nowMs)
          expect(inputs).not.toEqual([])
          expect(unknown).toEqual(expect.arrayContaining(['cause', 'meaning']))
          for (const part of Object.values(what)) {
            if (typeof part === 'number') expect(Number.isFinite(part)).toBe(true)
          }
        }
      }),
    )
  })

  it('give the same insights however often anybody asks', () => {
    const given = readings(20 * SECOND_MS, 4 * HOUR_MS, (atMs) => {
      if (wobble(atMs, 1) > 0.9) return null
      return atMs < 3 * HOUR_MS ? steady(atMs) : steady(atMs) + (30 * (atMs - 3 * HOUR_MS)) / HOUR_MS
    })
    const once = watched(PARAMETERS.heartRate, given)
    const often = new InsightWatch(PARAMETERS.heartRate, CURRENT_MS)
    for (const [index, reading] of given.entries()) {
      often.push(reading)
      if (index % 40 === 0) often.at(reading.atMs, NO_LIMITS)
    }
    const asked = once.at(4 * HOUR_MS, NO_LIMITS)
    expect(often.at(4 * HOUR_MS, NO_LIMITS)).toEqual(asked)
    expect(asked.found.map(({ rule }) => rule)).toContain('baseline')
  })
})
