import { crc32 } from 'node:zlib'
import type { LinkCause } from '../../ipc/views.ts'

/**
 * Capture file (`.vcap`): timed bytes of one line, both directions, and when the
 * line was there. Little-endian.
 *
 *   header  32 bytes  'VIGILCAP', version u16, flags u16 (bit 0 simulated, bit 1 datagrams), startUtcMs f64,
 *                     driver length u16, reserved 6 bytes, crc u32; then the driver id (ASCII)
 *   record  20 bytes  marker u16, kind u8, cause u8, length u32, atMs f64 since start, crc u32
 *           then `length` bytes; where the line carries datagrams, each record is one whole datagram
 *
 * Each record carries its own check, so that damage costs the records it hit and
 * no more: the reader looks for the next marker whose check holds.
 */
const VCAP_VERSION = 1
const MAGIC = new Uint8Array([0x56, 0x49, 0x47, 0x49, 0x4c, 0x43, 0x41, 0x50])
const HEADER_BYTES = 32
const RECORD_BYTES = 20
const MARKER = 0xc5a7
const MARKER_LOW = MARKER & 0xff
const HIGHEST_LENGTH = 0x1_0000
const HIGHEST_DRIVER_LENGTH = 64
const FLAG = { simulated: 1, datagrams: 2 } as const

const KINDS = ['received', 'sent', 'lost', 'opened'] as const
/** Index = the byte in the file: only ever appended to. */
const CAUSES: readonly LinkCause[] = [
  'error',
  'portMissing',
  'portBusy',
  'portForbidden',
  'unplugged',
  'refused',
  'unreachable',
  'closedByPeer',
  'silent',
  'noFrames',
  'fileMissing',
  'fileUnreadable',
  'replayEnded',
  'libraryMissing',
  'noSender',
  'severalSenders',
  'addressMissing',
  'portReserved',
  'badCertificate',
]

export interface VcapHeader {
  /** UTC ms at atMs = 0. */
  readonly startUtcMs: number
  readonly simulated: boolean
  /** Each record is one whole datagram; absent: pieces of a stream, cut anywhere. */
  readonly datagrams?: boolean
  /** Driver id, or '' when the line was captured without one. */
  readonly driver: string
}

/** One thing that happened on the line, `atMs` after the start. */
export type VcapRecord =
  | { readonly kind: 'received' | 'sent'; readonly atMs: number; readonly bytes: Uint8Array }
  | { readonly kind: 'lost'; readonly atMs: number; readonly cause: LinkCause }
  | { readonly kind: 'opened'; readonly atMs: number }

const NO_BYTES = new Uint8Array(0)

/** Makes the first bytes of a capture file. Throws TypeError for a driver id over 64 characters. */
export function encodeVcapHeader(header: VcapHeader): Uint8Array {
  const driver = new TextEncoder().encode(header.driver)
  if (driver.length > HIGHEST_DRIVER_LENGTH) throw new TypeError('"driver" is longer than 64 characters')
  const bytes = new Uint8Array(HEADER_BYTES + driver.length)
  const view = new DataView(bytes.buffer)
  bytes.set(MAGIC)
  view.setUint16(8, VCAP_VERSION, true)
  const flags = (header.simulated ? FLAG.simulated : 0) | (header.datagrams === true ? FLAG.datagrams : 0)
  view.setUint16(10, flags, true)
  view.setFloat64(12, header.startUtcMs, true)
  view.setUint16(20, driver.length, true)
  bytes.set(driver, HEADER_BYTES)
  view.setUint32(28, crc32(bytes.subarray(HEADER_BYTES), crc32(bytes.subarray(0, 28))), true)
  return bytes
}

/** Makes one record. Throws TypeError for more than 65,536 bytes: cut longer runs. */
export function encodeVcapRecord(record: VcapRecord): Uint8Array {
  const payload = 'bytes' in record ? record.bytes : NO_BYTES
  if (payload.length > HIGHEST_LENGTH) throw new TypeError('"bytes" is longer than 65,536')
  const bytes = new Uint8Array(RECORD_BYTES + payload.length)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, MARKER, true)
  bytes[2] = KINDS.indexOf(record.kind)
  bytes[3] = record.kind === 'lost' ? CAUSES.indexOf(record.cause) : 0
  view.setUint32(4, payload.length, true)
  view.setFloat64(8, record.atMs, true)
  bytes.set(payload, RECORD_BYTES)
  view.setUint32(16, crc32(payload, crc32(bytes.subarray(0, 16))), true)
  return bytes
}

/** Whether bytes begin like a capture file (8 bytes suffice). */
export function looksLikeVcap(bytes: Uint8Array): boolean {
  return bytes.length >= MAGIC.length && MAGIC.every((byte, index) => bytes[index] === byte)
}

/** Reads a capture piece by piece. Bounded: keeps at most one record plus the last piece. */
export class VcapDecoder {
  #pending: Uint8Array = NO_BYTES
  #header: VcapHeader | null = null
  #foreign = false
  #damagedBytes = 0
  #cutBytes = 0

  /** Null until enough bytes came, or when the file is none of ours (see `foreign`). */
  get header(): VcapHeader | null {
    return this.#header
  }

  /** The file is not a capture of a version this program reads. */
  get foreign(): boolean {
    return this.#foreign
  }

  /** Bytes passed over because no check held. */
  get damagedBytes(): number {
    return this.#damagedBytes
  }

  /** Bytes of a record cut by the end of the file; known after `end`. */
  get cutBytes(): number {
    return this.#cutBytes
  }

  /** Takes the next piece of the file. Out: the whole records in it; their bytes are copies. */
  push(piece: Uint8Array): VcapRecord[] {
    if (this.#foreign) return []
    const bytes = new Uint8Array(this.#pending.length + piece.length)
    bytes.set(this.#pending)
    bytes.set(piece, this.#pending.length)
    let offset = 0
    if (this.#header === null) {
      offset = this.#readHeader(bytes)
      if (this.#header === null) {
        this.#pending = this.#foreign ? NO_BYTES : bytes
        return []
      }
    }
    const records: VcapRecord[] = []
    offset = this.#readRecords(bytes, offset, records, false)
    this.#pending = bytes.slice(offset)
    return records
  }

  /** The file has ended. Out: whole records found behind a damaged length; the rest is counted in `cutBytes`. */
  end(): VcapRecord[] {
    const records: VcapRecord[] = []
    if (this.#header === null) this.#foreign = true
    else {
      const offset = this.#readRecords(this.#pending, 0, records, true)
      this.#cutBytes = this.#pending.length - offset
    }
    this.#pending = NO_BYTES
    return records
  }

  #readHeader(bytes: Uint8Array): number {
    if (bytes.length >= MAGIC.length && !looksLikeVcap(bytes)) this.#foreign = true
    if (this.#foreign || bytes.length < HEADER_BYTES) return 0
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    const length = view.getUint16(20, true)
    if (view.getUint16(8, true) !== VCAP_VERSION || length > HIGHEST_DRIVER_LENGTH) {
      this.#foreign = true
      return 0
    }
    const end = HEADER_BYTES + length
    if (bytes.length < end) return 0
    const check = crc32(bytes.subarray(HEADER_BYTES, end), crc32(bytes.subarray(0, 28)))
    if (check !== view.getUint32(28, true)) {
      this.#foreign = true
      return 0
    }
    const flags = view.getUint16(10, true)
    this.#header = {
      startUtcMs: view.getFloat64(12, true),
      simulated: (flags & FLAG.simulated) !== 0,
      ...((flags & FLAG.datagrams) === 0 ? {} : { datagrams: true }),
      driver: new TextDecoder().decode(bytes.subarray(HEADER_BYTES, end)),
    }
    return end
  }

  #readRecords(bytes: Uint8Array, from: number, records: VcapRecord[], final: boolean): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    let offset = from
    let cutAt = -1
    while (offset + RECORD_BYTES <= bytes.length) {
      const length = view.getUint32(offset + 4, true)
      const end = offset + RECORD_BYTES + length
      if (view.getUint16(offset, true) === MARKER && length <= HIGHEST_LENGTH) {
        const whole = end <= bytes.length
        // More may come. At the end of the file a damaged length must not swallow the whole records behind it.
        if (!whole && !final) return offset
        const record = whole ? readRecord(bytes, view, offset, end) : null
        if (record !== null) {
          if (cutAt >= 0) this.#damagedBytes += offset - cutAt
          cutAt = -1
          records.push(record)
          offset = end
          continue
        }
        if (!whole && cutAt < 0) cutAt = offset
      }
      const next = bytes.indexOf(MARKER_LOW, offset + 1)
      const stop = next < 0 ? bytes.length : next
      if (cutAt < 0) this.#damagedBytes += stop - offset
      offset = stop
    }
    return cutAt < 0 ? offset : cutAt
  }
}

function readRecord(bytes: Uint8Array, view: DataView, offset: number, end: number): VcapRecord | null {
  const payload = bytes.subarray(offset + RECORD_BYTES, end)
  const check = crc32(payload, crc32(bytes.subarray(offset, offset + 16)))
  if (check !== view.getUint32(offset + 16, true)) return null
  const kind = KINDS[bytes[offset + 2] ?? KINDS.length]
  const atMs = view.getFloat64(offset + 8, true)
  if (kind === undefined || !Number.isFinite(atMs)) return null
  if (kind === 'opened') return { kind, atMs }
  if (kind === 'lost') return { kind, atMs, cause: CAUSES[bytes[offset + 3] ?? 0] ?? 'error' }
  return { kind, atMs, bytes: payload.slice() }
}

/** What was found in a whole capture held in memory. */
export interface VcapContent {
  readonly header: VcapHeader | null
  readonly records: readonly VcapRecord[]
  readonly damagedBytes: number
  /** Bytes of a record cut by the end of the file. */
  readonly cutBytes: number
}

/** Reads a whole capture. `header` is null when the bytes are not a capture file. */
export function decodeVcap(bytes: Uint8Array): VcapContent {
  const decoder = new VcapDecoder()
  const records = decoder.push(bytes)
  records.push(...decoder.end())
  return {
    header: decoder.header,
    records,
    damagedBytes: decoder.damagedBytes,
    cutBytes: decoder.cutBytes,
  }
}
