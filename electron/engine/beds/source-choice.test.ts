import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseSource, RETURN_AFTER_MS, type Source } from './source-choice.ts'

const monitor = (freshSinceMs: number | null): Source => ({ device: '', freshSinceMs })
const ventilator = (freshSinceMs: number | null): Source => ({ device: 'ventilator', freshSinceMs })

describe('of two devices that send one parameter', () => {
  it.each([
    ['the one listed first, while it has a fresh value', [monitor(0), ventilator(0)], null, 5_000, ''],
    ['a fresh value before a stale one', [monitor(null), ventilator(4_000)], '', 5_000, 'ventilator'],
    [
      'not the one that has only just come back',
      [monitor(9_000), ventilator(0)],
      'ventilator',
      10_000,
      'ventilator',
    ],
    ['the one that is back for long enough', [monitor(0), ventilator(0)], 'ventilator', RETURN_AFTER_MS, ''],
    [
      'the one that is back at once, where no other has a value',
      [monitor(9_999), ventilator(null)],
      'ventilator',
      10_000,
      '',
    ],
    [
      'as it was, where none has a value',
      [monitor(null), ventilator(null)],
      'ventilator',
      10_000,
      'ventilator',
    ],
    ['the first one, where none ever had one', [monitor(null), ventilator(null)], null, 10_000, ''],
  ] as const)('shows %s', (_, sources, before, nowMs, expected) => {
    expect(chooseSource(sources, before, nowMs)).toBe(expected)
  })

  it('shows a device without a fresh value only where no other has one, and never flaps', () => {
    const step = fc.record({
      afterMs: fc.integer({ min: 1, max: 4_000 }),
      isFresh: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    })
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
        const since: (number | null)[] = [null, null, null]
        let nowMs = 0
        let chosen: string | null = null
        let cameBackMs = Number.NEGATIVE_INFINITY
        for (const { afterMs, isFresh } of steps) {
          nowMs += afterMs
          for (const [index, fresh] of isFresh.entries())
            since[index] = fresh ? (since[index] ?? nowMs) : null
          const sources = since.map((freshSinceMs, index) => ({ device: String(index), freshSinceMs }))
          const before: string | null = chosen
          chosen = chooseSource(sources, before, nowMs)
          const isAnyFresh = isFresh.includes(true)
          expect(isAnyFresh && isFresh[Number(chosen)] === false).toBe(false)
          if (before === null || before === chosen || isFresh[Number(before)] !== true) continue
          // It left a source that still had a value: for one listed before it, that had one for long enough.
          expect(Number(chosen)).toBeLessThan(Number(before))
          expect(nowMs - (since[Number(chosen)] ?? nowMs)).toBeGreaterThanOrEqual(RETURN_AFTER_MS)
          expect(nowMs).toBeGreaterThan(cameBackMs)
          cameBackMs = nowMs
        }
      }),
    )
  })
})
