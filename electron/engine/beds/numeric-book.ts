import type { Channel, NumericChannel } from '../../../drivers/model/channel.ts'
import { hasNumber, type Numeric } from '../../../drivers/model/measurement.ts'
import type { NumericView } from '../../ipc/views.ts'
import { IntervalEstimate } from './interval.ts'

interface Entry {
  readonly channel: NumericChannel
  readonly interval: IntervalEstimate
  numeric: Numeric
  arrivedMs: number
  arrivedUtcMs: number
  measuredUtcMs: number
  /** Since when it has had a valid value that never was too old, monotonic ms; null: it has none. */
  freshSinceMs: number | null
}

/** When a numeric arrived and, for an episodic one, when it was taken. */
export interface ArrivalTimes {
  readonly arrivedMs: number
  readonly arrivedUtcMs: number
  readonly measuredUtcMs: number
}

/** Past this many age limits there is no number any more (DESIGN rule 2). */
const GONE_AFTER_LIMITS = 2

function ageLimitOf(entry: Entry): number | null {
  return entry.channel.timing === 'episodic' ? null : entry.interval.ageLimitMs
}

function freshSince(entry: Entry, nowMs: number): number | null {
  const limitMs = ageLimitOf(entry) ?? Number.POSITIVE_INFINITY
  return nowMs - entry.arrivedMs <= limitMs ? entry.freshSinceMs : null
}

function goneAtMs(entry: Entry): number {
  const limitMs = ageLimitOf(entry)
  return limitMs === null ? Number.POSITIVE_INFINITY : entry.arrivedMs + GONE_AFTER_LIMITS * limitMs
}

/** The latest numeric of every channel of one bed, and how old it may become. */
export class NumericBook {
  readonly #entries = new Map<string, Entry>()
  readonly #order: ReadonlyMap<string, number>
  #keysRevision = 0

  /** In: the driver's channels; their order is the order of the views. */
  constructor(channels: readonly Channel[]) {
    this.#order = new Map(channels.map((channel, index) => [channel.key, index]))
  }

  /** A new value; repeats of an episodic reading are not given in. */
  take(numeric: Numeric, times: ArrivalTimes): void {
    const known = this.#entries.get(numeric.channel.key)
    if (known === undefined) {
      this.#dropOtherNames(numeric.channel)
      this.#keysRevision++
    }
    const freshSinceMs = hasNumber(numeric.validity)
      ? ((known === undefined ? null : freshSince(known, times.arrivedMs)) ?? times.arrivedMs)
      : null
    const interval = known?.interval ?? new IntervalEstimate(numeric.channel.wornAgeMs)
    interval.arrived(times.arrivedMs)
    const { channel } = numeric
    this.#entries.set(channel.key, { channel, interval, numeric, freshSinceMs, ...times })
  }

  /** Single readings are forgotten: who they are of has left. */
  forgetReadings(): void {
    for (const [key, { channel }] of this.#entries) {
      if (channel.timing !== 'episodic') continue
      this.#entries.delete(key)
      this.#keysRevision++
    }
  }

  /** Grows whenever `channels` holds others than before. */
  get keysRevision(): number {
    return this.#keysRevision
  }

  /** Whether a channel has come. */
  has(key: string): boolean {
    return this.#entries.has(key)
  }

  /** Every channel that has come, in no order. */
  get channels(): NumericChannel[] {
    return [...this.#entries.values()].map(({ channel }) => channel)
  }

  /** Since when a channel has had a value at `nowMs` that may stand as current, without a break; null: it has none. */
  freshSinceMs(key: string, nowMs: number): number | null {
    const entry = this.#entries.get(key)
    return entry === undefined ? null : freshSince(entry, nowMs)
  }

  /** Until when that value may stand as current, monotonic ms; minus infinity for a channel that has not come. */
  freshUntilMs(key: string): number {
    const entry = this.#entries.get(key)
    if (entry === undefined) return Number.NEGATIVE_INFINITY
    return entry.arrivedMs + (ageLimitOf(entry) ?? Number.POSITIVE_INFINITY)
  }

  /** The line was away; what comes next says nothing about intervals. */
  interrupted(): void {
    for (const entry of this.#entries.values()) {
      entry.interval.interrupted()
      entry.freshSinceMs = null
    }
  }

  /** When the next number becomes too old to be shown; monotonic ms, infinite if none will. */
  nextGoneMs(afterMs: number): number {
    let nextMs = Number.POSITIVE_INFINITY
    for (const entry of this.#entries.values()) {
      const atMs = goneAtMs(entry)
      if (atMs > afterMs && hasNumber(entry.numeric.validity)) nextMs = Math.min(nextMs, atMs)
    }
    return nextMs
  }

  /** Whether any continuous number is current: somebody is being measured. */
  isMeasured(nowMs: number): boolean {
    return [...this.#entries.values()].some((entry) => {
      const limitMs = ageLimitOf(entry)
      return limitMs !== null && hasNumber(entry.numeric.validity) && nowMs - entry.arrivedMs <= limitMs
    })
  }

  /** What the screens show at `nowMs`: no number where there is none, or where it is too old. */
  views(nowMs: number): NumericView[] {
    const entries = [...this.#entries.values()].sort((a, b) => this.#place(a) - this.#place(b))
    return entries.map((entry) => {
      const { key, id, label, unit, decimals, timing } = entry.channel
      const { validity, value } = entry.numeric
      const shown = hasNumber(validity) && nowMs < goneAtMs(entry)
      return {
        key,
        id,
        label,
        unit,
        decimals,
        episodic: timing === 'episodic',
        value: shown ? value : null,
        validity,
        arrivedUtcMs: entry.arrivedUtcMs,
        measuredUtcMs: entry.measuredUtcMs,
        ageLimitMs: ageLimitOf(entry),
      }
    })
  }

  /** The same field of the device under another name (a pressure was labelled) takes its place. */
  #dropOtherNames({ source, vendor }: NumericChannel): void {
    for (const [key, { channel }] of this.#entries) {
      if (channel.source === source && channel.vendor === vendor) this.#entries.delete(key)
    }
  }

  #place(entry: Entry): number {
    return this.#order.get(entry.channel.key) ?? this.#order.size
  }
}
