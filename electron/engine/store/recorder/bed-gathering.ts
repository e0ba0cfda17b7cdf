import type { Channel } from '../../../../drivers/model/channel.ts'
import { EpisodicFilter } from '../../../../drivers/model/episodic.ts'
import type { Alert, Fault, Measurement, Numeric } from '../../../../drivers/model/measurement.ts'
import { type BedBatch, heldBackMs, MONITOR, type TimedWave } from '../../bus.ts'
import { joinPieces } from '../codec/pieces.ts'
import type { StoredAlert, StoredClock, StoredNumeric, StoredWave } from '../types.ts'
import { ChannelWatch } from './channel-watch.ts'
import type { GapBook } from './gap-book.ts'
import { measuredUtcMsOf } from './measured-time.ts'

/** Device clocks count whole seconds and frames take a moment: less is no change. */
const DEVICE_CLOCK_CHANGE_MS = 1_500
const DEVICE_CLOCK_EVERY_MS = 60_000
/** Damaged frames in one second that, with no good data beside them, are a storm. */
const STORM_FRAMES = 5
const MS_PER_S = 1000

interface WaveGathering {
  readonly rateHz: number
  pieces: StoredWave[]
  endUtcMs: number | null
}

/** What is known of a bed besides what it sends. */
export interface BedSource {
  /** The number under which a channel is stored. */
  readonly numberOf: (batch: BedBatch, channel: Channel) => number
  /** Whether a channel was stored in an earlier run. */
  readonly isRecorded: (channel: number) => boolean
  /** LINK text of its line. */
  readonly link: () => string
}

/** What one bed, or one of its devices, has sent since the last second of record. */
export class BedGathering {
  #bed: string
  readonly #gaps: GapBook
  readonly #source: BedSource
  readonly #episodic = new EpisodicFilter()
  readonly #waves = new Map<number, WaveGathering>()
  #numerics: StoredNumeric[] = []
  #clocks: StoredClock[] = []
  #clockOffsetMs: number | null = null
  #clockStoredUtcMs = Number.NEGATIVE_INFINITY
  readonly #watch: ChannelWatch
  #damagedFrames = 0
  #damagedBytes = 0
  #hasData = false

  constructor(bed: string, gaps: GapBook, source: BedSource) {
    this.#bed = bed
    this.#gaps = gaps
    this.#watch = new ChannelWatch(bed, gaps)
    this.#source = source
  }

  /** Name of the line: of the bed, or of one of its devices. */
  get bed(): string {
    return this.#bed
  }

  /** The line has another name from now on. */
  rename(bed: string): void {
    this.#bed = bed
    this.#watch.rename(bed)
  }

  /** Episodic readings that came again: counted, not stored. */
  get repeats(): number {
    return this.#episodic.repeats
  }

  /** Readings already in the record: if they come again they are repeats. */
  remember(readings: readonly Numeric[]): void {
    this.#episodic.repeatsIn(readings)
  }

  /** Takes one batch. Out: the alerts in it, which do not wait for the end of the second. */
  take(batch: BedBatch): StoredAlert[] {
    const repeats = this.#episodic.repeatsIn(batch.measurements)
    this.#noteData(batch)
    const alerts: StoredAlert[] = []
    let wave = 0
    for (const measurement of batch.measurements) {
      this.#noteClock(batch, measurement)
      if (measurement.type === 'numeric' && !repeats.has(measurement)) this.#onNumeric(batch, measurement)
      else if (measurement.type === 'alert') alerts.push(alertRow(batch, measurement))
      else if (measurement.type === 'fault') this.#onFault(measurement)
      else if (measurement.type === 'wave') {
        const timed = batch.waves[wave++]
        if (timed !== undefined) this.#onWave(batch, timed)
      }
    }
    return alerts
  }

  /** Hands over the waves gathered, joined where they follow each other. */
  takeWaves(): StoredWave[] {
    const waves: StoredWave[] = []
    for (const gathering of this.#waves.values()) {
      if (gathering.pieces.length === 0) continue
      for (const piece of joinPieces(gathering.pieces, gathering.rateHz)) waves.push(compact(piece))
      gathering.pieces = []
    }
    return waves
  }

  /** Hands over the numerics gathered. */
  takeNumerics(): StoredNumeric[] {
    const numerics = this.#numerics
    this.#numerics = []
    return numerics
  }

  /** Hands over the device clock readings gathered. */
  takeClocks(): StoredClock[] {
    const clocks = this.#clocks
    this.#clocks = []
    return clocks
  }

  /** The second is over: damaged frames alone are a reason of their own why there is nothing. */
  endSecond(nowUtcMs: number): void {
    if (!this.#hasData && this.#damagedFrames >= STORM_FRAMES) {
      const evidence = `${this.#damagedFrames} damaged frames (${this.#damagedBytes} bytes) in a second, no good one`
      this.#gaps.open(this.bed, 'checksumStorm', evidence, nowUtcMs)
    }
    if (this.#hasData) this.#watch.look(nowUtcMs)
    this.#hasData = false
    this.#damagedFrames = 0
    this.#damagedBytes = 0
  }

  /** Rate of a wave channel of this bed, or null. */
  rateOf(channel: number): number | null {
    return this.#waves.get(channel)?.rateHz ?? null
  }

  /** Ends the open gap where the first data begin; faults and identity alone are no data. */
  #noteData(batch: BedBatch): void {
    let fromUtcMs = Number.POSITIVE_INFINITY
    let toUtcMs = Number.NEGATIVE_INFINITY
    for (const { wave, startUtcMs } of batch.waves) {
      fromUtcMs = Math.min(fromUtcMs, startUtcMs)
      toUtcMs = Math.max(toUtcMs, startUtcMs + (wave.samples.length * MS_PER_S) / wave.channel.rateHz)
    }
    for (const measurement of batch.measurements) {
      if (measurement.type !== 'numeric') continue
      const arrivedUtcMs = batch.atUtcMs - heldBackMs(batch, measurement)
      fromUtcMs = Math.min(fromUtcMs, arrivedUtcMs)
      toUtcMs = Math.max(toUtcMs, arrivedUtcMs)
    }
    if (toUtcMs < fromUtcMs) return
    this.#hasData = true
    this.#gaps.data(this.bed, fromUtcMs, toUtcMs)
  }

  #onNumeric(batch: BedBatch, numeric: Numeric): void {
    const channel = this.#source.numberOf(batch, numeric.channel)
    const arrivedUtcMs = batch.atUtcMs - heldBackMs(batch, numeric)
    const atUtcMs = Math.round(arrivedUtcMs)
    if (numeric.channel.timing === 'continuous') this.#watch.numeric(channel, numeric.validity, atUtcMs)
    this.#numerics.push({
      channel,
      atUtcMs,
      measuredUtcMs: Math.round(measuredUtcMsOf(numeric, arrivedUtcMs)),
      deviceMs: numeric.deviceMs === null ? null : Math.round(numeric.deviceMs),
      value: numeric.value,
      validity: numeric.validity,
    })
  }

  #onWave(batch: BedBatch, timed: TimedWave): void {
    const { wave, startUtcMs } = timed
    const channel = this.#source.numberOf(batch, wave.channel)
    const { rateHz } = wave.channel
    const gathering = this.#waves.get(channel) ?? { rateHz, pieces: [], endUtcMs: null }
    this.#waves.set(channel, gathering)
    const lastUtcMs = gathering.endUtcMs ?? this.#recordedUntil(channel)
    if (timed.gapBefore && lastUtcMs !== null) {
      this.#gaps.hole(this.bed, { channel, rateHz }, { fromUtcMs: lastUtcMs, toUtcMs: startUtcMs })
    }
    gathering.endUtcMs = startUtcMs + (wave.samples.length * MS_PER_S) / rateHz
    this.#watch.wave(channel, startUtcMs, gathering.endUtcMs)
    if (wave.samples.length === 0) return
    const { samples, missing, marks } = wave
    gathering.pieces.push({ channel, startUtcMs, samples, missing, marks })
  }

  /** A wave of an earlier run goes on behind the gap since then. */
  #recordedUntil(channel: number): number | null {
    const gapEndUtcMs = this.#gaps.lastGapEnd(this.bed)
    return this.#source.isRecorded(channel) && Number.isFinite(gapEndUtcMs) ? gapEndUtcMs : null
  }

  #onFault(fault: Fault): void {
    const damaged = fault.kind === 'checksum' || fault.kind === 'length' || fault.kind === 'short'
    if (!damaged) return
    this.#damagedFrames += fault.count ?? 1
    this.#damagedBytes += fault.bytes
  }

  #noteClock(batch: BedBatch, measurement: Measurement): void {
    if (measurement.deviceMs === null) return
    const arrivedUtcMs = batch.atUtcMs - heldBackMs(batch, measurement)
    const offsetMs = measurement.deviceMs - arrivedUtcMs
    const changed =
      this.#clockOffsetMs === null || Math.abs(offsetMs - this.#clockOffsetMs) > DEVICE_CLOCK_CHANGE_MS
    if (!changed && arrivedUtcMs - this.#clockStoredUtcMs < DEVICE_CLOCK_EVERY_MS) return
    this.#clockOffsetMs = offsetMs
    this.#clockStoredUtcMs = arrivedUtcMs
    const deviceMs = Math.round(measurement.deviceMs)
    const { device } = batch
    this.#clocks.push({
      bed: batch.bed,
      ...(device !== undefined && device !== MONITOR && { device }),
      atUtcMs: Math.round(arrivedUtcMs),
      deviceMs,
      link: this.#source.link(),
    })
  }
}

function alertRow(batch: BedBatch, alert: Alert): StoredAlert {
  const { phase, priority, kind, text, device } = alert
  const row = { bed: batch.bed, atUtcMs: Math.round(batch.atUtcMs), phase, priority, kind, text }
  return device === undefined ? row : { ...row, device }
}

/** A view into a larger buffer would carry all of it to the worker. */
function compact(wave: StoredWave): StoredWave {
  if (wave.samples.byteLength === wave.samples.buffer.byteLength) return wave
  return { ...wave, samples: wave.samples.slice() }
}
