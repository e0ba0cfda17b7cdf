import type { Priority } from '../model/measurement.ts'
import { BYTE, CENTURY, MONTHS, PHRASE_WORDS, PRIORITY, priorityOf, RECORD } from './codes.ts'
import { codeOf, numberOf } from './curve-plan.ts'

/** A value of an answer: null where its text is no number. */
export interface ReadValue {
  readonly code: number
  readonly value: number | null
}

export interface ReadAlarm {
  readonly code: number
  readonly priority: Priority
  readonly text: string
}

export interface ReadIdentity {
  /** Four digits. */
  readonly number: string
  readonly model: string
  readonly software: string
  /** Revision of the protocol, its whole part. */
  readonly revision: number
}

/** Splits an answer into records of one length; null if it is no whole number of them. */
function recordsOf(text: string, length: number): readonly string[] | null {
  if (text.length % length !== 0) return null
  return Array.from({ length: text.length / length }, (_, at) => text.slice(at * length, (at + 1) * length))
}

/** Every record by `read`; null if one of them is none, since then no border is sure. */
function allOf<T>(text: string, length: number, read: (record: string) => T | null): readonly T[] | null {
  const found: T[] = []
  for (const record of recordsOf(text, length) ?? [null]) {
    const one = record === null ? null : read(record)
    if (one === null) return null
    found.push(one)
  }
  return found
}

/** Measured values (four characters each) or settings (five), in the order they came. Null: not of that form. */
export function readValues(text: string, valueLength: number): readonly ReadValue[] | null {
  return allOf(text, RECORD.code + valueLength, (record) => {
    const code = codeOf(record.slice(0, RECORD.code))
    const value = numberOf(record.slice(RECORD.code))
    return code === null ? null : { code, value: Number.isNaN(value) ? null : value }
  })
}

function phraseOf(text: string): string {
  return PHRASE_WORDS.reduce((phrase, [signs, word]) => phrase.replaceAll(signs, word), text).trim()
}

/** Alarms in force. Null: not of that form. */
export function readAlarms(text: string): readonly ReadAlarm[] | null {
  return allOf(text, 1 + RECORD.code + RECORD.phrase, (record) => {
    const level = record.charCodeAt(0) - PRIORITY.base
    const code = codeOf(record.slice(1, 1 + RECORD.code))
    if (code === null || level < PRIORITY.lowest || level > PRIORITY.highest) return null
    return { code, priority: priorityOf(level), text: phraseOf(record.slice(1 + RECORD.code)) }
  })
}

/** Texts by code. Null: not of that form. */
export function readTexts(text: string): ReadonlyMap<number, string> | null {
  const found = new Map<number, string>()
  for (let at = 0; at < text.length; ) {
    const code = codeOf(text.slice(at, at + RECORD.code))
    const from = at + RECORD.code + 1
    const length = text.charCodeAt(from - 1) - RECORD.textBase
    const isLength = length >= 1 && length <= RECORD.longestText
    if (code === null || !isLength || text.charCodeAt(from + length) !== BYTE.textEnd) return null
    found.set(code, text.slice(from, from + length).trim())
    at = from + length + 1
  }
  return found
}

const IDENTITY = /^([0-9A-F]{4})'([^']{1,32})'([\d. ]{5}):([\d. ]{5})$/

/** What a device says it is. Null: not of that form. */
export function readIdentity(text: string): ReadIdentity | null {
  const [, number = '', model = '', software = '', revision = ''] = IDENTITY.exec(text) ?? []
  const whole = Math.floor(numberOf(revision))
  if (number === '' || Number.isNaN(whole)) return null
  return { number, model: model.trim(), software: software.trim(), revision: whole }
}

const CLOCK = /^([\d ]\d):([\d ]\d):([\d ]\d)([\d ]\d)-([A-Z]{3})-([\d ]?\d)$/

function yearOf(text: string): number {
  const year = Number(text)
  return year + (year >= CENTURY.from ? CENTURY.before : CENTURY.since)
}

/** The device's clock read as if it were UTC, milliseconds; null if it is none. */
export function readClock(text: string): number | null {
  const [, hour = '', minute = '', second = '', day = '', month = '', year = ''] = CLOCK.exec(text) ?? []
  const monthIndex = MONTHS.findIndex((names) => names.includes(month))
  if (monthIndex < 0) return null
  const wanted = [yearOf(year), monthIndex, ...[day, hour, minute, second].map(Number)] as const
  const [y, mo, d = 0, h = 0, mi = 0, s = 0] = wanted
  const ms = Date.UTC(y, mo, d, h, mi, s)
  const at = new Date(ms)
  // A part that cannot be would roll over into the next.
  const isSame =
    at.getUTCDate() === d && at.getUTCHours() === h && at.getUTCMinutes() === mi && at.getUTCSeconds() === s
  return isSame ? ms : null
}
