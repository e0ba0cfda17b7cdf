import { COMMANDS, FRAME, ON } from '../../../drivers/berry-pm6750/codes.ts'
import { berryPm6750 } from '../../../drivers/berry-pm6750/driver.ts'
import { commandOf } from '../../../drivers/berry-pm6750/frame.ts'
import { seededRandom } from '../../../drivers/faults/random.ts'
import { hash32 } from '../../../drivers/physiology/noise.ts'

const TICK_MS = 100
const BYTE_BITS = 8
/** SLIP (RFC 1055): end of a packet, and the two escapes. */
const SLIP = { end: 0xc0, escape: 0xdb, escapedEnd: 0xdc, escapedEscape: 0xdd } as const

/** Frames one after the other, and where each begins. */
export interface Stream {
  readonly bytes: Uint8Array
  readonly frames: readonly Uint8Array[]
  /** Byte at which frame `index` begins; one more than there are frames. */
  readonly starts: readonly number[]
}

function joined(frames: readonly Uint8Array[], wrap: (frame: Uint8Array) => Uint8Array): Stream {
  const parts = frames.map(wrap)
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  const starts = [0]
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
    starts.push(at)
  }
  return { bytes, frames, starts }
}

/** What a PM6750 board sends until `leastBytes` are there: frames of 5 to 12 bytes with length and sum. */
export function boardFrames(leastBytes: number): Uint8Array[] {
  const twin = berryPm6750.twin({ scenario: 'stable', seed: 1, startUtcMs: 0 })
  // The board is silent until each stream is asked for.
  for (const { id } of COMMANDS) twin.receive(commandOf(id, ON), 0)
  const frames: Uint8Array[] = []
  let total = 0
  // The twin sends whole frames, so every piece begins with one.
  for (let atMs = 0; total < leastBytes; atMs += TICK_MS) {
    const bytes = twin.produce(atMs)
    for (let at = 0; at < bytes.length; ) {
      const length = FRAME.headBytes + (bytes[at + FRAME.lengthAt] ?? FRAME.highestN)
      frames.push(bytes.slice(at, at + length))
      at += length
    }
    total += bytes.length
  }
  return frames
}

/** The frames as they stand on the board's line. */
export function plainStream(frames: readonly Uint8Array[]): Stream {
  return joined(frames, (frame) => frame)
}

/** The same frames in SLIP packets, for the peer that reads those. */
export function slipStream(frames: readonly Uint8Array[]): Stream {
  return joined(frames, (frame) => {
    const packet: number[] = []
    for (const byte of frame) {
      if (byte === SLIP.end) packet.push(SLIP.escape, SLIP.escapedEnd)
      else if (byte === SLIP.escape) packet.push(SLIP.escape, SLIP.escapedEscape)
      else packet.push(byte)
    }
    return Uint8Array.from([...packet, SLIP.end])
  })
}

/** A stream of which every byte was changed with this chance. Out: its bytes, and the frames that were not hit. */
export function damagedStream(stream: Stream, chance: number) {
  const random = seededRandom(hash32(1, stream.bytes.length))
  const bytes = stream.bytes.slice()
  const hit = new Uint8Array(stream.frames.length)
  let changed = 0
  stream.frames.forEach((_, index) => {
    for (let at = stream.starts[index] ?? 0; at < (stream.starts[index + 1] ?? 0); at++) {
      if (random() >= chance) continue
      bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * BYTE_BITS))
      hit[index] = 1
      changed++
    }
  })
  return { bytes, changed, intact: stream.frames.filter((_, index) => hit[index] === 0) }
}
