/** Kinds of tracks, and formats of their values, as the format numbers them. */
export const SAMPLES = 1
export const VALUES = 2
export const STRINGS = 5
export const DOUBLE = 2
export const INT16 = 5
export const INT32 = 7

const MAGIC = 'VITA'
const VERSION = 3
/** Bytes behind the length of the header: time zone, instance, program. Times are UTC. */
const HEADER_BYTES = 10
const TRACK_PACKET = 0
const RECORD_PACKET = 1
const DEVICE_PACKET = 9
/** Bytes of a record before its value: time and track. */
const RECORD_HEAD_BYTES = 10
const WHITE = 0xffff_ffff
const FIRST_ROOM = 65_536

/** A track as it is announced, once, before its first record. */
export interface VitalTrack {
  readonly name: string
  readonly kind: typeof SAMPLES | typeof VALUES | typeof STRINGS
  readonly format: number
  readonly unit: string
  readonly rateHz: number
  readonly gain?: number
  readonly offset?: number
  readonly device?: string
}

/**
 * Writes the packets of a file of Vital Recorder (little-endian, before gzip). Times are seconds since 1970, UTC. A track
 * is known by its name.
 */
export class PacketWriter {
  #bytes = Buffer.alloc(FIRST_ROOM)
  #length = 0
  readonly #tracks = new Map<string, { readonly number: number; readonly format: number }>()
  readonly #devices = new Map<string, number>()

  constructor() {
    const at = this.#room(MAGIC.length + 4 + 2 + HEADER_BYTES)
    this.#bytes.write(MAGIC, at, 'latin1')
    this.#bytes.writeUInt32LE(VERSION, at + MAGIC.length)
    this.#bytes.writeUInt16LE(HEADER_BYTES, at + MAGIC.length + 4)
  }

  /** Bytes that wait to be taken. */
  get bytes(): number {
    return this.#length
  }

  /** What was written since the last time. */
  take(): Uint8Array {
    const taken = Buffer.from(this.#bytes.subarray(0, this.#length))
    this.#length = 0
    return taken
  }

  /** Announces a track, the first time it is named. */
  track({ name, kind, format, unit, rateHz, gain = 1, offset = 0, device = '' }: VitalTrack): void {
    if (this.#tracks.has(name)) return
    const number = this.#tracks.size + 1
    this.#tracks.set(name, { number, format })
    const facts = Buffer.alloc(4 + 4 + 4 + 4 + 8 + 8 + 1 + 4)
    facts.writeFloatLE(0, 0)
    facts.writeFloatLE(0, 4)
    facts.writeUInt32LE(WHITE, 8)
    facts.writeFloatLE(rateHz, 12)
    facts.writeDoubleLE(gain, 16)
    facts.writeDoubleLE(offset, 24)
    facts.writeUInt32LE(this.#device(device), 33)
    const head = Buffer.from([number & 0xff, number >> 8, kind, format])
    this.#packet(TRACK_PACKET, [head, sized(name), sized(unit), facts])
  }

  #device(name: string): number {
    if (name === '') return 0
    const known = this.#devices.get(name)
    if (known !== undefined) return known
    const number = this.#devices.size + 1
    this.#devices.set(name, number)
    this.#packet(DEVICE_PACKET, [uint32(number), sized(name), sized(name), sized('')])
    return number
  }

  /** One number of a track. */
  value(track: string, atSeconds: number, value: number): void {
    const bytes = Buffer.alloc(8)
    bytes.writeDoubleLE(value)
    this.#record(track, atSeconds, [bytes])
  }

  text(track: string, atSeconds: number, text: string): void {
    this.#record(track, atSeconds, [uint32(0), sized(text)])
  }

  /** Samples of a track without a gap between them; the time is that of the first. */
  samples(track: string, atSeconds: number, samples: Int16Array | Int32Array): void {
    const width = this.#tracks.get(track)?.format === INT16 ? 2 : 4
    const bytes = Buffer.alloc(samples.length * width)
    for (const [index, sample] of samples.entries()) {
      if (width === 2) bytes.writeInt16LE(sample, index * width)
      else bytes.writeInt32LE(sample, index * width)
    }
    this.#record(track, atSeconds, [uint32(samples.length), bytes])
  }

  #record(track: string, atSeconds: number, value: readonly Buffer[]): void {
    const head = Buffer.alloc(2 + RECORD_HEAD_BYTES)
    head.writeUInt16LE(RECORD_HEAD_BYTES, 0)
    head.writeDoubleLE(atSeconds, 2)
    head.writeUInt16LE(this.#tracks.get(track)?.number ?? 0, RECORD_HEAD_BYTES)
    this.#packet(RECORD_PACKET, [head, ...value])
  }

  #packet(type: number, parts: readonly Buffer[]): void {
    const length = parts.reduce((sum, part) => sum + part.length, 0)
    let at = this.#room(1 + 4 + length)
    this.#bytes.writeUInt8(type, at)
    this.#bytes.writeUInt32LE(length, at + 1)
    at += 1 + 4
    for (const part of parts) at += part.copy(this.#bytes, at)
  }

  /** Where so many more bytes go. */
  #room(bytes: number): number {
    const at = this.#length
    this.#length += bytes
    if (this.#length > this.#bytes.length) {
      const grown = Buffer.alloc(Math.max(this.#length, 2 * this.#bytes.length))
      this.#bytes.copy(grown, 0, 0, at)
      this.#bytes = grown
    }
    this.#bytes.fill(0, at, this.#length)
    return at
  }
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

/** Text with its length before it, UTF-8. */
function sized(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8')
  return Buffer.concat([uint32(bytes.length), bytes])
}
