import type { Locator } from '@playwright/test'
import { LEAD_IN_PX } from '../../renderer/waves/types.ts'
import type { Framebuffer, Region } from './framebuffer.ts'

/** Kept free by the painter on each side of a trace (renderer/waves/geometry.ts). */
export const PAD_PX = 3
const BYTES_PER_PIXEL = 4
/** No more than this many columns is a step of the line, not the erase gap of 5 mm. */
const ERASE_GAP_COLUMNS = 8

/** What a pixel of a row shows: trace (ECG green), hatch (cyan at 30 % over the ground), a mark or words in white, the grey 1 mV bar. */
export type Ink = 'trace' | 'hatch' | 'mark' | 'bar'

/** Half of full strength, so that a line between two pixels counts in both. */
const IS: Readonly<Record<Ink, (red: number, green: number, blue: number) => boolean>> = {
  trace: (red, green, blue) => green > 100 && blue < green * 0.8 && red < green * 0.6,
  hatch: (red, green, blue) => blue > 50 && blue < 140 && green > 40 && green < blue * 1.1 && red < 40,
  bar: (red, green, blue) => Math.abs(red - green) < 30 && Math.abs(green - blue) < 30 && green > 70,
  mark: (red, green, blue) => red > 120 && green > 120 && blue > 120,
}

/** How many pixels of each column of a region have that ink. */
export function columnsWith(picture: Framebuffer, region: Region, ink: Ink): number[] {
  const { bytes } = picture.read(region)
  const found = new Array<number>(region.width).fill(0)
  for (let at = 0; at < bytes.length; at += BYTES_PER_PIXEL) {
    const column = (at / BYTES_PER_PIXEL) % region.width
    if (IS[ink](bytes[at + 2] ?? 0, bytes[at + 1] ?? 0, bytes[at] ?? 0))
      found[column] = (found[column] ?? 0) + 1
  }
  return found
}

/** Where the first trace in a part of the page is drawn: its columns, from the top edge of the row to the bottom one. */
export async function traceArea(part: Locator): Promise<Region> {
  const box = await part.locator('.wave-trace').first().boundingBox()
  if (box === null) throw new Error('there is no trace')
  const window = await part.page().evaluate(() => ({ x: globalThis.screenX, y: globalThis.screenY }))
  return {
    x: Math.round(box.x + window.x) + LEAD_IN_PX,
    y: Math.round(box.y + window.y),
    width: Math.floor(box.width) - LEAD_IN_PX - PAD_PX,
    height: Math.round(box.height),
  }
}

/** The column where the newest piece of a flat trace ends, before the erase gap; null while there are several ends. */
export function newestColumn(traceColumns: readonly number[]): number | null {
  const { length } = traceColumns
  const isEmpty = (column: number) => (traceColumns[column % length] ?? 0) === 0
  const ends = traceColumns.flatMap((pixels, column) => {
    if (pixels === 0) return []
    for (let ahead = 1; ahead <= ERASE_GAP_COLUMNS; ahead++) if (!isEmpty(column + ahead)) return []
    return [column]
  })
  return ends.length === 1 ? (ends[0] ?? null) : null
}

/** First columns of the stretches in which `pixels` is not 0. */
export function stretches(columns: readonly number[]): { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = []
  for (const [column, pixels] of columns.entries()) {
    if (pixels === 0) continue
    const last = found.at(-1)
    if (last?.to === column) last.to = column + 1
    else found.push({ from: column, to: column + 1 })
  }
  return found
}
