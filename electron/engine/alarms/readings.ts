import type { NumericChannel } from '../../../drivers/model/channel.ts'
import { IntervalEstimate } from '../beds/interval.ts'
import { MONITOR } from '../bus.ts'

/** What is known of a parameter now. Times monotonic ms. */
export interface Reading {
  readonly channel: NumericChannel
  /** The device that sent it, MONITOR the bed's monitor. */
  readonly device: string
  readonly value: number | null
  readonly arrivedMs: number
  /** The monitor's own time of it, or null. */
  readonly deviceMs: number | null
  /** From when on there is no value unless another comes: at once for an invalid one, never for an episodic one. */
  readonly missingMs: number
  /** From when on its lack tells of the sensor: later than `missingMs` while nobody knows how often it comes. */
  readonly lackingMs: number
}

/**
 * Until a second value has told the interval of a device, so long passes: 2.5 times (DESIGN rule 2) the 10 s that
 * monitors usually take at most (CLINICAL 1.7).
 */
const UNKNOWN_INTERVAL_MS = 25_000

/** A value as it came. */
export interface Arrival {
  readonly channel: NumericChannel
  /** Absent: the bed's monitor. */
  readonly device?: string
  readonly value: number | null
  readonly atMs: number
  readonly deviceMs: number | null
}

/** The value that holds at `nowMs`: until the next one or its age limit (DESIGN rule 2). */
export function valueAt(reading: Reading, nowMs: number): number | null {
  return nowMs < reading.missingMs ? reading.value : null
}

/** The latest value of every parameter of a bed that ever had one. */
export class Readings {
  readonly #readings = new Map<string, Reading>()
  readonly #intervals = new Map<string, IntervalEstimate>()
  /** Worked out anew after a change: many looks at a bed read it. */
  #all: readonly Reading[] | null = null

  /** In the order in which they first came. */
  get all(): readonly Reading[] {
    this.#all ??= [...this.#readings.values()]
    return this.#all
  }

  of(parameter: string): Reading | undefined {
    return this.#readings.get(parameter)
  }

  take({ channel, device = MONITOR, value, atMs, deviceMs }: Arrival): void {
    const before = this.#readings.get(channel.key)
    // A parameter that never had a value is not missing.
    if (before === undefined && value === null) return
    const interval = this.#intervals.get(channel.key) ?? new IntervalEstimate(channel.wornAgeMs)
    this.#intervals.set(channel.key, interval)
    interval.arrived(atMs)
    // In whole milliseconds, as the record keeps times.
    const limitMs = Math.ceil(interval.ageLimitMs)
    const ageLimitMs = channel.timing === 'episodic' ? Number.POSITIVE_INFINITY : limitMs
    const missingMs = value === null ? Math.min(before?.missingMs ?? atMs, atMs) : atMs + ageLimitMs
    const waitsForNext = value !== null && !interval.isKnown
    const lackingMs = waitsForNext ? Math.max(missingMs, atMs + UNKNOWN_INTERVAL_MS) : missingMs
    this.#all = null
    this.#readings.set(channel.key, {
      channel,
      device,
      value,
      arrivedMs: atMs,
      deviceMs,
      missingMs,
      lackingMs,
    })
  }

  /** The line was away: what comes next says nothing about intervals. */
  interrupted(): void {
    for (const interval of this.#intervals.values()) interval.interrupted()
  }

  /** Another monitor, or another line: what came of these devices says nothing. */
  forget(devices: ReadonlySet<string>): void {
    this.#all = null
    for (const [key, { device }] of this.#readings) {
      if (!devices.has(device)) continue
      this.#readings.delete(key)
      this.#intervals.delete(key)
    }
  }

  /** Another patient: nothing is known. */
  clear(): void {
    this.#all = null
    this.#readings.clear()
    this.#intervals.clear()
  }
}
