import type { Measurement } from '../../../drivers/model/measurement.ts'

interface Sent {
  readonly atMs: number
  readonly value: number | null
  /** The longest time between two values up to this one. */
  readonly longestMs: number
}

/** The numbers that a monitor sent, by channel, with their times (monotonic ms). */
export class SentNumbers {
  readonly #sent = new Map<string, Sent[]>()

  constructor(measurements: Iterable<Measurement>) {
    for (const one of measurements) {
      if (one.type !== 'numeric') continue
      const { key } = one.channel
      const all = this.#sent.get(key) ?? []
      const before = all.at(-1)
      const longestMs = before === undefined ? 0 : Math.max(before.longestMs, one.atMs - before.atMs)
      all.push({ atMs: one.atMs, value: one.value, longestMs })
      this.#sent.set(key, all)
    }
  }

  /** When this value was last sent up to `atMs`; null if it never was. */
  lastOf(key: string, value: number | null, atMs: number): number | null {
    const sent = this.#sent.get(key) ?? []
    for (let at = lastUpTo(sent, atMs); at >= 0; at--) {
      const one = sent[at]
      if (one?.value === value) return one.atMs
    }
    return null
  }

  /** The longest time between two values of a channel up to `atMs`. */
  longestIntervalMs(key: string, atMs: number): number {
    const sent = this.#sent.get(key) ?? []
    return sent[lastUpTo(sent, atMs)]?.longestMs ?? 0
  }
}

/** Index of the last one not after `atMs` in rising times; -1 if all are. */
function lastUpTo(sent: readonly Sent[], atMs: number): number {
  let low = 0
  let high = sent.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sent[middle]?.atMs ?? 0) <= atMs) low = middle + 1
    else high = middle
  }
  return low - 1
}
