/** One packet of a network capture. */
export interface CapturedPacket {
  /** Time since 1970, ms. */
  readonly atMs: number
  /** What stands at the beginning of the packet (LINKTYPE_ of the capture formats). */
  readonly linkType: number
  /** A view, valid until the next `push`. */
  readonly bytes: Uint8Array
}

/** Magic numbers as the first four bytes read big-endian. */
const CLASSIC: Readonly<Record<number, { readonly little: boolean; readonly perMs: number }>> = {
  2712847316: { little: false, perMs: 1e3 },
  3569595041: { little: true, perMs: 1e3 },
  2712812621: { little: false, perMs: 1e6 },
  1295823521: { little: true, perMs: 1e6 },
}
const CLASSIC_HEADER_BYTES = 24
const CLASSIC_RECORD_BYTES = 16
const CLASSIC_LINK_TYPE_AT = 20
/** The high bits of the field say something else. */
const LINK_TYPE_MASK = 0xffff

/** Block types and fields of pcapng (draft-ietf-opsawg-pcapng, sections 4.1 to 4.3). */
const BLOCK = { section: 0x0a0d0d0a, interface: 1, simple: 3, enhanced: 6 } as const
const BYTE_ORDER_MAGIC = 0x1a2b3c4d
const BLOCK_HEAD_BYTES = 8
const BLOCK_LEAST_BYTES = 12
const BLOCK_BODY_LEAST = { section: 28, interface: 20, simple: 16, enhanced: 32 } as const
const ENHANCED = { interfaceAt: 8, highAt: 12, lowAt: 16, lengthAt: 20, dataAt: 28 } as const
const SIMPLE = { originalAt: 8, dataAt: 12 } as const
const OPTION = { end: 0, resolution: 9 } as const
const OPTIONS_AT = 16
const RESOLUTION_IS_BINARY = 0x80
const DEFAULT_PER_MS = 1e3
const HIGH_WORD = 0x1_0000_0000
const DECIMAL = 10
const MS_DIGITS = 3
/** No capture has longer packets; a longer one is damage. */
const LONGEST_BYTES = 0x10_0000

interface Interface {
  readonly linkType: number
  readonly perMs: number
}

const nothing = new Uint8Array(0)

/** Whether a file that begins with these bytes (4 suffice) is a network capture, classic or next generation. */
export function looksLikePcap(bytes: Uint8Array): boolean {
  if (bytes.length < 4) return false
  const magic = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
  return magic === BLOCK.section || magic in CLASSIC
}

/**
 * Reads a network capture (pcap or pcapng) piece by piece: packets with their times. Never
 * throws; after damage that hides where the next packet begins, nothing more comes.
 */
export class PcapReader {
  #held: Uint8Array = nothing
  #classic: (Interface & { readonly little: boolean }) | null = null
  #interfaces: Interface[] = []
  #little = false
  #isBroken = false
  #isBegun = false

  /** The file is damaged, and what follows the damage was not read. */
  get broken(): boolean {
    return this.#isBroken
  }

  /** Bytes of a packet that the end of the file has cut. */
  get heldBytes(): number {
    return this.#held.length
  }

  push(part: Uint8Array, onPacket: (packet: CapturedPacket) => void): void {
    if (this.#isBroken) return
    const all = new Uint8Array(this.#held.length + part.length)
    all.set(this.#held)
    all.set(part, this.#held.length)
    let at = 0
    while (!this.#isBroken) {
      const used = this.#step(all.subarray(at), onPacket)
      if (used === 0) break
      at += used
    }
    this.#held = this.#isBroken ? nothing : all.slice(at)
  }

  /** One header, packet or block. Out: how many bytes it took; 0 if it is not whole yet. */
  #step(bytes: Uint8Array, onPacket: (packet: CapturedPacket) => void): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (!this.#isBegun) {
      if (bytes.length < CLASSIC_HEADER_BYTES) return 0
      this.#isBegun = true
      const kind = CLASSIC[view.getUint32(0)]
      if (kind !== undefined) {
        const linkType = view.getUint32(CLASSIC_LINK_TYPE_AT, kind.little) & LINK_TYPE_MASK
        this.#classic = { ...kind, linkType }
        return CLASSIC_HEADER_BYTES
      }
    }
    return this.#classic === null
      ? this.#block(view, bytes, onPacket)
      : this.#record(this.#classic, view, bytes, onPacket)
  }

  #record(
    { little, perMs, linkType }: Interface & { readonly little: boolean },
    view: DataView,
    bytes: Uint8Array,
    onPacket: (packet: CapturedPacket) => void,
  ): number {
    if (bytes.length < CLASSIC_RECORD_BYTES) return 0
    const length = view.getUint32(8, little)
    if (length > LONGEST_BYTES) return this.#break()
    const end = CLASSIC_RECORD_BYTES + length
    if (bytes.length < end) return 0
    const atMs = view.getUint32(0, little) * 1e3 + view.getUint32(4, little) / perMs
    onPacket({ atMs, linkType, bytes: bytes.subarray(CLASSIC_RECORD_BYTES, end) })
    return end
  }

  #block(view: DataView, bytes: Uint8Array, onPacket: (packet: CapturedPacket) => void): number {
    if (bytes.length < BLOCK_LEAST_BYTES) return 0
    // A section says its own byte order, and its type reads the same in both.
    if (view.getUint32(0) === BLOCK.section) {
      this.#little = view.getUint32(BLOCK_HEAD_BYTES, true) === BYTE_ORDER_MAGIC
      if (!this.#little && view.getUint32(BLOCK_HEAD_BYTES) !== BYTE_ORDER_MAGIC) return this.#break()
      this.#interfaces = []
    }
    const type = view.getUint32(0, this.#little)
    const length = view.getUint32(4, this.#little)
    if (length < BLOCK_LEAST_BYTES || length > LONGEST_BYTES) return this.#break()
    if (bytes.length < length) return 0
    if (type === BLOCK.interface && length >= BLOCK_BODY_LEAST.interface) {
      this.#interfaces.push(readInterface(view, length, this.#little))
    } else if (type === BLOCK.enhanced && length >= BLOCK_BODY_LEAST.enhanced) {
      this.#enhanced(view, bytes, length, onPacket)
    } else if (type === BLOCK.simple && length >= BLOCK_BODY_LEAST.simple) {
      const kept = Math.min(view.getUint32(SIMPLE.originalAt, this.#little), length - BLOCK_BODY_LEAST.simple)
      const data = bytes.subarray(SIMPLE.dataAt, SIMPLE.dataAt + kept)
      const [first] = this.#interfaces
      if (first !== undefined) onPacket({ atMs: 0, linkType: first.linkType, bytes: data })
    }
    return length
  }

  #enhanced(
    view: DataView,
    bytes: Uint8Array,
    length: number,
    onPacket: (packet: CapturedPacket) => void,
  ): void {
    const from = this.#interfaces[view.getUint32(ENHANCED.interfaceAt, this.#little)]
    const size = view.getUint32(ENHANCED.lengthAt, this.#little)
    if (from === undefined || size > length - BLOCK_BODY_LEAST.enhanced) return
    const high = view.getUint32(ENHANCED.highAt, this.#little)
    const low = view.getUint32(ENHANCED.lowAt, this.#little)
    const data = bytes.subarray(ENHANCED.dataAt, ENHANCED.dataAt + size)
    onPacket({ atMs: (high * HIGH_WORD + low) / from.perMs, linkType: from.linkType, bytes: data })
  }

  #break(): number {
    this.#isBroken = true
    return 0
  }
}

function readInterface(view: DataView, length: number, little: boolean): Interface {
  const linkType = view.getUint16(BLOCK_HEAD_BYTES, little)
  let perMs = DEFAULT_PER_MS
  for (let at = OPTIONS_AT; at + 4 <= length - 4; ) {
    const code = view.getUint16(at, little)
    const size = view.getUint16(at + 2, little)
    if (code === OPTION.end) break
    if (code === OPTION.resolution && size === 1 && at + 4 < length) {
      const exponent = view.getUint8(at + 4)
      const isBinary = (exponent & RESOLUTION_IS_BINARY) !== 0
      perMs = isBinary
        ? 2 ** (exponent & ~RESOLUTION_IS_BINARY) / DECIMAL ** MS_DIGITS
        : DECIMAL ** (exponent - MS_DIGITS)
    }
    // Options are padded to four bytes.
    at += 4 + ((size + 3) & ~3)
  }
  return { linkType, perMs }
}
