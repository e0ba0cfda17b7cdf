import { SECOND_MS } from '../constants.ts'
import { printNumber } from '../print.ts'
import { bytesOf } from './pieces.ts'
import type { Remark } from './remarks.ts'

/** Codes of the MIT annotation format (annot(5), ecgcodes.h). */
const NOTE = 22
const SKIP = 59
const AUX = 63
const CODE_SHIFT = 10
const LONGEST_INTERVAL = 0x3ff
const LONGEST_AUX_BYTES = 250

/**
 * Remarks as an annotation file in the MIT format: each is a comment whose text has the length of a stretch behind it.
 * Times are whole frames from the first, those before it at the first. In: frames a second.
 */
export function wfdbAnnotations(
  remarks: readonly Remark[],
  firstUtcMs: number,
  framesHz: number,
): Uint8Array {
  const bytes: number[] = []
  const word = (value: number): void => {
    bytes.push(value & 0xff, (value >> 8) & 0xff)
  }
  let at = 0
  for (const remark of [...remarks].sort((a, b) => a.atUtcMs - b.atUtcMs)) {
    const frame = Math.max(at, Math.round(((remark.atUtcMs - firstUtcMs) * framesHz) / SECOND_MS))
    const interval = frame - at
    at = frame
    const isFar = interval > LONGEST_INTERVAL
    if (isFar) {
      word(SKIP << CODE_SHIFT)
      // As a PDP-11 stores 32 bits: the high half first.
      word(interval >>> 16)
      word(interval & 0xffff)
    }
    word((NOTE << CODE_SHIFT) | (isFar ? 0 : interval))
    const text = textOf(remark)
    word((AUX << CODE_SHIFT) | text.length)
    bytes.push(...text)
    if (text.length % 2 === 1) bytes.push(0)
  }
  word(0)
  return Uint8Array.from(bytes)
}

function textOf({ text, durationMs }: Remark): Uint8Array {
  const length = durationMs === null ? '' : `, ${printNumber(Math.round(durationMs) / SECOND_MS)} s`
  let plain = text.replace(/\p{Cc}+/gu, ' ').trim()
  while (bytesOf(plain + length).length > LONGEST_AUX_BYTES) plain = [...plain].slice(0, -1).join('')
  return bytesOf(plain + length)
}
