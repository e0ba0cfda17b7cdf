import type { Numeric } from '../../../drivers/model/measurement.ts'
import { NumericBook } from '../beds/numeric-book.ts'
import { ParameterTable } from '../beds/parameter-table.ts'
import { chooseSource, RETURN_AFTER_MS } from '../beds/source-choice.ts'
import { MONITOR } from '../bus.ts'
import type { GapCause, StoredGap, StoredNumeric } from '../store/types.ts'
import type { Arrival } from './readings.ts'

/** A channel of numbers and its number in the record. */
export interface NumberedChannel {
  readonly number: number
  readonly channel: Numeric['channel']
}

/** A line that only fell silent was noticed later: until then the age of its values alone decided. */
const SILENCE: ReadonlySet<GapCause> = new Set(['silent'])

interface Device {
  readonly name: string
  readonly book: NumericBook
  /** By when they begin. */
  readonly gaps: StoredGap[]
  /** Until here its gaps were taken into account, UTC ms. */
  seenUtcMs: number
}

/**
 * Which stored values of a bed with several devices counted when they came: the rule of the live bed
 * (beds/source-choice.ts) over its record. Told in the order in which they came, times UTC ms.
 */
export class CountedValues {
  readonly #devices: readonly Device[]
  readonly #table: ParameterTable
  readonly #chosen = new Map<string, string>()
  readonly #lookedUtcMs = new Map<string, number>()
  /** The channels of each parameter, by its key and the device. */
  readonly #senders = new Map<string, Map<string, string>>()

  /** In: the channels that have limits, of all devices. */
  constructor(channels: readonly NumberedChannel[]) {
    const names = new Set([MONITOR, ...channels.map(({ channel }) => channel.device ?? MONITOR)])
    // No name of a device sorts before that of the monitor.
    const tables = [...names].sort().map((device) => ({
      device,
      channels: channels.flatMap(({ channel }) => ((channel.device ?? MONITOR) === device ? [channel] : [])),
    }))
    this.#table = new ParameterTable(tables)
    this.#devices = tables.map(({ device, channels: own }) => ({
      name: device,
      book: new NumericBook(own),
      gaps: [],
      seenUtcMs: Number.NEGATIVE_INFINITY,
    }))
    for (const { channel } of channels) {
      const { key } = this.parameterOf(channel)
      const senders = this.#senders.get(key) ?? new Map<string, string>()
      this.#senders.set(key, senders)
      senders.set(channel.device ?? MONITOR, channel.key)
    }
  }

  /** The channel by whose key the bed knows a number, whichever device sent it. */
  parameterOf(channel: Numeric['channel']): Numeric['channel'] {
    return this.#table.of(channel, channel.device ?? MONITOR)
  }

  /** Gaps of the stretch that is told next, in order of time. */
  gaps(gaps: readonly StoredGap[]): void {
    for (const device of this.#devices) {
      const own = gaps.filter(
        ({ channel, device: of, cause }) =>
          channel === null && !SILENCE.has(cause) && (of === undefined || of === device.name),
      )
      device.gaps.splice(0, device.gaps.length, ...own)
    }
  }

  /** A value as it came. Out: what the limits heard of it; null where the value of another device counted. */
  take(channel: Numeric['channel'], { atUtcMs, value, validity, deviceMs }: StoredNumeric): Arrival | null {
    const name = channel.device ?? MONITOR
    const parameter = this.parameterOf(channel)
    const arrival = { channel: parameter, device: name, value, atMs: atUtcMs, deviceMs }
    const device = this.#devices.find((one) => one.name === name)
    // It may have the word on the screen, and no limit is held against it.
    const heard = channel.isNoAlarmSource === true ? null : arrival
    // A single reading counts whoever took it.
    if (channel.timing === 'episodic' || device === undefined) return heard
    for (const moment of this.#momentsOf(parameter.key, atUtcMs)) this.#look(parameter.key, moment)
    for (const one of this.#devices) this.#passGaps(one, atUtcMs)
    this.#look(parameter.key, atUtcMs)
    const numeric: Numeric = { type: 'numeric', channel, value, validity, atMs: atUtcMs, deviceMs }
    device.book.take(numeric, { arrivedMs: atUtcMs, arrivedUtcMs: atUtcMs, measuredUtcMs: atUtcMs })
    this.#look(parameter.key, atUtcMs)
    return this.#chosen.get(parameter.key) === name ? heard : null
  }

  /** What came before a gap, which begins with the last value, says nothing behind it. */
  #passGaps(device: Device, nowUtcMs: number): void {
    const begun = device.gaps.some(({ fromUtcMs }) => fromUtcMs >= device.seenUtcMs && fromUtcMs < nowUtcMs)
    if (begun) device.book.interrupted()
    device.seenUtcMs = nowUtcMs
  }

  /** When, since it was looked last, time alone may have given the word to another device: a live bed looks all the time. */
  #momentsOf(parameter: string, nowUtcMs: number): number[] {
    const sinceUtcMs = this.#lookedUtcMs.get(parameter) ?? nowUtcMs
    const senders = this.#senders.get(parameter)
    const moments = this.#devices.flatMap(({ name, book, gaps }) => {
      const key = senders?.get(name)
      if (key === undefined) return []
      const freshSinceMs = book.freshSinceMs(key, sinceUtcMs)
      return [
        book.freshUntilMs(key) + 1,
        ...(freshSinceMs === null ? [] : [freshSinceMs + RETURN_AFTER_MS]),
        ...gaps.map(({ fromUtcMs }) => fromUtcMs + 1),
      ]
    })
    return moments.filter((atUtcMs) => atUtcMs > sinceUtcMs && atUtcMs < nowUtcMs).sort((a, b) => a - b)
  }

  #look(parameter: string, nowUtcMs: number): void {
    this.#lookedUtcMs.set(parameter, nowUtcMs)
    const senders = this.#senders.get(parameter)
    const sources = this.#devices.flatMap(({ name, book, gaps }) => {
      const key = senders?.get(name)
      if (key === undefined || !book.has(key)) return []
      const isAway = gaps.some(({ fromUtcMs, toUtcMs }) => fromUtcMs < nowUtcMs && nowUtcMs < toUtcMs)
      return [{ device: name, freshSinceMs: isAway ? null : book.freshSinceMs(key, nowUtcMs) }]
    })
    const chosen = chooseSource(sources, this.#chosen.get(parameter) ?? null, nowUtcMs)
    if (chosen !== null) this.#chosen.set(parameter, chosen)
  }
}
