import type { Out } from '../driver.ts'
import type { Priority } from '../model/measurement.ts'
import { hex } from './channels.ts'
import { ALERT_CODE, ALERT_INFO, ALERT_PRIORITY, ATTRIBUTE, CHAINS_MAX } from './codes.ts'
import { EVENTS } from './event-codes.ts'
import type { PolledObject } from './message.ts'
import type { Stamped } from './numerics.ts'
import { Reader } from './reader.ts'
import { MEASURED_SOURCES, OBJECTS } from './source-codes.ts'

type Kind = 'physiological' | 'technical'

interface Entry {
  readonly kind: Kind
  readonly text: string
  readonly priority: Priority
}

interface Gathering {
  readonly entries: Entry[]
  readonly kinds: Set<Kind>
}

const LISTS = [
  { kind: 'physiological', attribute: ATTRIBUTE.patientAlarms },
  { kind: 'technical', attribute: ATTRIBUTE.technicalAlarms },
] as const
const OBJECT_ID_BYTES = 6
const eventNames = new Map(EVENTS)
const measuredNames = new Map(MEASURED_SOURCES)
const objectNames = new Map(OBJECTS)

/**
 * Turns the lists of the alert monitor into starts and ends. Each complete result
 * carries every alarm there is, so an alarm ends when it is missing from a list
 * that was sent; a result with a lost part ends nothing.
 */
export class AlarmDecoder {
  readonly #out: Out
  #flow = false
  #active: readonly Entry[] = []
  /** What unfinished chains of results have said so far, by invoke id. */
  readonly #gathering = new Map<number, Gathering>()

  constructor(out: Out) {
    this.#out = out
  }

  /** Whether a list has come: without one, no alarm does not mean that there is none. */
  get flow(): boolean {
    return this.#flow
  }

  /** Whatever is unfinished stays so: the line or the association was lost. */
  forget(): void {
    this.#gathering.clear()
  }

  /** A result or a chain of results begins: forget what an unfinished one with that id said. */
  begin(invoke: number): void {
    if (this.#gathering.size >= CHAINS_MAX) this.#gathering.clear()
    this.#gathering.set(invoke, { entries: [], kinds: new Set() })
  }

  /** Gathers one object of a result. Out: false if a list is cut; nothing of it is taken then. */
  gather(invoke: number, { attributes }: PolledObject): boolean {
    const gathering = this.#gathering.get(invoke)
    if (gathering === undefined) return true
    for (const { kind, attribute } of LISTS) {
      const list = attributes.get(attribute)
      if (list === undefined) continue
      const entries = readList(new Reader(list), kind)
      if (entries === null) {
        this.#gathering.delete(invoke)
        return false
      }
      gathering.kinds.add(kind)
      for (const entry of entries) if (!holds(gathering.entries, entry)) gathering.entries.push(entry)
    }
    return true
  }

  /** The result is complete: reports what began and what ended, for the kinds of list it carried. */
  finish(invoke: number, { atMs, deviceMs }: Stamped): void {
    const gathering = this.#gathering.get(invoke)
    this.#gathering.delete(invoke)
    if (gathering === undefined || gathering.kinds.size === 0) return
    const { entries: now, kinds } = gathering
    this.#flow = true
    const report = (entry: Entry, phase: 'start' | 'end'): void =>
      this.#out.measure({ type: 'alert', ...entry, phase, atMs, deviceMs })
    for (const entry of this.#active) if (kinds.has(entry.kind) && !holds(now, entry)) report(entry, 'end')
    for (const entry of now) if (!holds(this.#active, entry)) report(entry, 'start')
    this.#active = [...this.#active.filter((entry) => !kinds.has(entry.kind)), ...now]
  }
}

function holds(entries: readonly Entry[], { kind, text, priority }: Entry): boolean {
  return entries.some((one) => one.text === text && one.priority === priority && one.kind === kind)
}

function readList(reader: Reader, kind: Kind): Entry[] | null {
  const entries: Entry[] = []
  const count = reader.u16()
  reader.skip(2)
  for (let index = 0; index < count && !reader.failed; index++) {
    const source = reader.u16()
    const code = reader.u16()
    const type = reader.u16()
    reader.skip(2)
    reader.skip(OBJECT_ID_BYTES)
    const info = reader.u16()
    const details = reader.take(reader.u16())
    // Some alarms carry no words: then the code and its source are all that is known.
    const text = textOf(info, details) || alarmName(code, source)
    entries.push({ kind, text, priority: priorityOf(kind, type) })
  }
  return reader.failed ? null : entries
}

function textOf(info: number, details: Uint8Array): string {
  if (info !== ALERT_INFO.withText) return ''
  const reader = new Reader(details)
  reader.skip(ALERT_INFO.textAt)
  return reader.string()
}

/** An alarm by the vendor's names of its code and source, and their numbers, which a service manual lists. */
function alarmName(code: number, source: number): string {
  const sources = (code & ALERT_CODE.objectBit) === 0 ? measuredNames : objectNames
  const names = [eventNames.get(code & ~ALERT_CODE.objectBit), sources.get(source)]
  const known = names.filter((name) => name !== undefined).join(' ')
  return `Alarm ${hex(code)} from ${hex(source)} ${known}`.trim()
}

/** The priority of a type; an alarm of a type nobody knows is taken as the most urgent. */
function priorityOf(kind: Kind, type: number): Priority {
  for (const [bit, priority] of ALERT_PRIORITY[kind]) if ((type & bit) !== 0) return priority
  return 'high'
}
