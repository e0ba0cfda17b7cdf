import { LOCK_NEEDS, lockErrors } from '../framing/lock.ts'
import type { NumericChannel } from '../model/channel.ts'
import { inflation, nibp, pulse } from './channels.ts'
import { BARE, CENTURY, ERROR, LETTER, LETTERED, MODEL, RANGE, RULES, SEPARATOR, TIME_TEXT } from './codes.ts'

/** One number of a reply; null where the kiosk has none. */
export interface ReadNumber {
  readonly channel: NumericChannel
  readonly value: number | null
}

export interface Reply {
  /** All that it says: equal for a repeat. */
  readonly text: string
  readonly model: string
  /** When the reading was taken, the kiosk's clock read as if it were UTC. */
  readonly measuredDeviceMs: number
  readonly error: number
  readonly numbers: readonly ReadNumber[]
  /** A number that no patient has, or pressures in an order that cannot be. */
  readonly isImpossible: boolean
}

function timeOf(text: string): number | null {
  const [, ...parts] = TIME_TEXT.exec(text) ?? []
  if (parts.length === 0) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts.map(Number)
  const at = new Date(Date.UTC(CENTURY + year, month - 1, day, hour, minute))
  const isSame =
    at.getUTCMonth() === month - 1 &&
    at.getUTCDate() === day &&
    at.getUTCHours() === hour &&
    at.getUTCMinutes() === minute
  return isSame ? at.getTime() : null
}

/** Numbers by their letter; null if a field has neither the form of one nor of a bare number, or a letter comes twice. */
function letteredOf(fields: readonly string[]): ReadonlyMap<string, string> | null {
  const found = new Map<string, string>()
  for (const field of fields) {
    const [, letter, digits = ''] = LETTERED.exec(field) ?? []
    if (letter === undefined) {
      if (!BARE.test(field)) return null
    } else if (found.has(letter)) return null
    else found.set(letter, digits)
  }
  return found
}

function numberOf(text: string | undefined, [least, most]: readonly [number, number]): number | null {
  const value = text === undefined || text === '' ? Number.NaN : Number(text)
  return value >= least && value <= most ? value : null
}

/** Lettered fields stand behind the error, which is the last before them. */
function numbersOf(
  byLetter: ReadonlyMap<string, string>,
  error: number,
): Pick<Reply, 'numbers' | 'isImpossible'> {
  const of = (letter: string, range: readonly [number, number]) => numberOf(byLetter.get(letter), range)
  const systolic = of(LETTER.systolic, RANGE.pressure)
  const diastolic = of(LETTER.diastolic, RANGE.pressure)
  const mean = of(LETTER.mean, RANGE.pressure)
  const isWhole = systolic !== null && diastolic !== null && diastolic < systolic
  const isPossible = isWhole && (mean === null || (diastolic <= mean && mean <= systolic))
  const isReading = error === 0 && isPossible
  const number = (channel: NumericChannel, value: number | null): ReadNumber => ({
    channel,
    value: isReading ? value : null,
  })
  return {
    numbers: [
      number(nibp.systolic, systolic),
      number(nibp.diastolic, diastolic),
      number(nibp.mean, mean),
      number(pulse, of(LETTER.pulse, RANGE.pulse)),
      number(inflation, of(LETTER.inflation, RANGE.inflation)),
    ],
    isImpossible: error === 0 && !isPossible,
  }
}

/** Reads the text of a reply with its ends; null where it has not the form of one. */
export function readReply(frame: Uint8Array): Reply | null {
  const text = String.fromCharCode(...frame.subarray(1, -1))
  const [model = '', time = '', ...rest] = text.split(SEPARATOR)
  const firstLettered = rest.findIndex((field) => LETTERED.test(field))
  const errorAt = (firstLettered < 0 ? rest.length : firstLettered) - 1
  const errorText = rest[errorAt] ?? ''
  const measuredDeviceMs = timeOf(time)
  const byLetter = letteredOf(rest.slice(errorAt + 1))
  if (!MODEL.test(model) || measuredDeviceMs === null || !ERROR.test(errorText) || byLetter === null)
    return null
  if (!rest.slice(0, errorAt).every((field) => BARE.test(field))) return null
  const error = Number(errorText)
  return { text, model: model.trim(), measuredDeviceMs, error, ...numbersOf(byLetter, error) }
}

/** What random bytes must match. */
export const lock = lockErrors(RULES, LOCK_NEEDS.secondBlocks)
