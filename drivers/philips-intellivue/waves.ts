import type { Out } from '../driver.ts'
import type { WaveChannel } from '../model/channel.ts'
import type { WaveMark } from '../model/measurement.ts'
import { isLead, unitOf, waveChannel, withHandle } from './channels.ts'
import { ATTRIBUTE, PENDING_WAVES, PENDING_WAVES_ALL, STATE, TICKS_PER_MS } from './codes.ts'
import type { PolledObject } from './message.ts'
import type { Stamped } from './numerics.ts'
import { ObjectBook, Owners } from './objects.ts'
import { Reader } from './reader.ts'
import { readSamples, sampleCount } from './samples.ts'
import { FactBook, isScaled, type WaveFacts } from './wave-facts.ts'

const MS_PER_SECOND = 1000
const NO_UNIT = '1'
const PAST = { isPast: true } as const
const NOT_PAST = {}

/** Samples that came before their scale: kept raw. */
interface Pending {
  readonly physio: number
  readonly state: number
  readonly raw: Uint8Array
  readonly lostBefore: boolean
  readonly stamp: Stamped
}

/** The samples of one id of one object: what waits, what they are called, where they go on. */
class WaveStream {
  pending: Pending[] = []
  channel: WaveChannel | null | undefined
  /** The same, for as long as another object has the channel. */
  ownChannel: WaveChannel | undefined
  nextTicks: number | null = null
  lastTicks: number | null = null
}

class WaveNotes {
  readonly facts = new FactBook()
  readonly #streams = new Map<number, WaveStream>()
  readonly context: number
  readonly handle: number

  constructor(context: number, handle: number) {
    this.context = context
    this.handle = handle
  }

  streamOf(physio: number): WaveStream {
    const known = this.#streams.get(physio)
    if (known !== undefined) return known
    const stream = new WaveStream()
    this.#streams.set(physio, stream)
    return stream
  }

  streams(): Iterable<WaveStream> {
    return this.#streams.values()
  }
}

/**
 * Turns objects of class wave into samples with their scale. Samples that come
 * before their label and scale wait for them; what does not fit in the wait is reported as lost.
 */
export class WaveDecoder {
  readonly #out: Out
  readonly #pendingMax: number
  readonly #book = new ObjectBook((context, handle) => new WaveNotes(context, handle))
  readonly #owners = new Owners()
  /** Channels that have sent samples, and those whose next samples do not join their last ones. */
  readonly #running = new Set<string>()
  readonly #interrupted = new Set<string>()

  constructor(out: Out) {
    this.#out = out
    this.#pendingMax = out.wantsEverything === true ? PENDING_WAVES_ALL : PENDING_WAVES
  }

  /** No scale comes any more. Out: how many messages waited for one. */
  finish(): number {
    let dropped = 0
    for (const notes of this.#book.values()) {
      for (const stream of notes.streams()) {
        dropped += stream.pending.length
        stream.pending = []
      }
    }
    return dropped
  }

  /** The line was lost: what comes next does not join what was there. */
  gap(): void {
    for (const key of this.#running) this.#interrupted.add(key)
    for (const notes of this.#book.values()) {
      for (const stream of notes.streams()) {
        stream.nextTicks = null
        stream.lastTicks = null
      }
    }
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
    if (notes.facts.learn(object.attributes)) {
      for (const stream of notes.streams()) {
        stream.channel = undefined
        stream.ownChannel = undefined
      }
    }
    const arrays = arraysOf(object)
    if (arrays === null) return { cut: true, illegalUnits: 0, dropped: 0 }
    let dropped = 0
    let illegalUnits = 0
    for (const array of arrays) {
      const stream = notes.streamOf(array.physio)
      // Where two polls of waves overlap, the same stretch comes twice.
      if (stream.lastTicks === stamp.ticks) continue
      const facts = notes.facts.of(array.raw.length)
      const lostBefore = !stamp.isPast && stream.nextTicks !== null && stream.nextTicks !== stamp.ticks
      if (!stamp.isPast) {
        stream.lastTicks = stamp.ticks
        stream.nextTicks = facts === undefined ? null : endTicks(stamp.ticks, array.raw, facts)
      }
      // An array of another length has other facts, which may never come now.
      if (stream.pending.some(({ raw }) => raw.length !== array.raw.length)) {
        dropped += stream.pending.length
        stream.pending = []
      }
      stream.pending.push({ ...array, lostBefore, stamp })
      if (facts !== undefined && isReady(facts, array.physio)) {
        illegalUnits += this.#flush(notes, stream, facts, stamp.atMs)
      } else if (stream.pending.length > this.#pendingMax) {
        stream.pending.shift()
        dropped++
      }
    }
    return { cut: false, illegalUnits, dropped }
  }

  #flush(notes: WaveNotes, stream: WaveStream, facts: WaveFacts, atMs: number): number {
    const waiting = stream.pending
    stream.pending = []
    let refused = 0
    for (const one of waiting) {
      const channel = this.#channelOf(notes, stream, facts, one)
      if (channel === null) refused++
      else this.#say(facts, channel, one, atMs)
    }
    return refused
  }

  #say(
    facts: WaveFacts,
    channel: WaveChannel,
    { physio, raw, state, lostBefore, stamp }: Pending,
    atMs: number,
  ): void {
    this.#running.add(channel.key)
    const isInterrupted = !stamp.isPast && this.#interrupted.delete(channel.key)
    const marks: WaveMark[] = lostBefore || isInterrupted ? [{ at: 0, kind: 'gap' }] : []
    const noData = STATE.invalid | STATE.unavailable | STATE.calibrating
    // Leads share the facts of their handle, so only their own state speaks for one lead.
    const isNothing = (facts.isOff && !isLead(physio)) || (state & noData) !== 0
    const read = readSamples(raw, facts)
    const { samples } = read
    const missing = isNothing ? [{ start: 0, length: samples.length }] : read.missing
    if (!isNothing) marks.push(...read.marks)
    const past = stamp.isPast ? PAST : NOT_PAST
    this.#out.measure({
      type: 'wave',
      channel,
      samples,
      missing,
      marks,
      atMs,
      deviceMs: stamp.deviceMs,
      ...past,
    })
  }

  #channelOf(
    notes: WaveNotes,
    stream: WaveStream,
    facts: WaveFacts,
    { physio, stamp }: Pending,
  ): WaveChannel | null {
    if (stream.channel === undefined) stream.channel = channelFor(facts, physio)
    const { channel } = stream
    if (channel === null) return null
    if (this.#owners.claim(channel.key, notes.context, notes.handle, stamp.ticks)) return channel
    // Only while the other object is there: the channel itself may be free at the next samples.
    stream.ownChannel ??= withHandle(channel, notes.handle)
    return stream.ownChannel
  }
}

/** Whether samples of this id can be shown: their scale is known, and what they are. */
function isReady(facts: WaveFacts, physio: number): boolean {
  return isScaled(facts) && (facts.label !== null || isLead(physio))
}

function channelFor({ scale, periodTicks, label, unit, hasPhysicalUnit, text }: WaveFacts, physio: number) {
  if (scale === null || periodTicks === null) return null
  const rateHz = (TICKS_PER_MS * MS_PER_SECOND) / periodTicks
  const sent = { ...scale, rateHz, unit: hasPhysicalUnit && unit !== null ? unitOf(unit) : NO_UNIT }
  return waveChannel(label ?? 0, physio, sent, text)
}

/** The counter at which the samples after these begin; null if it cannot be said yet. */
function endTicks(ticks: number, raw: Uint8Array, facts: WaveFacts): number | null {
  const count = sampleCount(raw, facts)
  return count === null || facts.periodTicks === null ? null : (ticks + count * facts.periodTicks) >>> 0
}

interface SentArray {
  readonly physio: number
  readonly state: number
  /** A copy: the message is a view. */
  readonly raw: Uint8Array
}

function readArray(reader: Reader): SentArray {
  const physio = reader.u16()
  const state = reader.u16()
  return { physio, state, raw: reader.take(reader.u16()).slice() }
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
