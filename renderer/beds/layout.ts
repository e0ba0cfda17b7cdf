import type { ScreenLayout } from '../../electron/ipc/screens.ts'

/** How a tile is built: `large` for up to 4 beds, `tall` to 8, `banded` to 16, `small` to 32. */
export type TileStyle = 'large' | 'tall' | 'banded' | 'small'

/** One row of the layout table (UI.md section 2). Sizes in CSS px: the least a tile may have, beside a line for pages. */
export interface LayoutRow {
  readonly places: number
  readonly columns: number
  readonly rows: number
  readonly tileWidth: number
  readonly tileHeight: number
  readonly waves: number
  readonly style: TileStyle
}

export const TILE_GAP = 6
export const PAGE_PADDING = 9
/** Tiles may be this much smaller than the table before the ward turns to pages: window frames, and 200 % zoom, cost a few px. */
const SLACK = 6
/** Tiles larger than the table are drawn larger as a whole, in steps, so that a window's last pixels change nothing. */
const ZOOM_STEP = 0.05

/** Taller tiles where one or two beds have the window to themselves: five waves, each with its number. */
const FIVE_ROWS_PX = 667

const LAYOUTS: readonly LayoutRow[] = [
  { places: 1, columns: 1, rows: 1, tileWidth: 1_350, tileHeight: FIVE_ROWS_PX, waves: 5, style: 'large' },
  { places: 2, columns: 2, rows: 1, tileWidth: 948, tileHeight: FIVE_ROWS_PX, waves: 5, style: 'large' },
  { places: 4, columns: 2, rows: 2, tileWidth: 948, tileHeight: 445, waves: 3, style: 'large' },
  { places: 8, columns: 4, rows: 2, tileWidth: 471, tileHeight: 445, waves: 2, style: 'tall' },
  { places: 12, columns: 4, rows: 3, tileWidth: 471, tileHeight: 295, waves: 2, style: 'banded' },
  { places: 16, columns: 4, rows: 4, tileWidth: 471, tileHeight: 220, waves: 1, style: 'banded' },
  { places: 24, columns: 6, rows: 4, tileWidth: 312, tileHeight: 220, waves: 1, style: 'small' },
  { places: 32, columns: 8, rows: 4, tileWidth: 233, tileHeight: 220, waves: 1, style: 'small' },
]

/** Smallest of heart rate, SpO2 and alarm line in each style, font size in px (`tile.css` and its siblings). */
export const READING_FONT_PX: Readonly<Record<TileStyle, number>> = {
  large: 91,
  tall: 91,
  banded: 61,
  small: 46,
}

/** What the ward draws: a grid of places, and how many stand on one page of it. */
export interface WardLayout {
  readonly columns: number
  readonly rows: number
  readonly waves: number
  readonly style: TileStyle
  /** Tiles are drawn this much larger than the table says. */
  readonly zoom: number
  readonly placesPerPage: number
  readonly pages: number
}

function fits(available: number, size: number): number {
  return Math.floor((available + TILE_GAP + SLACK) / (size + TILE_GAP))
}

function zoomOf(row: LayoutRow, columns: number, rows: number, width: number, height: number): number {
  const tileWidth = (width - TILE_GAP * (columns - 1)) / columns
  const tileHeight = (height - TILE_GAP * (rows - 1)) / rows
  const room = Math.min((tileWidth + SLACK) / row.tileWidth, (tileHeight + SLACK) / row.tileHeight)
  return Math.max(1, Math.floor(room / ZOOM_STEP) * ZOOM_STEP)
}

/** The grid that one row of the table makes in a space; null where not one of its tiles fits. */
function gridOf(row: LayoutRow, wanted: number, width: number, height: number) {
  const most = { columns: fits(width, row.tileWidth), rows: fits(height, row.tileHeight) }
  if (row.columns <= most.columns && row.rows <= most.rows && wanted <= row.places) {
    return { columns: row.columns, rows: row.rows }
  }
  if (most.columns < 1 || most.rows < 1) return null
  const rows = Math.min(most.rows, Math.max(1, Math.ceil(wanted / most.columns)))
  return { columns: Math.min(most.columns, Math.ceil(wanted / rows)), rows }
}

/**
 * Chooses the grid for a number of places and a space in CSS px. In: places in use, how many the layout wants on one
 * screen (null: all in use). The first row of the table that holds them without shrinking its tiles wins; where none
 * does, the smallest tiles are paged: tiles never shrink below the table.
 */
export function wardLayout(
  used: number,
  places: ScreenLayout['places'],
  width: number,
  height: number,
): WardLayout {
  const wanted = places ?? Math.max(1, used)
  const smallest = LAYOUTS[LAYOUTS.length - 1]
  if (smallest === undefined) throw new TypeError('"LAYOUTS" has no row')
  const from = LAYOUTS.findIndex((row) => row.places >= wanted)
  for (const row of from === -1 ? [] : LAYOUTS.slice(from)) {
    const grid = gridOf(row, wanted, width, height)
    if (grid === null || grid.columns * grid.rows < wanted) continue
    return finished(row, grid, used, places ?? grid.columns * grid.rows, width, height)
  }
  const columns = Math.min(smallest.columns, Math.max(1, fits(width, smallest.tileWidth)))
  const rows = Math.min(smallest.rows, Math.max(1, fits(height, smallest.tileHeight)))
  return finished(smallest, { columns, rows }, used, columns * rows, width, height)
}

function finished(
  { waves, style, ...row }: LayoutRow,
  { columns, rows }: { columns: number; rows: number },
  used: number,
  placesPerPage: number,
  width: number,
  height: number,
): WardLayout {
  const zoom = zoomOf({ waves, style, ...row }, columns, rows, width, height)
  return {
    columns,
    rows,
    waves,
    style,
    zoom,
    placesPerPage,
    pages: Math.max(1, Math.ceil(used / placesPerPage)),
  }
}

/** Diagonal of the screen that the ward is laid out for, in mm: 24 inches. */
const DIAGONAL_MM = 609.6
/** Capital height of IBM Plex Sans as a share of its font size. */
const CAPITAL_SHARE = 0.698
/** Capital height in mm for each m of distance: 20 minutes of arc (UI.md 2). */
export const CAPITAL_MM_PER_M = 5.8
const TENTHS = 10

/**
 * From how far heart rate, SpO2 and alarm line can be read on a 24-inch screen, in m, rounded down to 0.1.
 * In: the layout and the size of the screen in CSS px.
 */
export function readableMetres(
  { style, zoom }: Pick<WardLayout, 'style' | 'zoom'>,
  screenWidth: number,
  screenHeight: number,
): number {
  const mmPerPx = DIAGONAL_MM / Math.hypot(screenWidth, screenHeight)
  const capitalMm = READING_FONT_PX[style] * zoom * CAPITAL_SHARE * mmPerPx
  return Math.floor((capitalMm / CAPITAL_MM_PER_M) * TENTHS) / TENTHS
}
