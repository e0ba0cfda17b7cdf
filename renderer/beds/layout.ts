/** One row of the layout table (UI.md section 2). Sizes in CSS px. */
export interface LayoutRow {
  readonly mostBeds: number
  readonly columns: number
  readonly rows: number
  readonly tileWidth: number
  readonly tileHeight: number
  readonly waves: number
  readonly style: 'large' | 'banded'
  /** From how far the heart rate of this row can be read on a 24-inch screen, in m. */
  readonly readableMetres: number
}

export const TILE_GAP = 6
export const PAGE_PADDING = 9
/** Tiles may be this much smaller than the table before the ward turns to pages: window frames, and 200 % zoom, cost a few px. */
const SLACK = 6

const LAYOUTS: readonly LayoutRow[] = [
  {
    mostBeds: 4,
    columns: 2,
    rows: 2,
    tileWidth: 948,
    tileHeight: 467,
    waves: 3,
    style: 'large',
    readableMetres: 3.4,
  },
  {
    mostBeds: 8,
    columns: 4,
    rows: 2,
    tileWidth: 471,
    tileHeight: 467,
    waves: 3,
    style: 'banded',
    readableMetres: 3,
  },
  {
    mostBeds: 12,
    columns: 4,
    rows: 3,
    tileWidth: 471,
    tileHeight: 309,
    waves: 2,
    style: 'banded',
    readableMetres: 3,
  },
  {
    mostBeds: 16,
    columns: 4,
    rows: 4,
    tileWidth: 471,
    tileHeight: 231,
    waves: 1,
    style: 'banded',
    readableMetres: 3,
  },
]

/** What the ward draws: a grid, and how many beds fit on one page of it. */
export interface WardLayout {
  readonly columns: number
  readonly rows: number
  readonly waves: number
  readonly style: 'large' | 'banded'
  readonly readableMetres: number
  readonly bedsPerPage: number
  readonly pages: number
}

function fits(available: number, size: number): number {
  return Math.floor((available + TILE_GAP + SLACK) / (size + TILE_GAP))
}

/**
 * Chooses the grid for a number of beds and a space in CSS px. The first row of
 * the table that holds all beds without shrinking its tiles wins; where none
 * does, the smallest tiles are paged: tiles never shrink below the table.
 */
export function wardLayout(beds: number, width: number, height: number): WardLayout {
  const count = Math.max(1, beds)
  let last: WardLayout | null = null
  for (const row of LAYOUTS) {
    const isLast = row === LAYOUTS[LAYOUTS.length - 1]
    if (row.mostBeds < count && !isLast) continue
    const columns = Math.min(row.columns, Math.max(1, fits(width, row.tileWidth)))
    const rows = Math.min(row.rows, Math.max(1, fits(height, row.tileHeight)))
    const bedsPerPage = columns * rows
    last = {
      columns,
      rows: Math.min(rows, Math.ceil(count / columns)),
      waves: row.waves,
      style: row.style,
      readableMetres: row.readableMetres,
      bedsPerPage,
      pages: Math.ceil(count / bedsPerPage),
    }
    if (last.pages === 1) return { ...last, rows: Math.min(rows, row.rows) }
  }
  if (last === null) throw new TypeError('"LAYOUTS" has no row')
  return last
}
