import type { Out } from '../driver.ts'
import { leaf } from '../hl7v2/message.ts'
import type { Priority } from '../model/measurement.ts'
import { termByCode, termById } from '../model/terms.ts'
import {
  ALARM_EVENT,
  ALARM_FACET,
  ATTRIBUTES,
  LIMITS,
  OWN_NUMERICS,
  TERM_BY_CODE,
  WATCHDOG_EVENT,
} from './codes.ts'
import { eventWords, isEventName, LIMIT_EVENTS } from './event-words.ts'
import type { Losses } from './losses.ts'
import type { Report, Row } from './rows.ts'
import { flagsOf } from './values.ts'

type Kind = 'physiological' | 'technical'

interface Entry {
  readonly kind: Kind
  readonly text: string
  readonly priority: Priority
}

/** HL7 PCD-04: most urgent first, so that a row with two marks counts as the more urgent one. */
const PRIORITIES: readonly (readonly [mark: string, priority: Priority])[] = [
  ['PH', 'high'],
  ['PM', 'medium'],
  ['PL', 'low'],
  ['PN', 'low'],
]
/** Phases in which the condition is over. Latched or silenced alarms are not. */
const ENDED: ReadonlySet<string> = new Set(['end', 'reset'])
const OBX_VALUE = 5
const FACETS: ReadonlySet<number> = new Set(Object.values(ALARM_FACET))

/** Whether a report is about an alarm: OBR-4 (section 3, alarms). */
export function isAlarmReport({ segment, rows }: Report): boolean {
  const isAlarm = (text: string): boolean => text.trim() === String(ALARM_EVENT)
  return isAlarm(leaf(segment, 4)) || rows.some((row) => isAlarm(row.code))
}

/** Turns alarm reports into starts and ends. Each report is about one alarm; silence ends none. */
export class AlarmDecoder {
  readonly #out: Out
  readonly #losses: Losses
  readonly #active = new Map<string, Entry>()
  #flow = false

  constructor(out: Out, losses: Losses) {
    this.#out = out
    this.#losses = losses
  }

  /** Whether this sender has shown that it sends alarms; a watchdog says so too. */
  get flow(): boolean {
    return this.#flow
  }

  decode(report: Report, atMs: number): void {
    const { segment, startMs: deviceMs, rows } = report
    this.#flow = true
    const event = rows.find(isEventRow)
    if (event === undefined) {
      this.#losses.row({ kind: 'unexpectedValue', about: 'an alarm without an event' }, { atMs, deviceMs })
      return
    }
    const { code, text } = eventOf(event)
    if (code === String(WATCHDOG_EVENT)) return
    const facets = facetsOf(rows)
    const marks = [
      ...flagsOf(event.segment),
      facets.get(ALARM_FACET.priority) ?? '',
      facets.get(ALARM_FACET.type) ?? '',
    ]
    const entry: Entry = {
      kind: marks.includes('ST') || marks.includes('SA') ? 'technical' : 'physiological',
      priority: priorityOf(marks),
      text: wordsOf(code, text, event, rows).slice(0, LIMITS.textLength),
    }
    const key = [sourceKey(event), code, instanceOf(segment)].join(' ')
    const say = (said: Entry, phase: 'start' | 'end'): void =>
      this.#out.measure({ type: 'alert', ...said, phase, atMs, deviceMs })
    const before = this.#active.get(key)
    if (isEnded(facets)) {
      // Also where its start was not heard: an earlier connection may have brought it.
      say(before ?? entry, 'end')
      this.#active.delete(key)
      return
    }
    if (before !== undefined && same(before, entry)) return
    if (before !== undefined) say(before, 'end')
    else if (this.#active.size >= LIMITS.alarms) {
      this.#losses.row(
        { kind: 'unknownRecord', about: 'more alarms than are kept apart' },
        { atMs, deviceMs },
      )
      return
    }
    this.#active.set(key, entry)
    say(entry, 'start')
  }
}

/** The row that says what happened: Mindray's alarm row, else the first with a value that is no facet and no device. */
function isEventRow({ type, code, segment }: Row): boolean {
  const number = Number(code)
  if (number === ALARM_EVENT) return true
  const isAttribute = number >= ATTRIBUTES.from && number < ATTRIBUTES.below
  return type !== '' && type !== 'NM' && type !== 'SN' && !isAttribute && leaf(segment, OBX_VALUE) !== ''
}

/** The event's code and words: of OBX-5 in Mindray's alarm row, else code of OBX-3 and text of OBX-5. */
function eventOf({ code, segment }: Row): { readonly code: string; readonly text: string } {
  const value = (component: number): string => clean(leaf(segment, OBX_VALUE, { component }))
  if (Number(code) !== ALARM_EVENT) {
    const words = value(2) || value(1)
    return { code, text: words || clean(leaf(segment, 3, { component: 2 })) || `Alarm ${code}` }
  }
  const event = value(1)
  return { code: event, text: value(ORIGINAL_TEXT) || value(2) || `Alarm ${event}` }
}
/** CWE.9, the words the monitor itself showed. */
const ORIGINAL_TEXT = 9

function clean(text: string): string {
  return text.replaceAll(/[\p{C}\s]+/gu, ' ').trim()
}

const OBX_RANGE = 7
/** `90-100`, either end may be missing. */
const RANGE = /^(\d+(?:\.\d+)?)?\s*-\s*(\d+(?:\.\d+)?)?$/

/** The alarm in words: the device's own, else of the event and of what it is about; a limit alarm with its limit. */
function wordsOf(code: string, text: string, event: Row, rows: readonly Row[]): string {
  const label = labelOf(event.place.metric)
  const limit = LIMIT_EVENTS.get(code)
  if (limit !== undefined && label !== undefined && isEventName(text)) {
    const [, low, high] = rangeOf(event, rows)
    return [label, limit.words, limit.side === 'above' ? high : low].filter(Boolean).join(' ')
  }
  return label === undefined ? eventWords(text) : `${eventWords(text)} (${label})`
}

/** What a place is about, as a label, where its last number is a known one. */
function labelOf(metric: number | null): string | undefined {
  if (metric === null) return undefined
  const named = TERM_BY_CODE.get(metric)
  const term = named === undefined ? termByCode(metric) : termById(named)
  return term?.label ?? OWN_NUMERICS.find(([code]) => code === metric)?.[3]
}

/** The limits that the row of the number itself says, at the same place as the alarm. */
function rangeOf({ place }: Row, rows: readonly Row[]): readonly (string | undefined)[] {
  const number = rows.find((row) => row.type === 'NM' && row.place.text === place.text)
  return RANGE.exec(leaf(number?.segment, OBX_RANGE).trim()) ?? []
}

/** Event rows of PCD-04 are themselves the first facet of their channel. */
function sourceKey({ code, place }: Row): string {
  return Number(code) === ALARM_EVENT ? place.text : place.device
}

/** The alarm's own id, the same over all its reports: OBR-29, parent. */
function instanceOf(segment: Report['segment']): string {
  return leaf(segment, 29, { component: 2, sub: 2 }) || leaf(segment, 29, { sub: 2 })
}

function facetsOf(rows: readonly Row[]): ReadonlyMap<number, string> {
  const facets = new Map<number, string>()
  for (const { code, segment } of rows) {
    const number = Number(code)
    if (FACETS.has(number)) facets.set(number, leaf(segment, OBX_VALUE).trim())
  }
  return facets
}

function isEnded(facets: ReadonlyMap<number, string>): boolean {
  const phase = facets.get(ALARM_FACET.phase)?.toLowerCase() ?? ''
  if (phase !== '') return ENDED.has(phase)
  return facets.get(ALARM_FACET.state)?.toLowerCase() === 'inactive'
}

/** An alarm whose priority nobody says is taken as the most urgent. */
function priorityOf(marks: readonly string[]): Priority {
  return PRIORITIES.find(([mark]) => marks.includes(mark))?.[1] ?? 'high'
}

function same(one: Entry, other: Entry): boolean {
  return one.text === other.text && one.priority === other.priority && one.kind === other.kind
}
