import type { DelimitedFormat } from '../framing/delimited.ts'
import { LOCK_NEEDS, lockErrors } from '../framing/lock.ts'
import {
  BYTE_VALUES,
  CLOSE,
  LONGEST_BYTES,
  NO_BYTE,
  NO_SAMPLE,
  NO_TRANSDUCER,
  OPEN,
  SLOW_WAVES,
  SPIKE_COUNTS,
  STRAY_SAMPLES,
  TAG,
  TEXT_AT,
  WAVES,
} from './codes.ts'
import { type ReadLines, readLines } from './lines.ts'

function hasTag(frame: Uint8Array): boolean {
  for (let index = 0; index < TAG.length; index++) if (frame[index] !== TAG.charCodeAt(index)) return false
  return true
}

/** Whether every sample can be one, and none of the slow waves stands alone far from both its neighbours. */
function hasSamples(frame: Uint8Array): boolean {
  return (
    frame.subarray(TAG.length, TEXT_AT).every((sample) => sample <= NO_SAMPLE) &&
    SLOW_WAVES.every((name) => !hasSpike(frame, WAVES[name]))
  )
}

function hasSpike(
  frame: Uint8Array,
  { at, samples }: { readonly at: number; readonly samples: number },
): boolean {
  for (let index = at + 1; index < at + samples - 1; index++) {
    const sample = frame[index] ?? 0
    const before = sample - (frame[index - 1] ?? 0)
    const after = sample - (frame[index + 1] ?? 0)
    if (before * after > 0 && Math.min(Math.abs(before), Math.abs(after)) > SPIKE_COUNTS) return true
  }
  return false
}

/** A pressure line without a transducer has no samples; a few within a second can only come from damage. */
function contradicts(frame: Uint8Array, { lines }: ReadLines): boolean {
  return lines.some(({ row, text }) => {
    if (text !== NO_TRANSDUCER || (row.source !== 'p1' && row.source !== 'p2')) return false
    const { at, samples } = WAVES[row.source]
    let present = 0
    for (const sample of frame.subarray(at, at + samples)) if (sample !== NO_SAMPLE) present++
    return present > 0 && present <= STRAY_SAMPLES
  })
}

/** How frames are told apart. There is no check: the tag in front and the form of every line stand for one. */
export const format: DelimitedFormat = {
  open: OPEN,
  close: CLOSE,
  escape: NO_BYTE,
  flip: 0,
  stuffed: [],
  minimumBytes: TEXT_AT + 1,
  maximumBytes: LONGEST_BYTES,
  checksumHolds: (frame) => {
    const lines = hasTag(frame) && hasSamples(frame) ? readLines(frame.subarray(TEXT_AT)) : null
    return lines !== null && !contradicts(frame, lines)
  },
  lengthHolds: () => true,
}

/** What random bytes must match: the eight bytes of the tag. */
export const lock = lockErrors([{ allowed: 1, possible: BYTE_VALUES ** TAG.length }], LOCK_NEEDS.secondBlocks)
