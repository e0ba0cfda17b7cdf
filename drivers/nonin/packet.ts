import type { Out } from '../driver.ts'
import { FormatLock } from '../framing/lock.ts'
import { SampleBatch } from '../framing/sample-batch.ts'
import type { Validity } from '../model/measurement.ts'
import { floatPlans, pleth8, pleth16 } from './channels.ts'
import {
  BYTE_VALUES,
  DF2,
  DF7,
  HIGHEST_SATURATION_PERCENT,
  LOW_7,
  NONE,
  PACKET,
  RATE_HIGH,
  STATUS,
} from './codes.ts'

/** Samples joined into one wave; a packet is five of them, so waves begin where packets do. */
const BATCH_SAMPLES = 5

interface Sample {
  readonly pleth: number
  readonly isData: boolean
  readonly atMs: number
}

/**
 * Puts the frames of formats 2 and 7 together to packets and tells what they say.
 * Nothing is told before one whole packet came with its sync bit in the first
 * frame only, so the first packet gives its pleth and numbers at its end; one
 * damaged or missing frame starts that again.
 */
export class PacketReader {
  readonly #out: Out
  readonly #isDf2: boolean
  readonly #pleth: SampleBatch
  readonly #lock = new FormatLock(PACKET.frames)
  readonly #floats = new Uint8Array(PACKET.frames)
  /** Frames of the packet at hand; 0 while the first frame of a packet is looked for. */
  #frames = 0
  /** All status bits that any frame of the packet had. */
  #status = 0
  /** Whether every frame of the packet at hand came inside the lock; else its samples wait for its end. */
  #trusted = false
  #waiting: Sample[] = []

  constructor(format: 'df2' | 'df7', out: Out) {
    this.#out = out
    this.#isDf2 = format === 'df2'
    this.#pleth = new SampleBatch(this.#isDf2 ? pleth8 : pleth16, BATCH_SAMPLES, out)
  }

  /** Whether one whole packet came and nothing was lost since. */
  get isLocked(): boolean {
    return this.#lock.locked
  }

  /** One well-formed frame. Arrival in monotonic milliseconds. */
  frame(frame: Uint8Array, atMs: number): void {
    const offsets = this.#isDf2 ? DF2.offset : DF7.offset
    const status = frame[offsets.status] ?? 0
    const isFirst = (status & STATUS.sync) !== 0
    if (isFirst !== (this.#frames === 0 || this.#frames === PACKET.frames)) {
      if (this.#frames > 0) this.#outOfStep(frame.length, atMs)
      if (!isFirst) return
    }
    if (isFirst) this.#begin()
    this.#lock.wellFormed()
    this.#floats[this.#frames++] = frame[offsets.float] ?? 0
    this.#status |= status
    const sample = this.#sample(frame, status, atMs)
    if (this.#trusted) this.#tell(sample)
    else this.#waiting.push(sample)
    if (this.#frames === PACKET.frames && this.#lock.locked) this.#finish(atMs)
  }

  /** Time passes; samples do not wait for what comes after a silence. */
  tick(atMs: number): void {
    this.#pleth.tick(atMs)
  }

  /** A frame was damaged or the input ended: the next packet must begin from its first frame. */
  lost(atMs: number): void {
    this.#lock.malformed()
    this.#frames = 0
    this.#trusted = false
    this.#waiting = []
    this.#pleth.gap(atMs)
  }

  #begin(): void {
    this.#frames = 0
    this.#status = 0
    this.#trusted = this.#lock.locked
  }

  #outOfStep(bytes: number, atMs: number): void {
    this.lost(atMs)
    this.#out.measure({ type: 'fault', kind: 'lostFrame', bytes, atMs, deviceMs: null })
  }

  #sample(frame: Uint8Array, status: number, atMs: number): Sample {
    const pleth = this.#isDf2
      ? (frame[DF2.offset.pleth] ?? 0)
      : (frame[DF7.offset.plethHigh] ?? 0) * BYTE_VALUES + (frame[DF7.offset.plethLow] ?? 0)
    return { pleth, isData: (status & (STATUS.sensorAlarm | STATUS.sensorDisconnected)) === 0, atMs }
  }

  #tell({ pleth, isData, atMs }: Sample): void {
    this.#pleth.add(pleth, isData, atMs)
  }

  #finish(atMs: number): void {
    for (const sample of this.#waiting) this.#tell(sample)
    this.#waiting = []
    this.#numbers(atMs)
  }

  #numbers(atMs: number): void {
    const off = (this.#status & (STATUS.sensorAlarm | STATUS.sensorDisconnected)) !== 0
    const doubtful = (this.#status & (STATUS.outOfTrack | STATUS.artefact)) !== 0
    for (const { row, channel } of floatPlans) {
      const first = this.#floats[row.frame - 1] ?? 0
      const second = this.#floats[row.frame] ?? 0
      const value = row.kind === 'rate' ? rateOf(first, second) : saturationOf(first)
      const validity = validityOf(value, off, doubtful)
      const shown = validity === 'off' ? null : value
      this.#out.measure({ type: 'numeric', channel, value: shown, validity, atMs, deviceMs: null })
    }
  }
}

/** Beats a minute of the two rate bytes of seven bits; null if they mean no measurement. */
export function rateOf(high: number, low: number): number | null {
  return knownRate(((high & RATE_HIGH) << 7) | (low & LOW_7))
}

/** The rate, or null where the number means no measurement. */
export function knownRate(rate: number): number | null {
  return rate === NONE.rate || rate === 0 ? null : rate
}

/** Percent; null for "missing" and for anything that cannot be a saturation. */
export function saturationOf(byte: number): number | null {
  return byte === NONE.saturation || byte === 0 || byte > HIGHEST_SATURATION_PERCENT ? null : byte
}

/** What the sensor's state makes of a value. */
export function validityOf(value: number | null, off: boolean, doubtful: boolean): Validity {
  if (off) return 'off'
  if (value === null) return 'invalid'
  return doubtful ? 'questionable' : 'good'
}
