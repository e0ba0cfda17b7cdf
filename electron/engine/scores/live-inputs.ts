import type { NumericChannel } from '../../../drivers/model/channel.ts'
import { EpisodicFilter } from '../../../drivers/model/episodic.ts'
import type { Numeric } from '../../../drivers/model/measurement.ts'
import type { Dated } from '../analytics/scores/observations.ts'
import { IntervalEstimate } from '../beds/interval.ts'
import { type BedBatch, heldBackMs } from '../bus.ts'
import type { Clock } from '../clock.ts'
import { medianOf } from '../export/statistics.ts'
import { measuredUtcMsOf } from '../store/recorder/measured-time.ts'
import {
  firstCurrent,
  MEASURED_INPUTS,
  MEDIAN_MS,
  type MeasuredInput,
  mayScore,
  monitorFirst,
  rankOf,
} from './sources.ts'

interface Reading {
  /** Monotonic ms: a clock that is set changes no age. */
  readonly measuredMs: number
  /** Null: the monitor sent no number, or doubts it. */
  readonly value: number | null
}

/** What one channel brought in the last five minutes, oldest first; of an episodic one the last reading alone. */
interface Series {
  readonly channel: NumericChannel
  readonly interval: IntervalEstimate
  readings: Reading[]
}

/** What the monitor of one bed measured that scores read. */
export class LiveInputs {
  readonly #clock: Clock
  readonly #series = new Map<string, Series>()
  /** Channels are shared by reference; those that no score reads are remembered as well. */
  readonly #isRead = new Map<NumericChannel, boolean>()
  readonly #episodic = new EpisodicFilter()
  /** Nothing that was measured before is of who lies in the bed. */
  #fromMs = Number.NEGATIVE_INFINITY

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Somebody else lies in the bed, or another monitor feeds it: nothing of before counts. */
  reset(): void {
    this.#series.clear()
    this.#episodic.reset()
    this.#fromMs = this.#clock.monotonicMs()
  }

  /** The line was away: the time until the next value is no interval. */
  interrupted(): void {
    for (const { interval } of this.#series.values()) interval.interrupted()
  }

  take(batch: BedBatch): void {
    const repeats = this.#episodic.repeatsIn(batch.measurements)
    const nowMs = this.#clock.monotonicMs()
    for (const measurement of batch.measurements) {
      if (measurement.type !== 'numeric' || repeats.has(measurement)) continue
      if (!this.#reads(measurement.channel)) continue
      // A replay at high speed runs ahead of the clock.
      this.#takeOne(measurement, Math.min(batch.atMs, nowMs) - heldBackMs(batch, measurement))
    }
  }

  /** What is known of each input at `nowMs`, with its times on the same clock. */
  at(nowMs: number): Readonly<Record<MeasuredInput, Dated<number> | null>> {
    const found: Partial<Record<MeasuredInput, Dated<number> | null>> = {}
    for (const input of MEASURED_INPUTS) found[input] = this.#inputAt(input, nowMs)
    return {
      respiration: found.respiration ?? null,
      spo2: found.spo2 ?? null,
      systolic: found.systolic ?? null,
      diastolic: found.diastolic ?? null,
      pulse: found.pulse ?? null,
      temperature: found.temperature ?? null,
    }
  }

  #reads(channel: NumericChannel): boolean {
    const known = this.#isRead.get(channel)
    if (known !== undefined) return known
    const isRead = MEASURED_INPUTS.some((input) => rankOf(input, channel) !== null)
    this.#isRead.set(channel, isRead)
    return isRead
  }

  #takeOne(numeric: Numeric, arrivedMs: number): void {
    const { channel, value } = numeric
    const arrivedUtcMs = this.#clock.utcMs(arrivedMs)
    const measuredMs = arrivedMs - (arrivedUtcMs - measuredUtcMsOf(numeric, arrivedUtcMs))
    if (measuredMs < this.#fromMs) return
    const known = this.#series.get(channel.key)
    const series = known ?? { channel, interval: new IntervalEstimate(), readings: [] }
    if (known === undefined) this.#series.set(channel.key, series)
    series.interval.arrived(arrivedMs)
    const reading = { measuredMs, value: mayScore(numeric) ? value : null }
    if (channel.timing === 'episodic') series.readings = [reading]
    else series.readings.push(reading)
    const tooOld = series.readings.findIndex((one) => one.measuredMs > measuredMs - MEDIAN_MS)
    if (tooOld > 0) series.readings.splice(0, tooOld)
  }

  #inputAt(input: MeasuredInput, nowMs: number): Dated<number> | null {
    const ranked = [...this.#series.values()]
      .map((series) => ({ series, rank: rankOf(input, series.channel) }))
      .filter(({ rank }) => rank !== null)
      .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || monitorFirst(a.series.channel, b.series.channel))
    return firstCurrent(
      ranked.flatMap(({ series }) => datedOf(series, nowMs) ?? []),
      nowMs,
    )
  }
}

/** The newest reading, or the median of the last five minutes of a stream; null where the newest is no good number. */
function datedOf({ channel, interval, readings }: Series, nowMs: number): Dated<number> | null {
  const newest = readings.at(-1)
  if (newest === undefined || newest.value === null) return null
  const { measuredMs: measuredAtMs, value } = newest
  if (channel.timing === 'episodic') return { value, measuredAtMs, currentForMs: Number.POSITIVE_INFINITY }
  const recent = readings.filter(({ measuredMs }) => measuredMs > nowMs - MEDIAN_MS)
  const values = recent.flatMap((one) => (one.value === null ? [] : [one.value]))
  return { value: medianOf(values) ?? value, measuredAtMs, currentForMs: interval.ageLimitMs }
}
