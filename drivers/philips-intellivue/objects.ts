import { isSettingLabel } from './channels.ts'
import { ATTRIBUTE, LABEL, METRIC_OFF, METRIC_SPEC, OWNER_TICKS, SETTING_CATEGORIES } from './codes.ts'
import type { PolledObject } from './message.ts'
import { Reader } from './reader.ts'

const HANDLE_SPAN = LABEL.lowMask + 1
/** More objects than any monitor has; beyond it the oldest knowledge is dropped. */
const OBJECTS_MAX = 1024

/** What the monitor has said so far about one of its objects. */
export class ObjectNotes {
  label: number | null = null
  text = ''
  unit: number | null = null
  isSetting = false
  isOff = false
  readonly context: number
  readonly handle: number

  constructor(context: number, handle: number) {
    this.context = context
    this.handle = handle
  }

  /** Takes what a poll result says about it. Out: whether its name changed. */
  learn({ attributes }: PolledObject): boolean {
    const before = this.label
    const label = attributes.get(ATTRIBUTE.label)
    if (label !== undefined) this.label = new Reader(label).u32()
    const text = attributes.get(ATTRIBUTE.labelText)
    if (text !== undefined) this.text = new Reader(text).string()
    const unit = attributes.get(ATTRIBUTE.unit)
    if (unit !== undefined) this.unit = new Reader(unit).u16()
    const state = attributes.get(ATTRIBUTE.metricState)
    if (state !== undefined) this.isOff = (new Reader(state).u16() & METRIC_OFF) !== 0
    const spec = attributes.get(ATTRIBUTE.metricSpec)
    if (spec !== undefined) this.isSetting = SETTING_CATEGORIES.includes(categoryOf(spec))
    if (this.label !== null && isSettingLabel(this.label)) this.isSetting = true
    return before !== null && before !== this.label
  }
}

function categoryOf(spec: Uint8Array): number {
  const reader = new Reader(spec)
  reader.skip(METRIC_SPEC.category)
  return reader.u16()
}

/** Notes by context and handle, which mean something only inside one association; `make` builds an empty one. */
export class ObjectBook<N> {
  readonly #make: (context: number, handle: number) => N
  readonly #notes = new Map<number, N>()

  constructor(make: (context: number, handle: number) => N) {
    this.#make = make
  }

  of({ context, handle }: PolledObject): N {
    const place = context * HANDLE_SPAN + handle
    const known = this.#notes.get(place)
    if (known !== undefined) return known
    if (this.#notes.size >= OBJECTS_MAX) this.#notes.clear()
    const fresh = this.#make(context, handle)
    this.#notes.set(place, fresh)
    return fresh
  }

  values(): Iterable<N> {
    return this.#notes.values()
  }

  reset(): void {
    this.#notes.clear()
  }
}

/**
 * Which object speaks for a channel. Two objects may carry the same label and id:
 * the first keeps the channel as long as it is seen, so that one row never shows
 * two sources in turn.
 */
export class Owners {
  readonly #owners = new Map<string, { place: number; ticks: number }>()

  /** Whether the object may use the channel of that key; asking keeps it. */
  claim(key: string, context: number, handle: number, ticks: number): boolean {
    const place = context * HANDLE_SPAN + handle
    const owner = this.#owners.get(key)
    const idleTicks = owner === undefined ? 0 : (ticks - owner.ticks) | 0
    if (owner !== undefined && owner.place !== place && idleTicks < OWNER_TICKS) return false
    this.#owners.set(key, { place, ticks })
    return true
  }

  reset(): void {
    this.#owners.clear()
  }
}
