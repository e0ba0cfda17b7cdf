import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PLACE_COUNTS } from '../../electron/ipc/screens.ts'
import { readableMetres, TILE_GAP, wardLayout } from './layout.ts'

/** Space for tiles on a 1920 x 1080 screen: bars and padding taken off. */
const WIDTH = 1_902
const HEIGHT = 940
const PAGER_PX = 44

describe('layout of the ward', () => {
  it.each([
    [1, 1, 1],
    [2, 2, 1],
    [3, 2, 2],
    [4, 2, 2],
    [5, 4, 2],
    [8, 4, 2],
    [9, 4, 3],
    [12, 4, 3],
    [13, 4, 4],
    [16, 4, 4],
    [17, 6, 4],
    [24, 6, 4],
    [25, 8, 4],
    [32, 8, 4],
  ])('puts %i beds into %i columns and %i rows on a 24-inch screen', (beds, columns, rows) => {
    expect(wardLayout(beds, null, WIDTH, HEIGHT)).toMatchObject({ columns, rows, pages: 1 })
  })

  it('gives a single bed the whole window', () => {
    const { columns, rows, zoom, waves } = wardLayout(1, null, WIDTH, HEIGHT)
    expect([columns, rows, waves]).toEqual([1, 1, 5])
    expect(zoom).toBeCloseTo(1.4)
  })

  it.each([
    [40, null, 32, 2],
    [40, 16, 16, 3],
    [20, 8, 8, 3],
    [9, 4, 4, 3],
    [5, 2, 2, 3],
    [5, 1, 1, 5],
    [5, 32, 32, 1],
    [0, 8, 8, 1],
  ] as const)('turns %i beds at %s a screen to pages of %i: %i', (beds, places, placesPerPage, pages) => {
    expect(wardLayout(beds, places, WIDTH, HEIGHT - PAGER_PX)).toMatchObject({ placesPerPage, pages })
  })

  it('turns to pages instead of shrinking tiles', () => {
    expect(wardLayout(16, null, 1_348, 588)).toMatchObject({
      columns: 5,
      rows: 2,
      placesPerPage: 10,
      pages: 2,
    })
    expect(wardLayout(16, null, 782, 460)).toMatchObject({ columns: 3, rows: 2, placesPerPage: 6, pages: 3 })
  })

  it('takes smaller tiles of the table before it turns to pages', () => {
    expect(wardLayout(4, null, 1_348, 628)).toMatchObject({ columns: 2, rows: 2, style: 'banded', pages: 1 })
  })

  it('draws tiles larger on a larger screen', () => {
    expect(wardLayout(16, null, 3_822, 1_880)).toMatchObject({ columns: 4, rows: 4, zoom: 2 })
  })

  it('never makes a tile smaller than the smallest of the table, and has a page for every place', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 64 }),
        fc.constantFrom(null, ...PLACE_COUNTS),
        fc.integer({ min: 480, max: 4_000 }),
        fc.integer({ min: 240, max: 2_200 }),
        (used, places, width, height) => {
          const layout = wardLayout(used, places, width, height)
          const { columns, rows, placesPerPage, pages, zoom } = layout
          const tileWidth = (width - TILE_GAP * (columns - 1)) / columns
          const tileHeight = (height - TILE_GAP * (rows - 1)) / rows
          expect(tileWidth / zoom).toBeGreaterThanOrEqual(227 - 1)
          expect(tileHeight / zoom).toBeGreaterThanOrEqual(214 - 1)
          expect(placesPerPage * pages).toBeGreaterThanOrEqual(used)
          expect(placesPerPage).toBeLessThanOrEqual(columns * rows)
        },
      ),
    )
  })
})

describe('distance', () => {
  it.each([
    [1, 4.2],
    [4, 3],
    [8, 3],
    [9, 2],
    [16, 2],
    [24, 1.5],
    [32, 1.5],
  ])('%i beds on a 24-inch full-HD screen can be read from %f m', (beds, metres) => {
    expect(readableMetres(wardLayout(beds, null, WIDTH, HEIGHT), 1_920, 1_080)).toBe(metres)
  })

  it('is less when the same pixels are smaller', () => {
    expect(readableMetres({ style: 'banded', zoom: 1 }, 3_840, 2_160)).toBe(1)
    expect(readableMetres({ style: 'banded', zoom: 2 }, 3_840, 2_160)).toBe(2)
  })
})
