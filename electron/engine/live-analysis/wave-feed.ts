import type { WaveChannel } from '../../../drivers/model/channel.ts'
import type { Wave } from '../../../drivers/model/measurement.ts'
import type { SampleRemark } from '../analytics/quality/wave-quality.ts'
import type { TimedWave } from '../bus.ts'
import type { Lane } from './lane.ts'

const MS_PER_S = 1_000
/** A longer hole starts the analysis anew; a shorter one goes in as missing samples. */
const MOST_FILLED_MS = 30_000
/** Samples that would lie this far before the ones before them: a clock was set. */
const MOST_OVERLAP_MS = 20
const MICROVOLT = 0.001

/** Factor to millivolts; 1 where the unit is none of a voltage. */
function factorOf({ unit }: WaveChannel): number {
  return unit === 'uV' ? MICROVOLT : 1
}

/** What the monitor says of each sample: an electrode stays off until the end of its chunk. */
function remarksOf({ samples, marks }: Wave): {
  readonly remarks: SampleRemark[]
  readonly paced: Set<number>
} {
  const remarks = new Array<SampleRemark>(samples.length).fill(null)
  const paced = new Set<number>()
  for (const { at, kind } of marks) {
    if (kind === 'pace') paced.add(at)
    if (kind === 'saturation' && remarks[at] === null) remarks[at] = 'saturation'
    if (kind === 'leadOff') remarks.fill('leadOff', at)
  }
  return { remarks, paced }
}

/**
 * Brings one wave of a bed to its lane, sample by sample, and keeps where the lane stands in station time. What is
 * missing goes in as missing; another rate or scale, a long hole and a clock that was set start the lane anew.
 */
export class WaveFeed {
  readonly channel: WaveChannel
  readonly #make: () => Lane
  #lane: Lane
  #count = 0
  #nextUtcMs: number | null = null

  constructor(channel: WaveChannel, make: () => Lane) {
    this.channel = channel
    this.#make = make
    this.#lane = make()
  }

  get lane(): Lane {
    return this.#lane
  }

  /** Station time behind the last sample; null before the first. */
  get nextUtcMs(): number | null {
    return this.#nextUtcMs
  }

  /** Seconds since the first sample of the lane at a station time. */
  secondsAt(utcMs: number): number {
    return this.#count / this.channel.rateHz + (utcMs - (this.#nextUtcMs ?? utcMs)) / MS_PER_S
  }

  /** The station time of so many seconds since the first sample of the lane. */
  utcMsAt(seconds: number): number {
    return (this.#nextUtcMs ?? 0) + (seconds - this.#count / this.channel.rateHz) * MS_PER_S
  }

  take({ wave, startUtcMs, gapBefore }: TimedWave): void {
    const next = this.#nextUtcMs
    if (next !== null && gapBefore) this.#hole(startUtcMs - next)
    this.#push(wave)
    this.#nextUtcMs = startUtcMs + (wave.samples.length * MS_PER_S) / this.channel.rateHz
  }

  #hole(lengthMs: number): void {
    if (lengthMs > MOST_FILLED_MS || lengthMs < -MOST_OVERLAP_MS) {
      this.#lane = this.#make()
      this.#count = 0
      return
    }
    // One at least: nothing is read across a place where samples were lost.
    const missing = Math.max(1, Math.round((lengthMs * this.channel.rateHz) / MS_PER_S))
    for (let index = 0; index < missing; index++) this.#missing()
  }

  #missing(): void {
    this.#count++
    this.#lane.push({ value: Number.NaN, isPaced: false, remark: null })
  }

  #push(wave: Wave): void {
    const { samples, missing, marks } = wave
    const { gain, offset } = wave.channel
    const factor = factorOf(wave.channel)
    const { remarks, paced } = remarksOf(wave)
    const gaps = new Set(marks.filter(({ kind, at }) => kind === 'gap' && at > 0).map(({ at }) => at))
    const isMissing = new Uint8Array(samples.length)
    for (const { start, length } of missing) isMissing.fill(1, start, start + length)
    for (const [index, sample] of samples.entries()) {
      if (gaps.has(index)) this.#missing()
      const remark = remarks[index] ?? null
      const isLost = isMissing[index] === 1 || remark === 'leadOff'
      const value = isLost ? Number.NaN : (sample * gain + offset) * factor
      this.#count++
      this.#lane.push({ value, isPaced: paced.has(index), remark })
    }
  }
}
