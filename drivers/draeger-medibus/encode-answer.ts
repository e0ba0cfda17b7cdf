import type { Vitals } from '../physiology/patient.ts'
import { BYTE, COMMAND, MONTHS, PRIORITY, RECORD, TWIN } from './codes.ts'
import { hexByte } from './message.ts'

const TWO = 2
const ML_PER_L = 1_000
const YEARS = 100

const padded = (value: number, decimals: number, width: number) => value.toFixed(decimals).padStart(width)

/** Records of those values that there are: a device leaves out what it could not measure. */
function records(
  rows: readonly (readonly [code: number, value: number | null, decimals?: number])[],
  width: number,
): string {
  return rows
    .map(([code, value, decimals = 0]) =>
      value === null ? '' : `${hexByte(code)}${padded(value, decimals, width)}`,
    )
    .join('')
}

function numbers(vitals: Vitals): string {
  const { respirationRate: rate, peakPressureCmH2O: peak, peepCmH2O: peep, etco2Percent: co2 } = vitals
  const mbar = (cmH2O: number | null) => (cmH2O === null ? null : cmH2O * TWIN.mbarPerCmH2O)
  return records(
    [
      [0x7d, mbar(peak)],
      [0x78, mbar(peep), 1],
      [0x88, rate === null || rate === 0 ? null : TWIN.tidalMl],
      [0xb9, rate === null ? null : (rate * TWIN.tidalMl) / ML_PER_L, 1],
      // In the tables of MEDIBUS.X this is what was breathed in a minute, not compliance.
      [0x06, rate === null ? null : (rate * TWIN.tidalMl) / ML_PER_L, 2],
      [0xd6, rate],
      [0xf0, vitals.fio2Percent],
      [0xe6, co2 === null ? null : co2 * TWIN.mmHgPerCo2Percent],
      [0xeb, vitals.spo2Percent],
      [0xe1, vitals.pulseRate],
    ],
    RECORD.value,
  )
}

function settings(): string {
  const { fio2, rate, peep, tidal } = TWIN.settings
  return records(
    [
      [0x01, fio2],
      [0x09, rate],
      [0x0b, peep, 1],
      [0x40, tidal],
    ],
    RECORD.setting,
  )
}

function alarm({ code, priority, phrase }: typeof TWIN.apnea | typeof TWIN.pressureHigh): string {
  return `${String.fromCharCode(PRIORITY.base + priority)}${hexByte(code)}${phrase}`
}

function alarms(vitals: Vitals): string {
  const isApnea = vitals.respirationRate === 0
  const isHigh = (vitals.peakPressureCmH2O ?? 0) > TWIN.pressureHighAt
  return `${isApnea ? alarm(TWIN.apnea) : ''}${isHigh ? alarm(TWIN.pressureHigh) : ''}`
}

function texts(): string {
  const { code, text } = TWIN.mode
  return `${hexByte(code)}${String.fromCharCode(RECORD.textBase + text.length)}${text}${String.fromCharCode(BYTE.textEnd)}`
}

function clock(utcMs: number): string {
  const at = new Date(utcMs)
  const two = (value: number) => String(value).padStart(TWO, '0')
  const time = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map(two).join(':')
  const [month = ''] = MONTHS[at.getUTCMonth()] ?? []
  return `${time}${two(at.getUTCDate())}-${month}-${two(at.getUTCFullYear() % YEARS)}`
}

/** Curves it has, each as one record of the answer to 53. */
function curves(): string {
  return TWIN.curves
    .map(([code, us, from, to, largest]) => {
      const maximum = `${hexByte(largest >> BYTE_BITS)}${hexByte(largest & BYTE_MASK)}`.slice(1)
      // The sign stands first, blanks behind it.
      const limit = (value: number) =>
        value < 0 ? `-${String(-value).padStart(RECORD.setting - 1)}` : String(value).padStart(RECORD.setting)
      return `${hexByte(code)}${String(us).padStart(US_WIDTH)}${limit(from)}${limit(to)}${maximum}`
    })
    .join('')
}

const BYTE_BITS = 8
const BYTE_MASK = 0xff
const US_WIDTH = 8

/** What the device answers to a command, without its echo and sum. */
export function answerText(code: number, vitals: Vitals, utcMs: number): string {
  switch (code) {
    case COMMAND.data:
      return numbers(vitals)
    case COMMAND.settings:
      return settings()
    case COMMAND.alarms:
      return alarms(vitals)
    case COMMAND.texts:
      return texts()
    case COMMAND.clock:
      return clock(utcMs)
    case COMMAND.identity:
      return TWIN.identity
    case COMMAND.curves:
      return curves()
    default:
      return ''
  }
}
