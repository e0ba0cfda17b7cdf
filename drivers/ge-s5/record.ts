import { checksums } from '../framing/checksum.ts'
import { type DelimitedFormat, stuff } from '../framing/delimited.ts'
import { chanceOf, type FrameRule, odds } from '../framing/lock.ts'
import { ESCAPE, FLAG, HEADER, STUFF_BIT } from './codes.ts'

/** Sum of the record, then the record's own length: see README for what that catches. */
export const driFormat: DelimitedFormat = {
  open: FLAG,
  close: FLAG,
  escape: ESCAPE,
  flip: STUFF_BIT,
  stuffed: [FLAG, ESCAPE],
  minimumBytes: HEADER.size + 1,
  maximumBytes: HEADER.size + HEADER.dataMax + 1,
  checksumHolds: (frame) => checksums.sum8(frame, 0, frame.length - 1) === frame[frame.length - 1],
  lengthHolds: (frame) =>
    ((frame[HEADER.length] ?? 0) | ((frame[HEADER.length + 1] ?? 0) << 8)) === frame.length - 1,
}

const SUM: FrameRule = { allowed: 1, possible: 2 ** 8 }
const LENGTH: FrameRule = { allowed: 1, possible: 2 ** 16 }

/** What passes both checks: damage that keeps the length only meets the sum. */
export const undetected = `${odds(chanceOf([SUM]))} of frames damaged without a change of length (8-bit sum); ${odds(chanceOf([SUM, LENGTH]))} of random bytes between two flags (sum and 16-bit length)`

/** One subrecord of a record: its type and where it lies, offsets from the start of the record. */
export interface Subrecord {
  readonly type: number
  readonly start: number
  /** Start of the next subrecord, or the end of the record. */
  readonly end: number
}

/** A checked record: its header in plain numbers. */
export interface DriRecord {
  readonly view: DataView
  readonly number: number
  readonly level: number
  /** The monitor's own clock read as UTC, milliseconds; null if it sends none. */
  readonly deviceMs: number | null
  readonly mainType: number
  readonly subrecords: readonly Subrecord[]
  /** Subrecords that point outside the record; dropped. */
  readonly misplaced: number
}

const MS_PER_SECOND = 1000

/** A Unix time of the wire in milliseconds; null for 0, which means unknown. */
export function unixMs(seconds: number): number | null {
  return seconds === 0 ? null : seconds * MS_PER_SECOND
}

/** Reads a header. In: one frame whose check and length hold. Out: the record; never throws. */
export function readRecord(frame: Uint8Array): DriRecord {
  const length = frame.length - 1
  const view = new DataView(frame.buffer, frame.byteOffset, length)
  const starts: { type: number; start: number }[] = []
  let misplaced = 0
  for (let index = 0; index < HEADER.descriptorCount; index++) {
    const at = HEADER.descriptors + index * HEADER.descriptorSize
    const type = view.getUint8(at + 2)
    if (type === HEADER.descriptorEnd) break
    const start = HEADER.size + view.getInt16(at, true)
    if (start < HEADER.size || start >= length) misplaced++
    else starts.push({ type, start })
  }
  return {
    view,
    number: view.getUint8(HEADER.number),
    level: view.getUint8(HEADER.level),
    deviceMs: unixMs(view.getUint32(HEADER.time, true)),
    mainType: view.getInt16(HEADER.mainType, true),
    subrecords: starts.map((one) => ({ ...one, end: endOf(one.start, starts, length) })),
    misplaced,
  }
}

function endOf(start: number, starts: readonly { readonly start: number }[], length: number): number {
  let end = length
  for (const other of starts) if (other.start > start && other.start < end) end = other.start
  return end
}

/** Completes a record for the wire: appends the sum, stuffs, adds the flags. `r_len` must be set already. */
export function frameRecord(record: Uint8Array): Uint8Array {
  const plain = new Uint8Array(record.length + 1)
  plain.set(record)
  plain[record.length] = checksums.sum8(record, 0, record.length)
  return stuff(driFormat, plain)
}
