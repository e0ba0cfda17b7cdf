import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { totalMs } from './intervals.ts'
import { disjointGaps, type LedgerGap, NOT_RECORDED, timelineOf } from './timeline.ts'

const PERIOD = { fromUtcMs: 100, toUtcMs: 1_100 }

const stretch = fc
  .tuple(fc.integer({ min: 0, max: 1_200 }), fc.integer({ min: 0, max: 300 }))
  .map(([fromUtcMs, lengthMs]) => ({ fromUtcMs, toUtcMs: fromUtcMs + lengthMs }))
const gap = fc
  .tuple(stretch, fc.constantFrom(null, 1, 2), fc.constantFrom('silent', 'asleep', 'moduleOff', 'clockJump'))
  .map(([one, channel, cause]): LedgerGap => ({ ...one, channel, cause, evidence: cause }))

describe('the time line of a channel', () => {
  it('is covered or a gap at every moment of the period, never both', () => {
    fc.assert(
      fc.property(
        fc.array(gap, { maxLength: 20 }),
        fc.array(stretch, { maxLength: 20 }),
        fc.constantFrom(null, 1, 2),
        (gaps, data, channel) => {
          const line = timelineOf(channel, PERIOD, gaps, data)
          let doneUtcMs = PERIOD.fromUtcMs
          for (const { fromUtcMs, toUtcMs } of line) {
            expect(fromUtcMs).toBe(doneUtcMs)
            expect(toUtcMs).toBeGreaterThan(fromUtcMs)
            doneUtcMs = toUtcMs
          }
          expect(doneUtcMs).toBe(PERIOD.toUtcMs)
          const covered = totalMs(line.filter((one) => one.gap === null))
          const missing = totalMs(line.filter((one) => one.gap !== null))
          expect(covered + missing).toBe(PERIOD.toUtcMs - PERIOD.fromUtcMs)
        },
      ),
    )
  })

  it('gives the time of two rows to the bed before its channel, and to the earlier one', () => {
    const row = (channel: number | null, cause: string, fromUtcMs: number, toUtcMs: number): LedgerGap => ({
      channel,
      cause,
      evidence: '',
      fromUtcMs,
      toUtcMs,
    })
    const gaps = [row(1, 'moduleOff', 150, 400), row(null, 'silent', 200, 300), row(null, 'crash', 250, 350)]
    expect(disjointGaps(gaps, PERIOD)).toEqual([
      row(1, 'moduleOff', 150, 200),
      row(null, 'silent', 200, 300),
      row(null, 'crash', 300, 350),
      row(1, 'moduleOff', 350, 400),
    ])
    expect(timelineOf(2, PERIOD, gaps, [{ fromUtcMs: 100, toUtcMs: 210 }])).toEqual([
      { fromUtcMs: 100, toUtcMs: 200, gap: null },
      { fromUtcMs: 200, toUtcMs: 300, gap: { cause: 'silent', evidence: '' } },
      { fromUtcMs: 300, toUtcMs: 350, gap: { cause: 'crash', evidence: '' } },
      { fromUtcMs: 350, toUtcMs: 1_100, gap: { cause: NOT_RECORDED, evidence: '' } },
    ])
  })

  it('tells a clock that was set back, which takes no time', () => {
    const back = { channel: null, cause: 'clockJump', evidence: '-1 h', fromUtcMs: 500, toUtcMs: 500 }
    expect(disjointGaps([back], PERIOD)).toEqual([back])
    expect(timelineOf(1, PERIOD, [back], [PERIOD])).toEqual([{ ...PERIOD, gap: null }])
  })
})
