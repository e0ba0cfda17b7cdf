import type { Measurement } from '../../../drivers/model/measurement.ts'

interface Sent {
  readonly atMs: number
  readonly value: number | null
}

/** The numbers that a monitor sent, by channel, with their times (monotonic ms). */
export class SentNumbers {
  readonly #sent = new Map<string, Sent[]>()

  constructor(measurements: Iterable<Measurement>) {
    for (const one of measurements) {
      if (one.type !== 'numeric') continue
      const { key } = one.channel
      const all = this.#sent.get(key) ?? []
      all.push({ atMs: one.atMs, value: one.value })
      this.#sent.set(key, all)
    }
  }

  /** When this value was last sent up to `atMs`; null if it never was. */
  lastOf(key: string, value: number | null, atMs: number): number | null {
    const sent = this.#sent.get(key)?.findLast((one) => one.atMs <= atMs && one.value === value)
    return sent?.atMs ?? null
  }

  /** The longest time between two values of a channel up to `atMs`. */
  longestIntervalMs(key: string, atMs: number): number {
    let longestMs = 0
    let lastMs: number | null = null
    for (const one of this.#sent.get(key) ?? []) {
      if (one.atMs > atMs) break
      longestMs = Math.max(longestMs, one.atMs - (lastMs ?? one.atMs))
      lastMs = one.atMs
    }
    return longestMs
  }
}
