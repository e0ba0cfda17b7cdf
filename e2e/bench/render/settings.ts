/** What draws, and how: `idle` moves one pixel a frame and draws nothing else. */
export const ENGINES = ['idle', 'vigil', 'uplot', 'uplot 30 fps', 'uplot 1.5 px', 'smoothie'] as const
export type Engine = (typeof ENGINES)[number]

/** Loads of PERFORMANCE B3: beds on one screen, four waves each. */
export const BED_COUNTS = [4, 16, 32] as const
export const WAVES_A_BED = 4
export const RATE_HZ = 250
/** Raw values of the drawn wave stay within these. */
export const LOWEST = -500
export const HIGHEST = 1_500

/** What the page is told on its address. */
export interface RenderSettings {
  readonly engine: Engine
  readonly beds: number
}

/** A rectangle of the page, CSS px. */
export interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const BED_HEIGHT_PX = 250
const BED_WIDTH_PX = 480
const NARROW_BED_WIDTH_PX = 240
const COLUMNS_NARROW = 8
const MOST_WIDE_BEDS = 16

/** Where each bed lies: 480 x 250 px, from 17 beds on half as wide. */
export function placesOf(beds: number): Place[] {
  const wide = beds <= MOST_WIDE_BEDS
  const columns = wide ? Math.ceil(Math.sqrt(beds)) : COLUMNS_NARROW
  const width = wide ? BED_WIDTH_PX : NARROW_BED_WIDTH_PX
  return Array.from({ length: beds }, (_, bed) => ({
    x: (bed % columns) * width,
    y: Math.floor(bed / columns) * BED_HEIGHT_PX,
    width,
    height: BED_HEIGHT_PX,
  }))
}
