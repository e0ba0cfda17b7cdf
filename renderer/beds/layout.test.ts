import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TILE_GAP, wardLayout } from './layout.ts'

/** Space for tiles on a 1920 x 1080 screen: bars and padding taken off. */
const WIDTH = 1_902
const HEIGHT = 940

describe('layout of the ward', () => {
  it.each([
    [1, 2, 2],
    [4, 2, 2],
    [5, 4, 2],
    [8, 4, 2],
    [9, 4, 3],
    [12, 4, 3],
    [13, 4, 4],
    [16, 4, 4],
  ])('puts %i beds into %i columns and %i rows on a 24-inch screen', (beds, columns, rows) => {
    expect(wardLayout(beds, WIDTH, HEIGHT)).toMatchObject({ columns, rows, pages: 1 })
  })

  it('turns to pages instead of shrinking tiles', () => {
    const layout = wardLayout(16, 1_348, 588)
    expect(layout).toMatchObject({ columns: 2, bedsPerPage: 4, pages: 4 })
  })

  it('keeps two columns on a 24-inch screen at 200 %', () => {
    expect(wardLayout(5, 942, 360)).toMatchObject({ columns: 2, pages: 3 })
  })

  it('takes smaller tiles of the table before it turns to pages', () => {
    expect(wardLayout(4, 1_348, 628)).toMatchObject({ columns: 2, rows: 2, style: 'banded', pages: 1 })
  })

  it('never makes a tile smaller than the smallest of the table, and shows every bed on some page', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 480, max: 4_000 }),
        fc.integer({ min: 240, max: 2_200 }),
        (beds, width, height) => {
          const { columns, rows, bedsPerPage, pages } = wardLayout(beds, width, height)
          expect((width - TILE_GAP * (columns - 1)) / columns).toBeGreaterThanOrEqual(465)
          expect((height - TILE_GAP * (rows - 1)) / rows).toBeGreaterThanOrEqual(225)
          expect(bedsPerPage * pages).toBeGreaterThanOrEqual(beds)
          expect(bedsPerPage).toBeLessThanOrEqual(columns * Math.max(rows, bedsPerPage / columns))
        },
      ),
    )
  })
})
