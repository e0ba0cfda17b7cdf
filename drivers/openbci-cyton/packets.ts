import { BYTE_VALUES, CONTRADICTION, PACKET } from './codes.ts'

const HIGH_SHIFT = 24
const MIDDLE_SHIFT = 16

/** A signed number of three bytes, the high one first. */
export function int24(bytes: Uint8Array, at: number): number {
  const high = (bytes[at] ?? 0) << HIGH_SHIFT
  const middle = (bytes[at + 1] ?? 0) << MIDDLE_SHIFT
  return (high | middle | ((bytes[at + 2] ?? 0) * BYTE_VALUES)) >> 8
}

/** A signed number of two bytes, the high one first. */
export function int16(bytes: Uint8Array, at: number): number {
  return (((bytes[at] ?? 0) << HIGH_SHIFT) | ((bytes[at + 1] ?? 0) << MIDDLE_SHIFT)) >> MIDDLE_SHIFT
}

/** Steps of the counter from one packet to another. */
export function stepsBetween(from: Uint8Array, to: Uint8Array): number {
  const steps = (to[PACKET.counterAt] ?? 0) - (from[PACKET.counterAt] ?? 0)
  return (steps + PACKET.counters) % PACKET.counters
}

/**
 * Whether a packet cannot be what the board sent between its neighbours: its counter is another while
 * theirs follow each other, or a sample stands far from both of them while they are near each
 * other, which the filter of the converter does to no voltage.
 */
export function contradicts(before: Uint8Array, packet: Uint8Array, after: Uint8Array): boolean {
  if (stepsBetween(before, after) !== 2) return false
  if (stepsBetween(before, packet) !== 1) return true
  for (let channel = 0; channel < PACKET.channels; channel++) {
    const at = PACKET.samplesAt + channel * PACKET.sampleBytes
    const [one, middle, other] = [int24(before, at), int24(packet, at), int24(after, at)]
    const isFar = Math.min(Math.abs(middle - one), Math.abs(middle - other)) > CONTRADICTION.far
    if (isFar && Math.abs(one - other) < CONTRADICTION.near) return true
  }
  return false
}
