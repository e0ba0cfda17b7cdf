import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ShiftParameter, TrendPoint } from '../../electron/ipc/shift.ts'
import { inventLongSummary } from '../fixture/long-shift.ts'
import { inventSummary } from '../fixture/shift.ts'
import { eventLines, laterText, pickEvents, rowsOf } from './event-lines.ts'
import { fileName } from './file-name.ts'
import { gapsOf, isVital, laneDomain, lanePoints, orderParameters, timeTicks } from './lanes.ts'
import { currentShift, PRESETS, periodOf, periodProblem, typedTime } from './presets.ts'
import { inShort, periodText, rangeCells, sharePercent } from './sentences.ts'
import { stripPaths } from './strip.ts'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const at = (day: number, hour: number, minute = 0) => new Date(2026, 5, day, hour, minute).getTime()

describe('shift presets', () => {
  it('cuts a running shift at now', () => {
    expect(periodOf('day', at(16, 14, 58))).toEqual({ fromUtcMs: at(16, 7), toUtcMs: at(16, 14, 58) })
  })

  it('takes the last one that has begun', () => {
    expect(periodOf('day', at(16, 6))).toEqual({ fromUtcMs: at(15, 7), toUtcMs: at(15, 15) })
    expect(periodOf('night', at(16, 3))).toEqual({ fromUtcMs: at(15, 23), toUtcMs: at(16, 3) })
    expect(periodOf('night', at(16, 12))).toEqual({ fromUtcMs: at(15, 23), toUtcMs: at(16, 7) })
  })

  it('knows the shift that is running', () => {
    expect([at(16, 7), at(16, 15), at(16, 23), at(16, 6)].map(currentShift)).toEqual([
      'day',
      'evening',
      'night',
      'night',
    ])
  })

  it('never ends after now and never before it begins', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at(1, 0), max: at(28, 0) }),
        fc.constantFrom(...PRESETS),
        (now, preset) => {
          const period = periodOf(preset, now)
          if (period === null) return
          expect(period.toUtcMs).toBeLessThanOrEqual(now)
          expect(period.fromUtcMs).toBeLessThanOrEqual(period.toUtcMs)
        },
      ),
    )
  })

  it('reads typed times and refuses everything else', () => {
    expect(typedTime('2026-06-16T07:05')).toBe(at(16, 7, 5))
    expect(typedTime('16.06.2026 07:05')).toBeNull()
    expect(periodProblem(null, 5)).toBe('shift.needsTimes')
    expect(periodProblem(5, 5)).toBe('shift.wrongOrder')
    expect(periodProblem(4, 5)).toBeNull()
  })
})

function point(minute: number): TrendPoint {
  return { atUtcMs: minute * MINUTE_MS, median: 80, low: 78, high: 82 }
}

describe('trend lanes', () => {
  it('breaks the line where a minute has no data', () => {
    const medians = lanePoints([point(0), point(1), point(4)]).map(({ median }) => median)
    expect(medians).toEqual([80, 80, null, 80])
  })

  it('never joins two points across a missing minute', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(600), { minLength: 2 }), (minutes) => {
        const points = lanePoints([...minutes].sort((left, right) => left - right).map(point))
        points.forEach((here, index) => {
          const next = points[index + 1]
          if (here.median === null || next === undefined || next.median === null) return
          expect(next.atUtcMs - here.atUtcMs).toBeLessThanOrEqual(MINUTE_MS)
        })
      }),
    )
  })

  it('starts an axis at the clinical range and widens it by whole steps', () => {
    const base = inventSummary({ bed: 'b1', fromUtcMs: 0, toUtcMs: HOUR_MS }, 'Bed 1').parameters[0]
    const rate = (lowest: number, highest: number) =>
      laneDomain({ ...(base as ShiftParameter), lowest, highest })
    expect(rate(70, 90)).toEqual([40, 140])
    expect(rate(31, 188)).toEqual([20, 200])
  })

  it('cuts gaps to the period and leaves those of other channels out', () => {
    const parameter = inventSummary({ bed: 'b1', fromUtcMs: 0, toUtcMs: HOUR_MS }, 'Bed 1').parameters[0]
    const gaps = [
      { fromUtcMs: -5, toUtcMs: 10, cause: 'unplugged', label: null, evidence: '' },
      { fromUtcMs: 20, toUtcMs: 30, cause: 'deviceGap', label: 'SpO2', evidence: '' },
    ]
    const cut = gapsOf(gaps, parameter as ShiftParameter, { fromUtcMs: 0, toUtcMs: HOUR_MS })
    expect(cut).toEqual([{ fromUtcMs: 0, toUtcMs: 10, cause: 'unplugged', label: null, evidence: '' }])
  })

  it('hatches where a device was away the lanes of that device alone', () => {
    const period = { fromUtcMs: 0, toUtcMs: HOUR_MS }
    const gap = {
      fromUtcMs: 0,
      toUtcMs: 10,
      cause: 'unplugged',
      label: 'ventilator',
      device: 'ventilator',
      evidence: '',
    }
    const other = { ...gap, label: 'monitor', device: 'monitor' }
    expect(gapsOf([gap, other], { label: 'RR', device: 'ventilator' }, period)).toEqual([gap])
    expect(gapsOf([gap, other], { label: 'HR' }, period)).toEqual([other])
  })

  it('puts vital signs first and keeps unknown codes', () => {
    const { parameters } = inventSummary({ bed: 'b1', fromUtcMs: 0, toUtcMs: HOUR_MS }, 'Bed 1')
    const ordered = orderParameters([...parameters].reverse())
    expect(ordered[0]?.label).toBe('HR')
    expect(ordered.at(-1)?.key).toBe('X_GE_S5_ECG_EXTRA_HR_MAX')
    expect(ordered.filter(isVital)).toHaveLength(parameters.length - 1)
  })

  it('marks at most nine round times', () => {
    for (const hours of [1, 8, 12, 48]) {
      const ticks = timeTicks(at(16, 7), at(16, 7) + hours * HOUR_MS)
      expect(ticks.length).toBeLessThanOrEqual(10)
      expect(ticks.length).toBeGreaterThan(2)
    }
  })
})

describe('words of the page', () => {
  const summary = inventSummary({ bed: 'b1', fromUtcMs: at(16, 7), toUtcMs: at(16, 15) }, 'Bed 1')

  it('says the period, and the second day where there is one', () => {
    expect(periodText(summary)).toBe('Tue 16 Jun 2026, 07:00 to 15:00')
    expect(periodText({ fromUtcMs: at(16, 23), toUtcMs: at(17, 7) })).toContain('Wed 17 Jun 2026, 07:00')
  })

  it('is made of facts', () => {
    const sentences = inShort(summary)
    expect(sentences[0]).toBe('Monitored for 7 h 46 min of 8 h 0 min.')
    expect(sentences.join(' ')).toContain('One gap.')
  })

  it('never rounds a share up to 100 % while any time was outside', () => {
    expect(sharePercent(999_999, 1_000_000)).toBe('99.9 %')
    expect(sharePercent(5, 5)).toBe('100 %')
    expect(sharePercent(0, 0)).toBe('')
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.nat(1e9), (outside, inside) => {
        expect(sharePercent(inside, inside + outside)).not.toBe('100 %')
      }),
    )
  })

  it('leaves cells empty where a figure has no meaning', () => {
    const withoutLimits = summary.parameters.find(({ limitLow }) => limitLow === null)
    expect(rangeCells(withoutLimits as ShiftParameter)).toMatchObject({
      limits: '',
      inLimits: '',
      outside: '',
    })
    const episodic = { ...(summary.parameters[0] as ShiftParameter), episodic: true, count: 5, invalid: 2 }
    expect(rangeCells(episodic).notMeasured).toBe('5 readings')
  })

  it('lists no hole of a single wave under a second, and each of the whole bed', () => {
    const hole = { fromUtcMs: 0, toUtcMs: 999, cause: 'deviceGap', evidence: '' }
    const gaps = [
      { ...hole, label: 'II' },
      { ...hole, label: null },
      { ...hole, label: 'II', toUtcMs: 1_000 },
    ]
    const texts = eventLines({ ...summary, gaps, alerts: [], alarms: [], notes: [] }, () => 'why').map(
      ({ text }) => text,
    )
    expect(texts).toEqual(['Gap 1 s, why', 'II: Gap 1 s, why'])
  })

  it('puts alarms and gaps in one list by time', () => {
    const lines = eventLines(summary, (cause) => cause)
    const times = lines.map(({ atUtcMs }) => atUtcMs)
    expect(times).toEqual([...times].sort((left, right) => left - right))
    expect(lines.some(({ kind }) => kind === 'gap')).toBe(true)
  })

  it('never leaves a high alarm off the first sheet', () => {
    const lines = eventLines(summary, (cause) => cause)
    const many = lines.map((line, index) => ({ ...line, kind: index < 5 ? ('high' as const) : line.kind }))
    const high = many.filter(({ kind }) => kind === 'high')
    const shown = pickEvents(many, 3).filter(({ kind }) => kind === 'high')
    expect(shown.reduce((sum, { count }) => sum + count, 0)).toBe(high.length)
    for (const { what } of high) expect(shown.map((line) => line.what)).toContain(what)
    expect(pickEvents(lines, 4)).toHaveLength(4)
  })

  it('keeps to the rows of the first sheet with any number of alarms, and says where the rest is', () => {
    const long = inventLongSummary({ bed: 'b2', fromUtcMs: at(16, 7), toUtcMs: at(16, 15) }, 'Bed 2')
    const lines = eventLines(long, (cause) => cause)
    const shown = pickEvents(lines, 6)
    expect(rowsOf(shown)).toBeLessThanOrEqual(8)
    expect(shown.map(({ text }) => text)).toContain('SpO2 79 < 90, 5 times, last')
    expect(laterText(lines, shown)).toMatch(/^\d+ more on a later sheet\.$/)
    expect(laterText(lines, lines)).toBe('')
  })

  it('names files by bed and period, without a person', () => {
    expect(fileName(summary, 'pdf')).toBe('vigil-b1-20260616-0700-1500-simulated.pdf')
    expect(fileName({ ...summary, simulated: false }, 'csv')).toBe('vigil-b1-20260616-0700-1500.csv')
  })
})

describe('the strip', () => {
  const row = (samples: readonly (number | null)[]) => ({ label: 'II', unit: 'mV', rateHz: 100, samples })

  it('draws no line across a missing sample', () => {
    expect(stripPaths(row([0, 1, null, null, 1, 0]), 0)).toHaveLength(2)
    expect(stripPaths(row([null, null]), 0)).toEqual([])
  })

  it('is 25 mm a second and 10 mm a millivolt', () => {
    const [path] = stripPaths(row([...Array.from({ length: 100 }, () => 0), 1]), 0)
    const points = (path ?? '')
      .slice(1)
      .split('L')
      .map((text) => text.split(' ').map(Number))
    const first = points[0] ?? []
    const last = points.at(-1) ?? []
    expect((last[0] ?? 0) - (first[0] ?? 0)).toBeCloseTo(25)
    expect((first[1] ?? 0) - (last[1] ?? 0)).toBeCloseTo(10)
  })
})
