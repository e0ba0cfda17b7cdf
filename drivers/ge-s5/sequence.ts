import { SEQUENCE } from './codes.ts'

const BYTE_RANGE = 256
const MS_PER_SECOND = 1000

/**
 * Finds lost records by the counter in their header: each main type counts for
 * itself, modulo 256 (section 3). A jump that cannot be explained by the time
 * that has passed is a restart of the monitor or of a recording, and then the
 * number of lost records is unknown.
 */
export class SequenceCounter {
  #number: number | null = null
  #deviceMs: number | null = null

  /** In: counter and clock of the record that has come. Out: records lost before it; at least 1 if the row broke. */
  lostBefore(number: number, deviceMs: number | null): number {
    const last = this.#number
    const lastMs = this.#deviceMs
    this.#number = number
    this.#deviceMs = deviceMs
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
}
