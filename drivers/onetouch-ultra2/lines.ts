import type { NumericChannel } from '../model/channel.ts'
import type { Validity } from '../model/measurement.ts'
import { comment, control, glucose, meal, outOfRange } from './channels.ts'
import { CENTURY, CLOCK, HEADER, HEX, LINE, MEALS, RANGE, RECORD, RESULT } from './codes.ts'

/** One number of a reading; null where the meter has none. */
export interface ReadNumber {
  readonly channel: NumericChannel
  readonly value: number | null
  readonly validity: Validity
}

/** One reading of the memory. `text` is its line: the same reading is the same text in every answer. */
export interface MeterRecord {
  readonly type: 'record'
  readonly text: string
  readonly measuredDeviceMs: number
  readonly isControl: boolean
  readonly numbers: readonly ReadNumber[]
}

export type Line =
  | { readonly type: 'header'; readonly count: number; readonly serial: string }
  | { readonly type: 'clock'; readonly deviceMs: number }
  | MeterRecord
  /** A line whose sum holds and whose content is not known. */
  | { readonly type: 'other' }

/** The sum of all characters, as the meter counts it. */
export function sumOf(text: string): number {
  let sum = 0
  for (let at = 0; at < text.length; at++) sum += text.charCodeAt(at)
  return sum % LINE.sumValues
}

/** The device's date and time read as if it were UTC; null for one that does not exist. */
function timeOf(texts: readonly (string | undefined)[]): number | null {
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = texts.map(Number)
  const at = new Date(Date.UTC(CENTURY + year, month - 1, day, hour, minute, second))
  const isSame =
    at.getUTCMonth() === month - 1 &&
    at.getUTCDate() === day &&
    at.getUTCHours() === hour &&
    at.getUTCMinutes() === minute &&
    at.getUTCSeconds() === second
  return isSame ? at.getTime() : null
}

/** 1 above, -1 below, 0 within what the meter can measure; null for a result that is not known. */
function sideOf(result: string): number | null {
  const word = result.trim()
  if (word.endsWith(RESULT.high)) return 1
  if (word.endsWith(RESULT.low)) return -1
  const [, digits] = RESULT.number.exec(result) ?? []
  if (digits === undefined) return null
  const [least, most] = RANGE
  return Number(digits) > most ? 1 : Number(digits) < least ? -1 : 0
}

function resultNumbers(result: string, side: number): readonly ReadNumber[] {
  const channel = result.startsWith(RESULT.control) ? control : glucose
  const [, digits, last] = RESULT.number.exec(result) ?? []
  const isNumber = side === 0 && digits !== undefined && last === RESULT.plain
  const number: ReadNumber = isNumber
    ? { channel, value: Number(digits), validity: 'good' }
    : { channel, value: null, validity: 'invalid' }
  return channel === control ? [number] : [number, { channel: outOfRange, value: side, validity: 'good' }]
}

function readRecord(text: string): Line {
  const [, month, day, year, hour, minute, second, result = '', flag = '', code = ''] =
    RECORD.exec(text) ?? []
  const measuredDeviceMs = timeOf([month, day, year, hour, minute, second])
  const side = sideOf(result)
  if (measuredDeviceMs === null || side === null) return { type: 'other' }
  const isControl = result.startsWith(RESULT.control)
  const mealCode = MEALS[flag]
  const remarks: readonly ReadNumber[] = [
    ...(mealCode === undefined ? [] : [{ channel: meal, value: mealCode, validity: 'good' } as const]),
    { channel: comment, value: Number(code), validity: 'good' },
  ]
  const numbers = [...resultNumbers(result, side), ...(isControl ? [] : remarks)]
  return { type: 'record', text, measuredDeviceMs, isControl, numbers }
}

/** Reads one line without its end; `checksum` where its sum does not hold. */
export function readLine(line: string): Line | 'checksum' {
  const [, text = '', sum = ''] = LINE.form.exec(line) ?? []
  if (text === '' || sumOf(text) !== Number.parseInt(sum, HEX)) return 'checksum'
  const [, count, serial] = HEADER.exec(text) ?? []
  if (count !== undefined && serial !== undefined)
    return { type: 'header', count: Number(count), serial: serial.trim() }
  const [, ...time] = CLOCK.exec(text) ?? []
  const deviceMs = time.length === 0 ? null : timeOf(time)
  if (deviceMs !== null) return { type: 'clock', deviceMs }
  return readRecord(text)
}
