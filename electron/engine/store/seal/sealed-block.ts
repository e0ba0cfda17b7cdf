import { type DecodedBlock, decodeBlock } from '../codec/block.ts'
import { openBytes, sealBytes } from './sealed-bytes.ts'
import { IN_THE_CLEAR, type SubjectKeys } from './subject-keys.ts'

/** What a row of the block table says of its payload; the payload opens in this place only. */
export interface BlockPlace {
  readonly subject: number
  readonly channel: number
  readonly from_utc_ms: number
  readonly to_utc_ms: number
  readonly samples: number
}

export interface BlockRow extends BlockPlace {
  readonly payload: Uint8Array
}

function placeOf({ channel, from_utc_ms, to_utc_ms, samples }: BlockPlace): string {
  return `block/${channel}/${from_utc_ms}/${to_utc_ms}/${samples}`
}

/** Seals an encoded block for its row. */
export function sealBlock(keys: SubjectKeys, place: BlockPlace, encoded: Uint8Array): Uint8Array {
  return sealBytes(keys.needed(place.subject), placeOf(place), encoded)
}

/** The encoded block of a row; null if it is damaged, belongs to another row, or its key is gone. */
export function encodedBlock(keys: SubjectKeys, row: BlockRow): Uint8Array | null {
  if (row.subject === IN_THE_CLEAR) return row.payload
  const key = keys.of(row.subject)
  return key === null ? null : openBytes(key, placeOf(row), row.payload)
}

/** Opens and decodes the block of a row; null as encodedBlock. */
export function openBlock(keys: SubjectKeys, row: BlockRow): DecodedBlock | null {
  const encoded = encodedBlock(keys, row)
  return encoded === null ? null : decodeBlock(encoded)
}

/** Whether the payload of a row is as it was stored, without decoding it. What has no key any more cannot be told: it counts as intact. */
export function isBlockIntact(keys: SubjectKeys, row: BlockRow): boolean {
  if (row.subject === IN_THE_CLEAR) return decodeBlock(row.payload) !== null
  const key = keys.of(row.subject)
  return key === null || openBytes(key, placeOf(row), row.payload) !== null
}
