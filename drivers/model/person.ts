/**
 * Fields of an `Identity` that speak of a person. `patientId` leads: a measurement that
 * carries it says all that the device knows of the person, and an empty one says that
 * the device names nobody (nobody admitted, discharged, or a record in conflict).
 */
export const PERSON_FIELDS = [
  'patientId',
  /** Who issued the identifier (PID-3.4 of HL7 v2), where the source says it. */
  'patientAuthority',
  /** Given and family name in one; `givenName` and `familyName` where the source keeps them apart. */
  'patientName',
  'givenName',
  'familyName',
  /** YYYY-MM-DD, or YYYYMMDD as HL7 v2 writes it. */
  'birthDate',
  /** `male` or `female`; M and F of HL7 table 0001 are read as these. */
  'sex',
] as const

const NAMES: ReadonlySet<string> = new Set(PERSON_FIELDS)

/** A person as a device or a message names one; what it did not say is null. */
export interface Person {
  readonly id: string
  readonly authority: string | null
  readonly name: string | null
  /** YYYY-MM-DD. */
  readonly birthDate: string | null
  readonly sex: 'male' | 'female' | null
}

const DATE = /^(\d{4})-?(\d{2})-?(\d{2})$/
const SEXES: ReadonlyMap<string, Person['sex']> = new Map([
  ['M', 'male'],
  ['male', 'male'],
  ['F', 'female'],
  ['female', 'female'],
])

/** A calendar date as YYYY-MM-DD, from that or from YYYYMMDD; null if it is no date. */
export function calendarDate(text: string): string | null {
  const [, year = '', month = '', day = ''] = DATE.exec(text.trim()) ?? []
  const date = `${year}-${month}-${day}`
  const ms = Date.parse(`${date}T00:00:00Z`)
  // A day that the month does not have would roll over into the next.
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, date.length) !== date ? null : date
}

/** Longer text is no name and no identifier; what is cut off here is refused where an identifier is used. */
const LONGEST = 256

function textOf(text: string | undefined): string | null {
  const trimmed = text?.trim().slice(0, LONGEST) ?? ''
  return trimmed === '' ? null : trimmed
}

/**
 * The person that an identity names. Out: null when it names nobody, undefined when it says
 * nothing of a person. Without an identifier nobody can be told from anybody: that names nobody.
 */
export function personOf(fields: Readonly<Record<string, string>>): Person | null | undefined {
  if (fields.patientId === undefined) return undefined
  const id = textOf(fields.patientId)
  if (id === null) return null
  const parts = [textOf(fields.givenName), textOf(fields.familyName)].filter((part) => part !== null)
  return {
    id,
    authority: textOf(fields.patientAuthority),
    name: textOf(fields.patientName) ?? textOf(parts.join(' ')),
    birthDate: calendarDate(fields.birthDate ?? ''),
    sex: SEXES.get(fields.sex?.trim() ?? '') ?? null,
  }
}

/** What an identity says of the device, without the person. */
export function withoutPerson(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !NAMES.has(name)))
}

/** Whether two say the same of the same person. */
export function isSamePerson(one: Person | null, other: Person | null): boolean {
  if (one === null || other === null) return one === other
  return (
    one.id === other.id &&
    one.authority === other.authority &&
    one.name === other.name &&
    one.birthDate === other.birthDate &&
    one.sex === other.sex
  )
}
