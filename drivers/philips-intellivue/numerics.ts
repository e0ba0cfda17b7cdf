import type { Out } from '../driver.ts'
import { WAITS_AT_MOST_MS, waitsAtMostMs } from '../framing/lock.ts'
import type { NumericChannel } from '../model/channel.ts'
import { hasNumber, type Validity } from '../model/measurement.ts'
import { numericChannel, unlabelledNumeric, withHandle } from './channels.ts'
import { ATTRIBUTE, LABEL, STATE, UNLABELLED_MAX } from './codes.ts'
import type { PolledObject } from './message.ts'
import { ObjectBook, ObjectNotes, Owners } from './objects.ts'
import { absoluteMs, Reader } from './reader.ts'

const UNIT_SPAN = LABEL.lowMask + 1

class NumericNotes extends ObjectNotes {
  /** Channels already found, by physiological id and unit; null: the unit is not legal. */
  readonly channels = new Map<number, NumericChannel | null>()
  /** The same, for as long as another object has the channel. */
  readonly ownChannels = new Map<number, NumericChannel>()
  /** Values whose label has not come. */
  waiting: Waiting[] = []
  /** The id alone names the values: no label has come for very long. */
  isUnlabelled = false
}

interface Waiting {
  readonly value: SentValue
  readonly isOff: boolean
  readonly stamp: Stamped
  readonly measuredDeviceMs: number | null
}

/** Where and when a poll result came from. */
export interface Stamped {
  readonly ticks: number
  readonly atMs: number
  readonly deviceMs: number | null
  /** It came before, or behind a result that was sent later. */
  readonly isPast: boolean
}

/** Validity of a measurement state (section "MeasurementState"): no number first, then demo, then questionable. */
export function validityOf(state: number): Validity {
  if ((state & (STATE.invalid | STATE.unavailable | STATE.calibrating)) !== 0) return 'invalid'
  if ((state & (STATE.demo | STATE.test)) !== 0) return 'demo'
  return (state & STATE.questionable) === 0 ? 'good' : 'questionable'
}

/**
 * Turns objects of class numeric into measurements. A value is held back until its
 * label has come, because the id alone does not say which line or probe it is from, and
 * said then with its own time; a station hears only what waited a few seconds, and nothing
 * without a label. Settings and alarm limits are no measurements and are left out.
 */
export class NumericDecoder {
  readonly #out: Out
  readonly #book = new ObjectBook((context, handle) => new NumericNotes(context, handle))
  readonly #owners = new Owners()

  constructor(out: Out) {
    this.#out = out
  }

  reset(): void {
    this.#book.reset()
    this.#owners.reset()
  }

  /** One object of a poll result. Out: whether all of it made sense; what did not is left out. */
  decode(object: PolledObject, stamp: Stamped): { readonly cut: boolean; readonly illegalUnits: number } {
    const notes = this.#book.of(object)
    const wasUnlabelled = notes.isUnlabelled && notes.label === null
    if (notes.learn(object) || (wasUnlabelled && notes.label !== null)) {
      notes.channels.clear()
      notes.ownChannels.clear()
    }
    const values = valuesOf(object)
    if (values === null) return { cut: true, illegalUnits: 0 }
    if (notes.isSetting) {
      notes.waiting = []
      return { cut: false, illegalUnits: 0 }
    }
    const { isOff } = notes
    const measuredDeviceMs = measuredMs(object)
    const isNamed = notes.label !== null || notes.isUnlabelled
    let illegalUnits = isNamed ? this.#release(notes, stamp.atMs) : 0
    for (const value of values) {
      if (!isNamed) notes.waiting.push({ value, isOff, stamp, measuredDeviceMs })
      else if (!this.#tell(notes, value, isOff, stamp, measuredDeviceMs)) illegalUnits++
    }
    if (!isNamed && this.#hasWaitedEnough(notes, stamp.atMs)) illegalUnits += this.#release(notes, stamp.atMs)
    return { cut: false, illegalUnits }
  }

  /** No label comes any more: the id alone names what still waits, where everything is wanted. Out: illegal units in it. */
  finish(atMs: number): number {
    let illegalUnits = 0
    for (const notes of this.#book.values()) {
      if (this.#out.wantsEverything === true) illegalUnits += this.#release(notes, atMs)
      notes.waiting = []
    }
    return illegalUnits
  }

  /** Whether nothing more can be kept waiting; a station forgets what is too old to be shown. */
  #hasWaitedEnough(notes: NumericNotes, nowMs: number): boolean {
    if (this.#out.wantsEverything === true) {
      notes.isUnlabelled = notes.waiting.length >= UNLABELLED_MAX
      return notes.isUnlabelled
    }
    notes.waiting = notes.waiting.filter(({ stamp }) => nowMs - stamp.atMs <= WAITS_AT_MOST_MS)
    return false
  }

  /** Says what waits. Out: how many of it had an illegal unit. */
  #release(notes: NumericNotes, nowMs: number): number {
    const row = notes.waiting
    if (row.length === 0) return 0
    notes.waiting = []
    const longestMs = waitsAtMostMs(this.#out)
    let illegalUnits = 0
    for (const { value, isOff, stamp, measuredDeviceMs } of row) {
      if (nowMs - stamp.atMs > longestMs) continue
      if (!this.#tell(notes, value, isOff, stamp, measuredDeviceMs)) illegalUnits++
    }
    return illegalUnits
  }

  /** Out: false if the unit is not legal. */
  #tell(
    notes: NumericNotes,
    value: SentValue,
    isOff: boolean,
    stamp: Stamped,
    measuredDeviceMs: number | null,
  ): boolean {
    const channel = this.#channelOf(notes, value, stamp.ticks)
    if (channel === null) return false
    this.#say(channel, value, isOff, stamp, measuredDeviceMs)
    return true
  }

  #say(
    channel: NumericChannel,
    sent: SentValue,
    isOff: boolean,
    stamp: Stamped,
    measuredDeviceMs: number | null,
  ): void {
    const state = isOff ? 'off' : validityOf(sent.state)
    const validity = hasNumber(state) && sent.value === null ? 'invalid' : state
    const value = hasNumber(validity) ? sent.value : null
    const { atMs, deviceMs } = stamp
    const taken = channel.timing === 'episodic' && measuredDeviceMs !== null ? { measuredDeviceMs } : {}
    this.#out.measure({ type: 'numeric', channel, value, validity, atMs, deviceMs, ...taken })
  }

  #channelOf(notes: NumericNotes, value: SentValue, ticks: number): NumericChannel | null {
    const place = value.physio * UNIT_SPAN + value.unit
    let channel = notes.channels.get(place)
    if (channel === undefined) {
      const { label, text } = notes
      channel =
        label === null
          ? unlabelledNumeric(value.physio, value.unit)
          : numericChannel(label, value.physio, value.unit, text)
      notes.channels.set(place, channel)
    }
    if (channel === null || this.#owners.claim(channel.key, notes.context, notes.handle, ticks))
      return channel
    // Only while the other object is there: the channel itself may be free at the next value.
    let own = notes.ownChannels.get(place)
    if (own === undefined) {
      own = withHandle(channel, notes.handle)
      notes.ownChannels.set(place, own)
    }
    return own
  }
}

/** When an aperiodic value was taken, device clock; null if the monitor does not say. */
function measuredMs({ attributes }: PolledObject): number | null {
  const stamp = attributes.get(ATTRIBUTE.measuredAt)
  return stamp === undefined ? null : absoluteMs(stamp)
}

interface SentValue {
  readonly physio: number
  readonly state: number
  readonly unit: number
  readonly value: number | null
}

function readValue(reader: Reader): SentValue {
  return { physio: reader.u16(), state: reader.u16(), unit: reader.u16(), value: reader.float() }
}

/** The values of an object, single and compound; null if they are cut. */
function valuesOf({ attributes }: PolledObject): readonly SentValue[] | null {
  const values: SentValue[] = []
  const single = attributes.get(ATTRIBUTE.numeric)
  if (single !== undefined) {
    const reader = new Reader(single)
    values.push(readValue(reader))
    if (reader.failed) return null
  }
  const compound = attributes.get(ATTRIBUTE.compoundNumeric)
  if (compound !== undefined) {
    const reader = new Reader(compound)
    const count = reader.u16()
    reader.skip(2)
    for (let index = 0; index < count && !reader.failed; index++) values.push(readValue(reader))
    if (reader.failed) return null
  }
  return values
}
