import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BedInsights, InsightDismissal } from '../../ipc/insight.ts'
import type { UsualRange } from '../../ipc/insight-finding.ts'
import { ageClassRow, memoryReader, numericRow, numericSpec } from '../export/testing/memory-reader.ts'
import { dismissalOverText, dismissalText } from '../store/tables/dismissals.ts'
import { hintOverText, hintShownText } from '../store/tables/hints.ts'
import type { NoteRow } from '../store/tables/notes.ts'
import type { StoredNumeric } from '../store/types.ts'
import { BedInsightWatch } from './bed-insights.ts'
import { markOf } from './parameters.ts'
import { insightPast, NO_PAST, otherMonitorId } from './past.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const FROM = Date.UTC(2026, 5, 16, 7)
const HEART_RATE = numericSpec()
const CHANNELS = [{ number: 1, bed: 'b1', driver: 'ge-s5', simulated: false, channel: HEART_RATE }]

/** A watch to which readings come as they are measured, asked once a minute. */
class Live {
  readonly watch = new BedInsightWatch()
  nowMs: number

  constructor(nowMs: number, past = NO_PAST, usual: readonly UsualRange[] = []) {
    this.nowMs = nowMs
    this.watch.setUsual(usual, 0)
    this.watch.takeUp(past)
  }

  /** Out: dismissals that ended on the way. */
  run(rows: readonly StoredNumeric[], untilMs: number, everyMs = MINUTE_MS): InsightDismissal[] {
    const over: InsightDismissal[] = []
    let next = 0
    while (this.nowMs < untilMs) {
      this.nowMs += MINUTE_MS
      for (; next < rows.length; next++) {
        const row = rows[next]
        if (row === undefined || row.measuredUtcMs >= this.nowMs) break
        this.watch.push(HEART_RATE, { atMs: row.measuredUtcMs, value: row.value, mark: markOf(row, false) })
      }
      if ((untilMs - this.nowMs) % everyMs > 0) continue
      over.push(...this.watch.ask(HEART_RATE, this.nowMs, { low: 50, high: 130 }, 0))
    }
    return over
  }

  view(): BedInsights {
    return this.watch.view(this.nowMs, 0)
  }
}

/** A reading every half minute from `fromMs` on; null: without a number. */
function rowsOf(minutes: number, value: (minute: number) => number | null, fromMs = FROM): StoredNumeric[] {
  return Array.from({ length: 2 * minutes }, (_, index) =>
    numericRow(fromMs + (index * MINUTE_MS) / 2, value(index / 2)),
  )
}

function past(numerics: readonly StoredNumeric[], untilUtcMs: number, more: object = {}) {
  const reader = memoryReader({ channels: CHANNELS, numerics, ...more })
  return insightPast(reader, { bed: 'b1', driver: 'ge-s5', untilUtcMs })
}

const rising = (minute: number) => 80 + minute / 3

describe('insights streamed and those worked out again from the record', () => {
  const anyValue = fc.option(fc.integer({ min: 40, max: 160 }), { freq: 12 })
  /** Stretches of minutes: a level, a slope, a gap. */
  const anyStretch = fc.record({
    minutes: fc.integer({ min: 5, max: 90 }),
    level: anyValue,
    slope: fc.constantFrom(0, 0, 0.3, -0.4),
    isGap: fc.boolean(),
  })

  it('are the same wherever the engine is started again', () => {
    let found = 0
    fc.assert(
      fc.property(
        fc.array(anyStretch, { minLength: 2, maxLength: 7 }),
        fc.double({ min: 0.1, max: 0.95, noNaN: true }),
        (stretches, cutShare) => {
          const rows: StoredNumeric[] = []
          let atMs = FROM
          for (const { minutes, level, slope, isGap } of stretches) {
            if (!isGap || rows.length === 0) {
              rows.push(
                ...rowsOf(minutes, (minute) => (level === null ? null : level + slope * minute), atMs),
              )
            }
            atMs += minutes * MINUTE_MS
          }
          const cutMs = FROM + Math.floor((cutShare * (atMs - FROM)) / MINUTE_MS) * MINUTE_MS
          const streamed = new Live(FROM)
          streamed.run(rows, atMs, HOUR_MS)
          const before = rows.filter(({ measuredUtcMs }) => measuredUtcMs < cutMs)
          const after = rows.filter(({ measuredUtcMs }) => measuredUtcMs >= cutMs)
          const again = new Live(cutMs, past(before, cutMs))
          again.run(after, atMs, HOUR_MS)
          if (before.length > 0) expect(again.view()).toEqual(streamed.view())
          found += streamed.view().found.length
        },
      ),
      { numRuns: 40 },
    )
    expect(found).toBeGreaterThan(0)
  })

  it('say nothing across a gap that cannot be bridged, and say that it is one', () => {
    const before = rowsOf(20, rising)
    const after = rowsOf(12, (minute) => rising(minute + 60), FROM + 60 * MINUTE_MS)
    const live = new Live(FROM)
    live.run([...before, ...after], FROM + 72 * MINUTE_MS)
    expect(live.view().found).toEqual([])
    expect(live.view().silent).toContainEqual({ parameter: 'heartRate', rule: 'trend', why: 'shortSpan' })
    live.run([], FROM + 76 * MINUTE_MS)
    expect(live.view().silent).toContainEqual({ parameter: 'heartRate', rule: 'trend', why: 'shortSpan' })
  })

  it('never count what another monitor or driver measured, nor what was measured of somebody before', () => {
    const rows = rowsOf(120, rising)
    const untilMs = FROM + 2 * HOUR_MS
    expect(past(rows, untilMs).series[0]?.tail.length).toBeGreaterThan(100)
    const patient = { id: 'T-1', authority: 'HOSP' }
    const bindings = [{ bed: 'b1', patient, fromUtcMs: untilMs - 10 * MINUTE_MS, toUtcMs: null }]
    expect(past(rows, untilMs, { bindings }).series[0]?.tail).toHaveLength(10)
    const channels = CHANNELS.map((channel) => ({ ...channel, driver: 'another' }))
    expect(past(rows, untilMs, { channels }).series).toEqual([])
    expect(otherMonitorId('b1')).toBe('b1/vigil/device')
    expect(past(rows, untilMs, { alarmEvents: [ageClassRow(FROM)] }).series[0]?.tail).toHaveLength(120)
  })

  it('learn what is usual from the beginning of a long stay', () => {
    const rows = rowsOf(20 * 60, (minute) => (minute < 18 * 60 ? 80 + (minute % 3) : 120))
    const untilMs = FROM + 20 * HOUR_MS
    const live = new Live(untilMs, past(rows, untilMs))
    live.run([], untilMs + MINUTE_MS)
    const baseline = live.view().found.find(({ rule }) => rule === 'baseline')
    expect(baseline).toMatchObject({
      what: { usual: 81.25, value: 120 },
      sinceUtcMs: FROM + 18 * HOUR_MS + MINUTE_MS / 4,
    })
  })
})

describe('what a clinician set as usual', () => {
  it('is compared with from when it was set, also after a new start, stands beside what was learnt, and goes back', () => {
    const rows = rowsOf(200, () => 80)
    const setMs = FROM + 150 * MINUTE_MS
    const range = { parameter: 'heartRate', low: 60, high: 70, by: 'AB', atUtcMs: setMs } as const
    const live = new Live(FROM)
    live.run(rows, setMs)
    live.watch.setUsual([range], 0)
    live.run(
      rows.filter(({ measuredUtcMs }) => measuredUtcMs >= setMs),
      FROM + 200 * MINUTE_MS,
    )
    const again = new Live(FROM + 200 * MINUTE_MS, past(rows, FROM + 200 * MINUTE_MS), [range])
    again.run([], FROM + 201 * MINUTE_MS)
    for (const one of [live, again]) {
      const found = one.view().found.find(({ rule }) => rule === 'baseline')
      expect(found).toMatchObject({ direction: 'up', what: { from: 'set', range: [60, 70], value: 80 } })
      expect(found?.sinceUtcMs).toBeGreaterThanOrEqual(setMs)
      expect(one.view().usual).toMatchObject([{ parameter: 'heartRate', learnt: { center: 80 }, set: range }])
    }
    // Set anew it begins anew: its ten minutes count from then on.
    live.watch.setUsual([{ ...range, low: 65, atUtcMs: FROM + 200 * MINUTE_MS }], 0)
    live.run([], FROM + 201 * MINUTE_MS)
    expect(live.view().found).toEqual([])
    live.watch.setUsual([], 0)
    live.run([], FROM + 202 * MINUTE_MS)
    expect(live.view()).toMatchObject({ found: [], usual: [{ set: null }] })
  })
})

describe('a shown insight', () => {
  const RISING = { rule: 'trend', parameter: 'heartRate', direction: 'up' } as const
  const show = (live: Live, id: string) => live.watch.show(HEART_RATE, 0, () => id)

  it('begins once, outlives silence and a new start, and is over when its finding is', () => {
    const live = new Live(FROM)
    expect(show(live, 'h0')).toEqual({ began: [], over: [] })
    live.run(rowsOf(50, rising), FROM + 50 * MINUTE_MS)
    const { began, over } = show(live, 'h1')
    expect([began, over]).toMatchObject([[{ id: 'h1', fact: RISING }], []])
    // What a screen alone needs is not kept.
    expect(Object.keys(began[0]?.fact ?? {})).not.toContain('input')
    expect(show(live, 'h2')).toEqual({ began: [], over: [] })
    live.run([], FROM + 90 * MINUTE_MS)
    expect(show(live, 'h3')).toEqual({ began: [], over: [] })

    const rows = rowsOf(50, rising)
    const kept: NoteRow = {
      id: 'h1',
      bed: 'b1',
      kind: 'hintShown',
      atUtcMs: FROM + 1,
      writtenUtcMs: FROM + 1,
      author: '',
      text: hintShownText(began[0]?.fact ?? expect.unreachable()),
    }
    const ended: NoteRow = {
      ...kept,
      id: 'o1',
      kind: 'hintOver',
      atUtcMs: FROM + 2,
      text: hintOverText('h1'),
    }
    const cutMs = FROM + 50 * MINUTE_MS
    expect(past(rows, cutMs, { notes: [kept, ended] }).shown).toEqual([])
    const again = new Live(cutMs, past(rows, cutMs, { notes: [kept] }))
    again.run([], cutMs + MINUTE_MS)
    expect(again.view().found).toContainEqual(expect.objectContaining(RISING))
    expect(show(again, 'h4')).toEqual({ began: [], over: [] })
    again.run(
      rowsOf(130, () => 97, again.nowMs),
      again.nowMs + 130 * MINUTE_MS,
    )
    expect(show(again, 'h5').over).toMatchObject([{ id: 'h1' }])
  })
})

describe('a dismissed insight', () => {
  const RISING = { rule: 'trend', parameter: 'heartRate', direction: 'up' } as const

  function dismissed(live: Live): InsightDismissal {
    const found = live.view().found.find(({ rule }) => rule === 'trend')
    if (found === undefined) throw new Error('no trend')
    const { priority: _, unknown: __, label: ___, input: ____, ...fact } = found
    const dismissal = { id: 'd1', fact, reason: 'known', author: 'AB', atUtcMs: live.nowMs }
    live.watch.dismiss(dismissal)
    return dismissal
  }

  it('stands aside while it lasts, through a gap and a new start, and a new one comes back', () => {
    const live = new Live(FROM)
    live.run(rowsOf(50, rising), FROM + 50 * MINUTE_MS)
    expect(live.view().found).toContainEqual(expect.objectContaining(RISING))
    const dismissal = dismissed(live)
    expect(live.view()).toMatchObject({ found: [], dismissed: [{ id: 'd1', reason: 'known' }] })
    // Silence for want of values ends nothing.
    expect(live.run([], FROM + 90 * MINUTE_MS)).toEqual([])

    const rows = rowsOf(50, rising)
    const again = new Live(FROM + 50 * MINUTE_MS, {
      ...past(rows, FROM + 50 * MINUTE_MS),
      dismissals: [dismissal],
    })
    again.run([], FROM + 51 * MINUTE_MS)
    expect(again.view()).toMatchObject({ found: [], dismissed: [{ id: 'd1' }] })
    const calm = rowsOf(130, () => 97, FROM + 51 * MINUTE_MS)
    expect(again.run(calm, FROM + 181 * MINUTE_MS)).toEqual([dismissal])
    again.run(
      rowsOf(60, (minute) => 97 + minute / 2, again.nowMs),
      again.nowMs + HOUR_MS,
    )
    expect(again.view().found).toContainEqual(expect.objectContaining(RISING))
  })

  it('does not hide the other direction, nor is it another rule', () => {
    const live = new Live(FROM)
    live.run(rowsOf(50, rising), FROM + 50 * MINUTE_MS)
    dismissed(live)
    live.run(
      rowsOf(130, (minute) => 97 - minute / 3, live.nowMs),
      live.nowMs + 130 * MINUTE_MS,
    )
    expect(live.view().found).toContainEqual(expect.objectContaining({ ...RISING, direction: 'down' }))
  })

  it('is known from the notes of the stay until it ends or somebody wants it back', () => {
    const live = new Live(FROM)
    live.run(rowsOf(50, rising), FROM + 50 * MINUTE_MS)
    const { fact } = dismissed(live)
    const shared = { bed: 'b1', writtenUtcMs: FROM, author: 'AB' }
    const kept: NoteRow = {
      ...shared,
      id: 'd1',
      kind: 'dismissal',
      atUtcMs: FROM + 1,
      text: dismissalText(fact, 'x'),
    }
    const over: NoteRow = {
      ...shared,
      id: 'o1',
      kind: 'dismissalOver',
      atUtcMs: FROM + 2,
      text: dismissalOverText('d1'),
    }
    const damaged: NoteRow = { ...kept, id: 'd2', text: '{' }
    const of = (notes: readonly NoteRow[]) => past(rowsOf(2, rising), FROM + HOUR_MS, { notes }).dismissals
    expect(of([kept, damaged])).toEqual([{ id: 'd1', fact, reason: 'x', author: 'AB', atUtcMs: FROM + 1 }])
    expect(of([kept, over])).toEqual([])
  })

  it('H13 has no priority above low, and says what it does not know', () => {
    const live = new Live(FROM)
    live.run(rowsOf(240, rising), FROM + 4 * HOUR_MS)
    expect(live.view().found.length).toBeGreaterThan(0)
    for (const { priority, unknown } of live.view().found) {
      expect(['low', 'info']).toContain(priority)
      expect(unknown).toEqual(expect.arrayContaining(['cause', 'meaning']))
    }
  })
})
