import type { Twin, TwinOptions } from '../driver.ts'
import { joinBytes } from '../framing/join.ts'
import { createPatient, type Vitals } from '../physiology/patient.ts'
import { BYTE, CHANNEL_DIGITS, COMMAND, ERROR, FIELDS, MISSING, MODE_CHANNEL, TWIN } from './codes.ts'
import { blockCheck, textBytes } from './message.ts'

const MS_PER_SECOND = 1_000
const ML_PER_L = 1_000
const HIGH = 256
const CLOCK_LETTERS = 14
/** The unit "none" of the mode, and a type that nobody reads. */
const NO_UNIT = '20'
const TYPE = '0'
/** A gain or an offset has four digits. */
const DIGITS = 4
const EXPONENT_DIGITS = 3

/** `+1000E-004`: a signed number of four digits and a power of ten. */
function scientific(value: number): string {
  const [mantissa = '', power = ''] = value.toExponential(DIGITS - 1).split('e')
  const exponent = value === 0 ? 0 : Number(power) - (DIGITS - 1)
  const sign = exponent < 0 ? '-' : '+'
  return `+${mantissa.replace('.', '')}E${sign}${String(Math.abs(exponent)).padStart(EXPONENT_DIGITS, '0')}`
}

/** A millimetre of mercury is sent whole: this twin speaks version 0003. */
const gainOf = (row: (typeof FIELDS)[number]) => row.scale?.gain ?? 1
const offsetOf = (row: (typeof FIELDS)[number]) => row.scale?.offset ?? 0

function channelTable(): string {
  const entry = (channel: number, gain: number, offset: number, unit: string) =>
    [String(channel).padStart(CHANNEL_DIGITS, '0'), scientific(gain), scientific(offset), unit, TYPE].join(
      ',',
    )
  const numbers = FIELDS.map((row) =>
    entry(row.channel, gainOf(row), offsetOf(row), String(row.unitCode).padStart(2, '0')),
  )
  return [TWIN.sampling, ...numbers, entry(MODE_CHANNEL, 1, 0, NO_UNIT)].join(';')
}

function measured(vitals: Vitals): Readonly<Record<number, number | null>> {
  const { peakPressureCmH2O: peak, peepCmH2O: peep, fio2Percent: oxygen, etco2Percent: co2 } = vitals
  const rate = vitals.co2RespirationRate ?? 0
  const tidal = rate > 0 ? TWIN.tidalMl : null
  const minute = rate > 0 ? (rate * TWIN.tidalMl) / ML_PER_L : 0
  return {
    100: rate,
    101: tidal,
    102: tidal,
    103: minute,
    104: minute,
    105: peak,
    106: peak === null ? null : TWIN.meanCmH2O,
    107: peak === null ? null : TWIN.pauseCmH2O,
    108: peep,
    109: oxygen,
    114: co2,
    115: co2 === null ? null : co2 * TWIN.mmHgPerCo2Percent,
    116: co2 === null ? null : co2 * TWIN.kPaPerCo2Percent,
    117: tidal === null ? null : TWIN.co2PerMinute,
    125: tidal === null ? null : TWIN.compliance,
    129: peep,
    130: 0,
    131: 0,
    148: peak === null || peep === null ? null : TWIN.pauseCmH2O - peep,
    ...TWIN.settings,
  }
}

/**
 * The ventilator's side of the wire: it forgets its lists with `RPTY`, tells its channels, and gives a block for each
 * time it is asked. Throws a TypeError if the scenario is unknown.
 */
export function createTwin(options: TwinOptions): Twin {
  const patient = createPatient(options)
  let breath: readonly number[] = []
  let settings: readonly number[] = []
  let heard: number[] = []
  let answers: Uint8Array[] = []

  const say = (text: string) => answers.push(textBytes(text))

  function block(bytes: readonly number[]): void {
    const whole = Uint8Array.of(...bytes, BYTE.blockEnd, 0)
    whole[whole.length - 1] = blockCheck(whole, 'flag')
    answers.push(whole)
  }

  function rawOf(channel: number, value: number | null): number {
    if (channel === MODE_CHANNEL) return TWIN.mode
    const row = FIELDS.find((one) => one.channel === channel)
    if (row === undefined || value === null) return MISSING
    return Math.round((value + offsetOf(row)) / gainOf(row))
  }

  function values(flag: number, list: readonly number[], atMs: number): void {
    if (list.length === 0) {
      block([BYTE.error, ERROR.notConfigured])
      return
    }
    const now = measured(patient.vitals(atMs / MS_PER_SECOND))
    const raw = list.map((channel) => rawOf(channel, now[channel] ?? null))
    block([flag, ...raw.flatMap((one) => [Math.floor(one / HIGH), one % HIGH])])
  }

  /** The channels of a list; null if one of them is not known. */
  function listOf(digits: string): readonly number[] | null {
    const channels = (digits.match(/\d{3}/g) ?? []).map(Number)
    const isKnown = (one: number) => one === MODE_CHANNEL || FIELDS.some(({ channel }) => channel === one)
    return channels.every(isKnown) ? channels : null
  }

  function command(text: string, atMs: number): void {
    const name = text.slice(0, COMMAND.chooseBreath.length)
    const list = listOf(text.slice(COMMAND.chooseBreath.length))
    if (name === COMMAND.chooseBreath || name === COMMAND.chooseSettings) {
      if (list === null) {
        say('ER12')
        return
      }
      if (name === COMMAND.chooseBreath) breath = list
      else settings = list
      say('*')
      return
    }
    const clock = () =>
      new Date(options.startUtcMs + atMs).toISOString().replaceAll(/\D/g, '').slice(0, CLOCK_LETTERS)
    if (text === COMMAND.breath) values(BYTE.breath, breath, atMs)
    else if (text === COMMAND.settings) values(BYTE.settings, settings, atMs)
    else if (text === COMMAND.type || text.startsWith(COMMAND.selectVersion)) {
      breath = []
      settings = []
      say(text === COMMAND.type ? TWIN.type : '*')
    } else if (text === COMMAND.channels) say(channelTable())
    else if (text === COMMAND.highestVersion) say(TWIN.highestVersion)
    else if (text === COMMAND.model) say(TWIN.model)
    else if (text === COMMAND.serial) say(TWIN.serial)
    else if (text === COMMAND.software) say(TWIN.software)
    else if (text === COMMAND.clock) say(clock())
    else say('ER10')
  }

  function message(atMs: number): void {
    if (heard.length === 0) {
      say('*')
      return
    }
    const letters = heard.slice(0, -2)
    const check = String.fromCharCode(...heard.slice(-2))
    const sum = letters.reduce((all, letter) => all ^ letter, 0)
    if (sum.toString(16).toUpperCase().padStart(2, '0') !== check) say('ER18')
    else command(String.fromCharCode(...letters), atMs)
  }

  return {
    produce() {
      const bytes = joinBytes(answers)
      answers = []
      return bytes
    },
    receive(bytes, atMs) {
      for (const byte of bytes) {
        if (byte === BYTE.abort) {
          heard = []
          say('ER20')
        } else if (byte === BYTE.end) {
          message(atMs)
          heard = []
        } else heard = [...heard, byte]
      }
    },
  }
}
