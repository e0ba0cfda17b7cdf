import { createHmac } from 'node:crypto'
import type { PersonFacts } from '../../../ipc/patient.ts'
import { DAY_MS } from '../constants.ts'
import { DisguisedReader } from './disguised-reader.ts'
import type { WaveSource } from './wave-source.ts'

const WEEK_DAYS = 7
/** Dates are moved back by one year at least and ten at most: far enough to say nothing, and inside what EDF can tell. */
const LEAST_WEEKS = 52
const MOST_WEEKS = 520
/** Ages above this are one group (HIPAA, 45 CFR 164.514(b)(2)(i)(C)). */
const HIGHEST_AGE = 89
const ALIAS_DIGITS = 10
const PLACE_DIGITS = 4
const SHIFT_DIGITS = 8
/** The secret serves other ends too: nothing made here can be taken for theirs. */
const PURPOSE = 'export of files'
/** Separates what is hashed, so that no two things read alike. */
const APART = '\0'

/**
 * A stay with nothing in it that says who it is from. One patient has one alias and one shift of dates (whole weeks, so that
 * the time of day and the day of the week stay), in every export with the same secret, on whatever bed; a stay of nobody
 * has its own. The bed is an alias, ages above 89 are one group, and free text, initials and names are not there.
 */
export function disguised({ reader, bed, period, subject }: WaveSource, secret: string): WaveSource {
  const { patient, person } = subject
  const digits = (...what: readonly (string | number)[]): string =>
    createHmac('sha256', Buffer.from(secret, 'hex'))
      .update([PURPOSE, ...what].join(APART))
      .digest('hex')
  const who =
    patient === null ? ['nobody', bed, period.fromUtcMs] : ['patient', patient.authority, patient.id]
  const span = MOST_WEEKS - LEAST_WEEKS
  const weeks = LEAST_WEEKS + (Number.parseInt(digits('shift', ...who).slice(0, SHIFT_DIGITS), 16) % span)
  const shiftMs = -weeks * WEEK_DAYS * DAY_MS
  const alias = `P${digits('alias', ...who).slice(0, ALIAS_DIGITS)}`
  const aliasBed = `${alias}_${digits('bed', bed).slice(0, PLACE_DIGITS)}`
  return {
    reader: new DisguisedReader(reader, { bed, aliasBed, shiftMs }),
    bed: aliasBed,
    period: { fromUtcMs: period.fromUtcMs + shiftMs, toUtcMs: period.toUtcMs + shiftMs },
    subject: {
      patient: { id: alias, authority: 'DEIDENTIFIED' },
      person: null,
      age: ageOf(person, period.fromUtcMs),
    },
  }
}

/** Whole years at a time, `90+` above 89; null where no birth date is known. */
export function ageOf(person: PersonFacts | null, atUtcMs: number): string | null {
  const [year, month, day] = (person?.birthDate ?? '').split('-').map(Number)
  if (year === undefined || month === undefined || day === undefined) return null
  const at = new Date(atUtcMs)
  const hadBirthday =
    at.getUTCMonth() + 1 > month || (at.getUTCMonth() + 1 === month && at.getUTCDate() >= day)
  const age = at.getUTCFullYear() - year - (hadBirthday ? 0 : 1)
  return age > HIGHEST_AGE ? `${HIGHEST_AGE + 1}+` : String(Math.max(0, age))
}
