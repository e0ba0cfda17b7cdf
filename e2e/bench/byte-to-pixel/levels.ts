import type { ValueRange } from '../../../renderer/waves/scale.ts'
import type { Region } from '../../support/framebuffer.ts'

/** Heights that the marked trace takes in turn, as shares of its range. */
export const LEVELS = 7
const LOWEST_SHARE = 0.12
const HIGHEST_SHARE = 0.88
/** A step of several levels, so that neighbours in time are not neighbours in height. */
const STRIDE = 3
/** Rows above and below the middle of a level that count as it; a trace and its dot need no more. */
const BAND_REACH_PX = 2

/** Share of the range of the marker with this number; the same level comes back after `LEVELS` markers. */
export function levelShare(marker: number): number {
  return LOWEST_SHARE + (((marker * STRIDE) % LEVELS) / (LEVELS - 1)) * (HIGHEST_SHARE - LOWEST_SHARE)
}

/** Raw microvolts of a share of the range. */
export function levelMicrovolt(range: ValueRange, share: number): number {
  return Math.round(range.lowest + share * (range.highest - range.lowest))
}

/** Rows of the screen where a trace at this share of its range lies. In: the trace area on the screen. */
export function bandOf(trace: Region, share: number): Region {
  const middle = Math.round(trace.y + trace.height * (1 - share))
  return { x: trace.x, y: middle - BAND_REACH_PX, width: trace.width, height: 2 * BAND_REACH_PX + 1 }
}
