import type { Out } from '../driver.ts'
import type { WaveChannel } from '../model/channel.ts'
import type { MissingRun, WaveMark } from '../model/measurement.ts'
import { unitOf, waveChannel, withHandle } from './channels.ts'
import { ATTRIBUTE, FIXED_VALUE, PENDING_WAVES, SAMPLE, STATE, TICKS_PER_MS } from './codes.ts'
import type { PolledObject } from './message.ts'
import type { Stamped } from './numerics.ts'
import { ObjectBook, ObjectNotes, Owners } from './objects.ts'
import { Reader } from './reader.ts'

const MS_PER_SECOND = 1000
const NO_UNIT = '1'

/** Samples that came before their scale: kept raw. */
interface Pending {
  readonly physio: number
  readonly state: number
  readonly raw: Uint16Array
  readonly lostBefore: boolean
  readonly stamp: Stamped
}

/** Which bit pattern of a sample means what. */
interface FixedValue {
  readonly kind: number
  readonly pattern: number
}

class WaveNotes extends ObjectNotes {
  periodTicks: number | null = null
  mask = 0
  scale: { readonly gain: number; readonly offset: number } | null = null
  hasPhysicalUnit = false
  fixed: readonly FixedValue[] = []
  channels = new Map<number, WaveChannel | null>()
  pending: Pending[] = []
  nextTicks: number | null = null

  /** Takes what a poll result says about the wave. Out: whether it may change the channel. */
  override learn(object: PolledObject): boolean {
    const { attributes } = object
    let changed = super.learn(object) || attributes.has(ATTRIBUTE.unit)
    const period = attributes.get(ATTRIBUTE.samplePeriod)
    if (period !== undefined) {
      this.periodTicks = new Reader(period).u32() || null
      changed = true
    }
    const spec = attributes.get(ATTRIBUTE.waveSpec)
    if (spec !== undefined) this.mask = (1 << Math.min(SAMPLE.bits, spec[SAMPLE.significantAt] ?? 0)) - 1
    const scale = attributes.get(ATTRIBUTE.scale)
    if (scale !== undefined) {
      this.#learnScale(new Reader(scale))
      changed = true
    }
    const fixed = attributes.get(ATTRIBUTE.fixedValues)
    if (fixed !== undefined) this.fixed = readFixed(new Reader(fixed))
    return changed
  }

  get isReady(): boolean {
    const unitKnown = !this.hasPhysicalUnit || this.unit !== null
    const isNamed = this.label !== null && this.scale !== null && this.periodTicks !== null
    return isNamed && unitKnown && this.mask > 0 && this.mask <= SAMPLE.highest
  }

  #learnScale(reader: Reader): void {
    const lowest = reader.float()
    const highest = reader.float()
    const lowScaled = reader.u16()
    const highScaled = reader.u16()
    if (reader.failed) return
    const isPhysical = lowest !== null && highest !== null && highScaled !== lowScaled
    this.hasPhysicalUnit = isPhysical
    if (!isPhysical) {
      this.scale = { gain: 1, offset: 0 }
      return
    }
    const gain = (highest - lowest) / (highScaled - lowScaled)
    this.scale = { gain, offset: lowest - lowScaled * gain }
  }
}

function readFixed(reader: Reader): FixedValue[] {
  const count = reader.u16()
  reader.skip(2)
  const values: FixedValue[] = []
  for (let index = 0; index < count && !reader.failed; index++) {
    values.push({ kind: reader.u16(), pattern: reader.u16() })
  }
  return reader.failed ? [] : values
}

/**
 * Turns objects of class wave into samples with their scale. Samples that come
 * before their label and scale wait for them; what does not fit in the wait is reported as lost.
 */
export class WaveDecoder {
  readonly #out: Out
  readonly #book = new ObjectBook((context, handle) => new WaveNotes(context, handle))
  readonly #owners = new Owners()
  /** Channels that have sent samples, and those whose next samples do not join their last ones. */
  readonly #running = new Set<string>()
  readonly #interrupted = new Set<string>()

  constructor(out: Out) {
    this.#out = out
  }

  /** The line was lost: what comes next does not join what was there. */
  gap(): void {
    for (const key of this.#running) this.#interrupted.add(key)
    for (const notes of this.#book.values()) notes.nextTicks = null
  }

  reset(): void {
    this.#book.reset()
    this.#owners.reset()
  }

  /** One object of a poll result. Out: whether its layout held, and how many messages were dropped for want of a scale. */
  decode(
    object: PolledObject,
    stamp: Stamped,
  ): { readonly cut: boolean; readonly illegalUnits: number; readonly dropped: number } {
    const notes = this.#book.of(object)
    if (notes.learn(object)) notes.channels.clear()
    const arrays = arraysOf(object)
    if (arrays === null) return { cut: true, illegalUnits: 0, dropped: 0 }
    let dropped = 0
    for (const [index, array] of arrays.entries()) {
      const lostBefore = this.#lostBefore(notes, array.raw.length, stamp.ticks, index === arrays.length - 1)
      notes.pending.push({ ...array, lostBefore, stamp })
      if (notes.pending.length <= PENDING_WAVES) continue
      notes.pending.shift()
      dropped++
    }
    return { cut: false, illegalUnits: notes.isReady ? this.#flush(notes, stamp.atMs) : 0, dropped }
  }

  /** Whether the counter says that messages are missing before this one. */
  #lostBefore(notes: WaveNotes, samples: number, ticks: number, isLast: boolean): boolean {
    const expected = notes.nextTicks
    if (isLast && notes.periodTicks !== null) notes.nextTicks = (ticks + samples * notes.periodTicks) >>> 0
    return expected !== null && expected !== ticks
  }

  #flush(notes: WaveNotes, atMs: number): number {
    let illegalUnits = 0
    const waiting = notes.pending
    notes.pending = []
    for (const one of waiting) {
      const channel = this.#channelOf(notes, one)
      if (channel === null) illegalUnits++
      else this.#say(notes, channel, one, atMs)
    }
    return illegalUnits
  }

  #say(
    notes: WaveNotes,
    channel: WaveChannel,
    { raw, state, lostBefore, stamp }: Pending,
    atMs: number,
  ): void {
    this.#running.add(channel.key)
    const isInterrupted = this.#interrupted.delete(channel.key)
    const marks: WaveMark[] = lostBefore || isInterrupted ? [{ at: 0, kind: 'gap' }] : []
    const noData = STATE.invalid | STATE.unavailable | STATE.calibrating
    const isNothing = notes.isOff || (state & noData) !== 0
    const missing: MissingRun[] = isNothing ? [{ start: 0, length: raw.length }] : []
    const samples = new Int16Array(raw.length)
    for (let index = 0; index < raw.length; index++) {
      const sent = raw[index] ?? 0
      const isFlagged = notes.fixed.length > 0 && (sent & SAMPLE.flagBits) !== 0
      samples[index] = (isFlagged ? sent & ~SAMPLE.conditionMask : sent) & notes.mask
      if (!isFlagged || isNothing) continue
      for (const { kind, pattern } of notes.fixed) {
        if ((sent & pattern) === pattern) note(kind, index, marks, missing)
      }
    }
    this.#out.measure({ type: 'wave', channel, samples, missing, marks, atMs, deviceMs: stamp.deviceMs })
  }

  #channelOf(notes: WaveNotes, { physio, stamp }: Pending): WaveChannel | null {
    let channel = notes.channels.get(physio)
    if (channel === undefined) {
      const { scale, periodTicks, label, unit, hasPhysicalUnit } = notes
      if (scale === null || periodTicks === null || label === null) return null
      const sent = {
        ...scale,
        rateHz: (TICKS_PER_MS * MS_PER_SECOND) / periodTicks,
        unit: hasPhysicalUnit && unit !== null ? unitOf(unit) : NO_UNIT,
      }
      channel = waveChannel(label, physio, sent, notes.text)
      notes.channels.set(physio, channel)
    }
    if (channel === null) return null
    if (this.#owners.claim(channel.key, notes.context, notes.handle, stamp.ticks)) return channel
    const own = withHandle(channel, notes.handle)
    notes.channels.set(physio, own)
    return own
  }
}

function note(kind: number, index: number, marks: WaveMark[], missing: MissingRun[]): void {
  if (kind === FIXED_VALUE.pacer) marks.push({ at: index, kind: 'pace' })
  else if (kind === FIXED_VALUE.saturation) marks.push({ at: index, kind: 'saturation' })
  else if (kind === FIXED_VALUE.invalid) missing.push({ start: index, length: 1 })
}

interface SentArray {
  readonly physio: number
  readonly state: number
  readonly raw: Uint16Array
}

function readArray(reader: Reader): SentArray {
  const physio = reader.u16()
  const state = reader.u16()
  const bytes = reader.take(reader.u16())
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const raw = new Uint16Array(bytes.length >> 1)
  for (let index = 0; index < raw.length; index++) raw[index] = view.getUint16(index * 2)
  return { physio, state, raw }
}

/** The sample arrays of an object, single and compound; null if they are cut. */
function arraysOf({ attributes }: PolledObject): readonly SentArray[] | null {
  const arrays: SentArray[] = []
  const single = attributes.get(ATTRIBUTE.wave)
  if (single !== undefined) {
    const reader = new Reader(single)
    arrays.push(readArray(reader))
    if (reader.failed) return null
  }
  const compound = attributes.get(ATTRIBUTE.compoundWave)
  if (compound !== undefined) {
    const reader = new Reader(compound)
    const count = reader.u16()
    reader.skip(2)
    for (let index = 0; index < count && !reader.failed; index++) arrays.push(readArray(reader))
    if (reader.failed) return null
  }
  return arrays
}
