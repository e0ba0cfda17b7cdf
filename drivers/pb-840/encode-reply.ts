import type { Vitals } from '../physiology/patient.ts'
import { ALARMS, ETX, FIELD_COUNT, FIRST_FIELD, type ReplyName, STX, TWIN } from './codes.ts'

const CR = '\r'
const TWO_DIGITS = 2
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

function widthOf(name: ReplyName, field: number): number {
  const { widths, ids, dates, texts } = TWIN
  const has = (list: readonly number[]) => list.includes(field)
  if (has(ids[name])) return widths.id
  if (has(dates[name])) return widths.date
  return has(texts[name]) ? widths.text : widths.usual
}

function clock(utcMs: number): { readonly time: string; readonly date: string } {
  const at = new Date(utcMs)
  const two = (value: number) => String(value).padStart(TWO_DIGITS, '0')
  return {
    time: `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`,
    date: `${MONTHS[at.getUTCMonth()]} ${two(at.getUTCDate())} ${at.getUTCFullYear()}`,
  }
}

/** What the vitals are on this ventilator: blank where it could not measure. */
function measured(vitals: Vitals) {
  const rate = vitals.respirationRate
  const minute = rate === null ? null : rate * TWIN.tidalLitres
  const word = (value: number | null, decimals: number) => (value === null ? '' : value.toFixed(decimals))
  return {
    rate: word(rate, 1),
    tidal: word(rate === null ? null : TWIN.tidalLitres, 3),
    minute: word(minute, 2),
    peak: word(vitals.peakPressureCmH2O, 1),
    peep: word(vitals.peepCmH2O, 1),
    oxygen: word(vitals.fio2Percent, 0),
  }
}

function numbersOf(name: ReplyName, vitals: Vitals): Readonly<Record<number, string>> {
  const { rate, tidal, minute, peak, peep, oxygen } = measured(vitals)
  if (name === 'MISCA') return { 34: rate, 35: tidal, 36: minute, 38: peak }
  return { 70: rate, 71: tidal, 72: minute, 73: peak, 77: oxygen, 87: peep }
}

function alarmOf(text: string, vitals: Vitals): boolean {
  if (text.startsWith('Apnea')) return vitals.respirationRate === 0
  return text === 'High circuit pressure' && (vitals.peakPressureCmH2O ?? 0) > TWIN.pressureHigh
}

/** One reply with its counts, as the ventilator sends it. */
export function replyText(name: ReplyName, vitals: Vitals, utcMs: number): string {
  const { time, date } = clock(utcMs)
  const [dateField = 0] = TWIN.dates[name]
  const texts = new Map<number, string>([
    [FIRST_FIELD, time],
    [TWIN.deviceId, TWIN.id],
    [dateField, date],
  ])
  for (const [field, text] of Object.entries(numbersOf(name, vitals))) texts.set(Number(field), text)
  const on = name === 'MISCA' ? 'ALARM' : 'HIGH'
  for (const { field, text } of ALARMS[name]) texts.set(field, alarmOf(text, vitals) ? on : 'NORMAL')
  let body = ''
  for (let index = 0; index < FIELD_COUNT[name]; index++) {
    const field = FIRST_FIELD + index
    body += `${(texts.get(field) ?? '').padEnd(widthOf(name, field))},`
  }
  const count = name === 'MISCF' ? `${FIELD_COUNT[name]} ` : `${FIELD_COUNT[name]}`
  return `${name},${body.length},${count},${STX}${body}${ETX}${CR}`
}
