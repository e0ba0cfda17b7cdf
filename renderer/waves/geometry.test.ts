import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eachStretch, layOut, secondsVisible, sharedColumns } from './geometry.ts'
import { testRow } from './testing/ward.ts'

const size = { widthPx: 1920, heightPx: 1080, devicePixelRatio: 1 }
const rect = { x: 0, y: 0, width: 471, height: 64 }

describe('geometry', () => {
  it('shows 25 mm a second on a screen of 0.277 mm a pixel', () => {
    const [geometry] = layOut([testRow({ rect })], size, 0.277)
    expect(geometry && geometry.columns * 0.277).toBeCloseTo(25 * secondsVisible(geometry ?? neverLaid()))
    expect(geometry?.gapColumns).toBe(18)
  })

  it('gives rows of nearly one width one sweep, so that the write points stay together', () => {
    const widths = [471, 470, 473, 300, 471]
    const rows = widths.map((width) => testRow({ rect: { ...rect, width } }))
    const columns = sharedColumns(rows, 1)
    expect(new Set([columns[0], columns[1], columns[2], columns[4]]).size).toBe(1)
    expect(columns[3]).toBeLessThan(columns[0] ?? 0)
    const slow = testRow({ rect: { ...rect, width: 465 }, speedMmPerSecond: 6.25 })
    expect(sharedColumns([...rows, slow], 1)[0]).toBe(columns[0])
  })

  it('keeps whole device pixels at broken pixel ratios', () => {
    const [geometry] = layOut(
      [testRow({ rect: { ...rect, x: 9.5, y: 3.3 } })],
      { ...size, devicePixelRatio: 1.25 },
      0.277,
    )
    const lengths = Object.entries(geometry ?? {}).filter(
      ([key]) => key !== 'columnsPerMs' && key !== 'scale',
    )
    for (const [key, value] of lengths) expect(Number.isInteger(value), key).toBe(true)
  })

  it('covers every column once, inside the row', () => {
    const [geometry] = layOut([testRow({ rect: { x: 5, y: 5, width: 90, height: 60 } })], size, 0.277)
    const laid = geometry ?? neverLaid()
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(200), (from, length) => {
        const hits = new Map<number, number>()
        eachStretch(laid, from, from + length, (left, width) => {
          for (let x = left; x < left + width; x++) hits.set(x, (hits.get(x) ?? 0) + 1)
        })
        for (const count of hits.values()) expect(count).toBe(1)
        const places = [...hits.keys()]
        for (let column = from; column < from + Math.min(length, laid.columns); column++) {
          expect(places).toContain(laid.traceLeft + (column % laid.columns))
        }
        if (places.length === 0) return
        expect(Math.min(...places)).toBeGreaterThanOrEqual(laid.left)
        expect(Math.max(...places)).toBeLessThan(laid.left + laid.width)
      }),
    )
  })
})

function neverLaid(): never {
  throw new TypeError('"geometry" is missing')
}
