import { LastFrame } from '../framing/last-frame.ts'
import { SEQUENCE } from './codes.ts'

const BYTE_RANGE = 256
const MS_PER_SECOND = 1000

/**
 * Finds lost, doubled and late records by the counter in their header: each main
 * type counts for itself, modulo 256 (section 3). A jump that cannot be explained
 * by the time that has passed is a restart of the monitor or of a recording, and
 * then the number of lost records is unknown.
 */
export class SequenceCounter {
  #number: number | null = null
  #deviceMs: number | null = null
  readonly #frame = new LastFrame()

  /**
   * One record came. In: its counter, its clock and its bytes. Out: records lost
   * before it, at least 1 if the row broke; null if it came before, or after one
   * that was sent later: what it says is out of date.
   */
  lostBefore(number: number, deviceMs: number | null, content: Uint8Array): number | null {
    const last = this.#number
    const lastMs = this.#deviceMs
    if (last !== null && this.#isPast(number, last, deviceMs, lastMs, content)) return null
    this.#number = number
    this.#deviceMs = deviceMs
    this.#frame.keep(content)
    if (last === null) return 0
    const lost = (number - last - 1 + BYTE_RANGE) % BYTE_RANGE
    if (lost === 0 || lastMs === null || deviceMs === null) return lost
    const seconds = (deviceMs - lastMs) / MS_PER_SECOND
    const possible = seconds < 0 ? 0 : (seconds + 1) * SEQUENCE.recordsPerSecond
    return lost <= possible ? lost : 1
  }

  /** The line was cut: whatever comes next starts a new row. */
  reset(): void {
    this.#number = null
    this.#deviceMs = null
  }

  #isPast(
    number: number,
    last: number,
    deviceMs: number | null,
    lastMs: number | null,
    content: Uint8Array,
  ): boolean {
    const behind = (last - number + BYTE_RANGE) % BYTE_RANGE
    // A counter that stands still is no reason to drop records that differ.
    if (behind === 0) return deviceMs === lastMs && this.#frame.equals(content)
    if (deviceMs === null || lastMs === null || behind > SEQUENCE.lateRecords) return false
    return deviceMs <= lastMs && lastMs - deviceMs <= SEQUENCE.lateMs
  }
}
