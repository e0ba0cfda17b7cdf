import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { appendChunk, createRing, SAMPLE, timeAt, type WaveRing, widenRing } from './ring.ts'
import { testChunk, UTC_ZERO_MS } from './testing/ward.ts'

function contents(ring: WaveRing) {
  const out: { at: number; value: number; flags: number }[] = []
  for (let index = ring.start; index < ring.end; index++) {
    const slot = index % ring.capacity
    const at = timeAt(ring, index) - UTC_ZERO_MS
    out.push({ at, value: ring.values[slot] ?? Number.NaN, flags: ring.flags[slot] ?? Number.NaN })
  }
  return out
}

describe('ring', () => {
  it('keeps the newest samples with their times, however they are cut into chunks', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 12 }), (lengths) => {
        const ring = createRing(100, 16, 1)
        let next = 0
        for (const length of lengths) {
          appendChunk(
            ring,
            testChunk(
              next * 10,
              Array.from({ length }, (_, at) => next + at),
            ),
          )
          next += length
        }
        const kept = contents(ring)
        expect(kept).toHaveLength(Math.min(next, 100))
        for (const sample of kept)
          expect(sample).toEqual({ at: sample.value * 10, value: sample.value, flags: 0 })
        expect(kept.at(-1)?.value).toBe(next - 1)
        expect(ring.holes).toBe(0)
      }),
    )
  })

  it('breaks the line at a hole in time, at a gap mark and after missing samples', () => {
    const ring = createRing(100, 16, 5)
    appendChunk(ring, testChunk(0, [1, 2]))
    appendChunk(ring, testChunk(100, [3, 4]))
    appendChunk(ring, testChunk(120, [5, 6], { marks: [{ at: 1, kind: 'gap' }] }))
    appendChunk(ring, testChunk(140, [0, 0, 7, 8], { missing: [{ start: 0, length: 2 }] }))
    expect(contents(ring).map(({ flags }) => flags)).toEqual([
      0,
      0,
      SAMPLE.afterHole,
      0,
      0,
      SAMPLE.afterHole,
      SAMPLE.missing,
      SAMPLE.missing,
      SAMPLE.afterHole,
      0,
    ])
    expect(ring.holes).toBe(3)
  })

  it('keeps pace and poor-signal marks at their samples', () => {
    const ring = createRing(100, 16, 5)
    const marks = [
      { at: 0, kind: 'pace' as const },
      { at: 2, kind: 'leadOff' as const },
      { at: 3, kind: 'saturation' as const },
    ]
    appendChunk(ring, testChunk(0, [1, 2, 3, 4, 5], { marks }))
    expect(contents(ring).map(({ flags }) => flags)).toEqual([
      SAMPLE.pace,
      0,
      SAMPLE.leadOff,
      SAMPLE.leadOff | SAMPLE.poor,
      SAMPLE.leadOff,
    ])
    appendChunk(ring, testChunk(50, [1, 2, 3], { marks: [{ at: 1, kind: 'saturation' }] }))
    expect(contents(ring).at(-1)?.flags).toBe(0)
  })

  it('takes jitter of the time stamp as no hole, and never shows one time twice', () => {
    const ring = createRing(100, 16, 5)
    appendChunk(ring, testChunk(0, [1, 2, 3]))
    appendChunk(ring, testChunk(35, [4, 5, 6]))
    expect(ring.holes).toBe(0)
    appendChunk(ring, testChunk(35, [4, 5, 6, 7]))
    expect(contents(ring).map(({ value }) => value)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(ring.overlapped).toBe(3)
  })

  it('starts anew when the clock of the station was set', () => {
    const ring = createRing(100, 16, 5)
    appendChunk(ring, testChunk(3_600_000, [1, 2, 3]))
    appendChunk(ring, testChunk(0, [4, 5]))
    expect(contents(ring)).toEqual([
      { at: 0, value: 4, flags: SAMPLE.afterHole },
      { at: 10, value: 5, flags: 0 },
    ])
    appendChunk(ring, testChunk(7_200_000, [6]))
    expect(contents(ring)).toEqual([{ at: 7_200_000, value: 6, flags: SAMPLE.afterHole }])
  })

  it('survives chunks with times and runs that make no sense', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            start: fc.oneof(fc.double(), fc.integer({ min: -5000, max: 5000 })),
            samples: fc.array(fc.integer({ min: -32768, max: 32767 }), { maxLength: 250 }),
            from: fc.nat(0xffff),
            length: fc.nat(0xffff),
          }),
          { maxLength: 8 },
        ),
        (chunks) => {
          const ring = createRing(100, 16, 1)
          for (const { start, samples, from, length } of chunks) {
            const change = {
              missing: [{ start: from, length }],
              marks: [{ at: from, kind: 'pace' as const }],
            }
            appendChunk(ring, testChunk(start, samples, change))
          }
          expect(ring.end - ring.start).toBeLessThanOrEqual(ring.capacity)
          expect(contents(ring).every(({ at }) => Number.isFinite(at))).toBe(true)
        },
      ),
    )
  })

  it('holds more seconds under the same numbers after it was widened', () => {
    const ring = createRing(100, 32, 1)
    appendChunk(
      ring,
      testChunk(
        0,
        Array.from({ length: 130 }, (_, at) => at),
      ),
    )
    const wider = widenRing(ring, 3)
    expect(contents(wider)).toEqual(contents(ring))
    expect(wider.capacity).toBe(300)
    expect(wider.values).toBeInstanceOf(Int32Array)
  })

  it('refuses a rate that is none', () => {
    expect(() => createRing(0, 16, 1)).toThrow('"rateHz"')
  })
})
