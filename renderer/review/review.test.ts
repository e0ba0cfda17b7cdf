import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EntryView } from '../../electron/ipc/entry.ts'
import type { StayMoveView } from '../../electron/ipc/patient.ts'
import type { ReviewOverview } from '../../electron/ipc/review.ts'
import { measure, snapToPeak } from './calipers.ts'
import { eventsOf, neighbour } from './events.ts'
import { lanePaths } from './overview-panel.tsx'
import { paperLines } from './print-strip.tsx'
import { firstPlace, goTo, minutesAround, newest, periodOf } from './review-place.ts'
import { momentAt, notAfter, overlap, xAt } from './stretch.ts'
import { columnsPath, holesOf, rowScale, type StripRow, tracePath } from './trace.ts'
import { reviewKey } from './use-review-keys.ts'

const NOTHING = Number.NaN

function row(values: readonly number[], over: Partial<StripRow> = {}): StripRow {
  return {
    channel: 1,
    key: 'II',
    id: 'MDC_ECG_ELEC_POTL_II',
    label: 'II',
    unit: 'mV',
    rateHz: 100,
    simulated: true,
    lowest: -1,
    highest: 1,
    values: Float32Array.from(values),
    paces: [],
    lost: 0,
    ...over,
  }
}

describe('places of a stretch', () => {
  it('lead back to their moment, and never outside', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 10, max: 2_000 }), (at, width) => {
        const stretch = { fromUtcMs: 5_000, toUtcMs: 6_000 }
        expect(momentAt(stretch, width, xAt(stretch, width, 5_000 + at))).toBeCloseTo(5_000 + at, 6)
        expect(momentAt(stretch, width, width + at)).toBe(6_000)
      }),
    )
  })

  it('overlap, and end at the latest moment there is', () => {
    expect(overlap({ fromUtcMs: 0, toUtcMs: 5 }, { fromUtcMs: 3, toUtcMs: 9 })).toEqual({
      fromUtcMs: 3,
      toUtcMs: 5,
    })
    expect(overlap({ fromUtcMs: 0, toUtcMs: 3 }, { fromUtcMs: 3, toUtcMs: 9 })).toBeNull()
    expect(notAfter({ fromUtcMs: 8, toUtcMs: 12 }, 10)).toEqual({ fromUtcMs: 6, toUtcMs: 10 })
  })
})

describe('where the review looks', () => {
  it('never goes beyond now, and takes its period along', () => {
    const moments = fc.integer({ min: 0, max: 2_000_000_000 })
    fc.assert(
      fc.property(moments, fc.integer({ min: 1_000, max: 60_000 }), (middle, stripMs) => {
        const now = 1_000_000_000
        const place = goTo(newest(now, 1, stripMs), middle, stripMs, now)
        const period = periodOf(place)
        expect(place.atUtcMs + stripMs).toBeLessThanOrEqual(now)
        expect(period.toUtcMs).toBeLessThanOrEqual(now)
        expect(period.fromUtcMs).toBeLessThanOrEqual(place.atUtcMs)
        expect(period.toUtcMs).toBeGreaterThanOrEqual(place.atUtcMs + stripMs)
        const minutes = minutesAround(place)
        expect(minutes.fromUtcMs).toBeLessThanOrEqual(place.atUtcMs)
        expect(minutes.toUtcMs).toBeGreaterThan(place.atUtcMs)
      }),
    )
  })

  it('holds the moment that somebody came for, also one that is younger than what is stored', () => {
    const now = 1_000_000_000
    fc.assert(
      fc.property(fc.integer({ min: now - 500_000_000, max: now + 3_000 }), (moment) => {
        const { fromUtcMs, toUtcMs } = periodOf(firstPlace(moment, now))
        expect(fromUtcMs).toBeLessThanOrEqual(moment)
        expect(toUtcMs).toBeGreaterThan(moment)
      }),
    )
  })
})

describe('a trace', () => {
  it('has no line across a hole, and shows a sample that stands alone', () => {
    const path = tracePath(Float32Array.of(0, 1, NOTHING, 1, NOTHING), 50, 10, { lowest: 0, highest: 1 })
    expect(path).toBe('M0.00 10.00L10.00 0.00M30.00 0.00h0.5')
    expect(
      columnsPath({ least: Float32Array.of(0, NOTHING, 0), greatest: Float32Array.of(1, NOTHING, 1) }, 10, {
        lowest: 0,
        highest: 1,
      }).match(/M/g),
    ).toHaveLength(2)
    expect(holesOf(Float32Array.of(NOTHING, NOTHING, 1, NOTHING, 1, NOTHING, NOTHING), 2)).toEqual([
      { from: 0, to: 2 },
      { from: 5, to: 7 },
    ])
  })

  it('of an ECG is drawn in mm/mV, at a lesser gain where it would be cut off', () => {
    const small = rowScale(row([0, 1]), 100, 4, 1)
    expect(small).toMatchObject({ millivoltPx: 40, gain: '×1' })
    const large = rowScale(row([-2, 2]), 100, 4, 2)
    expect(large.gain).toBe('×0.5')
    expect(large.lowest).toBeLessThanOrEqual(-2)
    expect(large.highest).toBeGreaterThanOrEqual(2)
    expect(
      rowScale(
        row([-5, 300], { id: 'MDC_PRESS_BLD_ART_ABP', unit: 'mm[Hg]', lowest: 0, highest: 200 }),
        100,
        4,
        1,
      ),
    ).toEqual({
      lowest: -5,
      highest: 300,
      millivoltPx: null,
      gain: null,
    })
  })
})

describe('calipers', () => {
  it('measure time, rate and amplitude, whichever end comes first', () => {
    const one = row([0, 0, 1.5, ...Array.from({ length: 100 }, () => 0)])
    expect(measure(one, { key: 'II', from: 2, to: 52 })).toEqual({
      seconds: 0.5,
      perMinute: 120,
      amplitude: 1.5,
    })
    expect(measure(one, { key: 'II', from: 52, to: 2 }).seconds).toBe(0.5)
    expect(measure(one, { key: 'II', from: 2, to: 2 }).perMinute).toBeNull()
    expect(measure(row([0, NOTHING]), { key: 'II', from: 0, to: 1 }).amplitude).toBeNull()
  })

  it('snap to the R beside the hand, and stay where nothing was sent', () => {
    const values = Array.from({ length: 40 }, (_, index) => (index === 20 ? 1 : 0))
    expect(snapToPeak(row(values), 17)).toBe(20)
    expect(snapToPeak(row(values), 30)).not.toBe(20)
    expect(snapToPeak(row([NOTHING, NOTHING]), 1)).toBe(1)
  })
})

describe('events', () => {
  const overview: ReviewOverview = {
    bed: 'b1',
    fromUtcMs: 0,
    toUtcMs: 100_000,
    recorded: null,
    lanes: [],
    waves: [],
    notes: [
      { id: 'n1', kind: 'mark', atUtcMs: 15_000, writtenUtcMs: 16_000, author: 'AB', text: '' },
      { id: 'n2', kind: 'note', atUtcMs: 90_000, writtenUtcMs: 90_000, author: 'AB', text: 'sat up' },
    ],
    gaps: [{ fromUtcMs: 20_000, toUtcMs: 50_000, cause: 'unplugged', label: null, evidence: '' }],
    alerts: [
      { atUtcMs: 10_000, endUtcMs: 12_000, priority: 'high', text: 'ASYSTOLE' },
      { atUtcMs: 60_000, endUtcMs: null, priority: 'low', text: 'PROBE OFF' },
    ],
    entries: [],
    moves: [],
  }
  const entry: EntryView = {
    ...{ id: 'e1', kind: 'pain', value: 7, unit: '{score}', author: 'AB', corrects: null },
    ...{ atUtcMs: 30_000, writtenUtcMs: 31_000, state: 'valid' },
  }
  const move: StayMoveView = {
    ...{ id: 'm1', kind: 'repaired', bed: 'b1', fromUtcMs: 5_000, toUtcMs: 95_000, movedUtcMs: 95_000 },
    ...{
      was: { id: '<b>702', authority: 'H' },
      becomes: null,
      author: 'CD',
      isUndone: false,
      wasRunning: true,
    },
  }

  it('have entries by hand, a row that only takes one back left out, and who was put right', () => {
    const back: EntryView = { ...entry, id: 'e2', corrects: 'e1', state: 'withdrawn' }
    const events = eventsOf({
      ...overview,
      alerts: [],
      notes: [],
      gaps: [],
      entries: [entry, back],
      moves: [move],
    })
    expect(events.map(({ kind }) => kind)).toEqual(['entry', 'move'])
    expect(events[0]?.text).toContain('Pain 7 of 10')
    expect(events[1]?.text).toMatch(/^Given from ID ends 702 to an erased patient, .* by CD\)$/)
    // One jumps from alarm to alarm, not to these.
    expect(neighbour(events, 0, 'after')).toBeNull()
  })

  it('stand with the latest first, and lead from alarm to alarm', () => {
    const events = eventsOf(overview)
    expect(events.map(({ kind }) => kind)).toEqual(['note', 'low', 'gap', 'note', 'high'])
    expect(events[0]?.text).toBe('sat up (AB)')
    expect(events[3]?.text).toBe('Marked moment (AB)')
    expect(neighbour(events, 30_000, 'before')?.text).toContain('ASYSTOLE')
    expect(neighbour(events, 30_000, 'after')?.text).toBe('PROBE OFF')
    expect(neighbour(events, 60_000, 'after')).toBeNull()
  })

  it('have lanes that break where nothing was measured', () => {
    const point = (atUtcMs: number) => ({ atUtcMs, least: 1, greatest: 3, mean: 2 })
    const lane = {
      key: 'hr',
      id: 'MDC_ECG_HEART_RATE',
      label: 'HR',
      unit: '/min',
      decimals: 0,
      episodic: false,
      simulated: true,
      widthMs: 1_000,
      points: [point(0), point(1_000), point(5_000)],
      complete: true,
    }
    const { line } = lanePaths(lane, overview, 100, { lowest: 0, highest: 4 })
    expect(line.match(/M/g)).toHaveLength(2)
    expect(line.match(/L/g)).toHaveLength(1)
  })
})

it('paper takes the whole strip, line after line', () => {
  const values = Array.from({ length: 2_000 }, (_, index) => index)
  const strip = { bed: 'b1', fromUtcMs: 0, toUtcMs: 20_000, patient: null, rows: [row(values)] }
  const lines = paperLines(strip)
  expect(lines.map(({ fromUtcMs }) => fromUtcMs)).toEqual([0, 7_000, 14_000])
  expect(lines.flatMap(({ rows }) => [...(rows[0]?.values ?? [])])).toEqual(values)
})

it('keys move by quarters, minutes and alarms', () => {
  expect(reviewKey('ArrowLeft', false)).toBe('onQuarter')
  expect(reviewKey('ArrowLeft', true)).toBe('onMinute')
  expect(reviewKey('n', false)).toBe('onAlarm')
  expect(reviewKey('x', false)).toBeNull()
})
