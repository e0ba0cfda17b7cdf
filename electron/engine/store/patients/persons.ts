import { VigilError } from '../../../ipc/contract.ts'
import type { PersonFacts } from '../../../ipc/patient.ts'
import { factsSchema } from '../../../ipc/patient-schema.ts'
import type { PatientView } from '../../../ipc/views.ts'
import { joinedVisits } from '../../admissions/visits.ts'
import type { Connection } from '../file/database.ts'
import { isDamage } from '../file/errors.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'
import { openText, sealText } from '../seal/sealed-bytes.ts'
import { keysOf } from '../seal/subject-keys.ts'

/** What is known of a patient. `id` is made by the caller: the same row sent twice is stored once. */
export interface PersonRow {
  readonly id: string
  readonly patient: PatientView
  readonly facts: PersonFacts
  /** What was known is wrong; else a birth date that contradicts the one known is refused. */
  readonly isCorrection: boolean
}

interface Columns {
  readonly id: string
  readonly subject: number
  readonly facts: Uint8Array
}

function placeOf(id: string): string {
  return `person/${id}`
}

/**
 * Stores what is known of the patient who is `subject`, sealed. Inside a transaction of the caller. Throws
 * identityMismatch where another birth date is known: one of the two is somebody else's.
 */
export function insertPerson(
  connection: Connection,
  subject: number,
  { id, facts, isCorrection }: PersonRow,
  writtenUtcMs: number,
): void {
  const known = isCorrection ? null : personOf(connection, subject)
  if (known?.birthDate != null && facts.birthDate !== null && facts.birthDate !== known.birthDate) {
    throw new VigilError(
      'identityMismatch',
      'The record knows another birth date for this identifier: look at the wristband. Nothing is changed.',
    )
  }
  const sealed = sealText(
    keysOf(connection).needed(subject),
    placeOf(id),
    JSON.stringify(withKnown(facts, known, writtenUtcMs)),
  )
  connection.prepare(queries.insertPerson).run(id, subject, writtenUtcMs, sealed)
}

/** What a clinician decides on, not who types what is known of a patient: how SpO2 is scored, and what is usual. */
export function decided(facts: PersonFacts | undefined): Pick<PersonFacts, 'spo2Scale' | 'usual'> {
  return {
    ...(facts?.spo2Scale !== undefined && { spo2Scale: facts.spo2Scale }),
    ...(facts?.usual !== undefined && { usual: facts.usual }),
  }
}

/** What is said anew; what is not said stays as it was known. */
function withKnown(facts: PersonFacts, known: PersonFacts | null, writtenUtcMs: number): PersonFacts {
  if (known === null) return facts
  return {
    name: facts.name ?? known.name,
    birthDate: facts.birthDate ?? known.birthDate,
    ageClass: facts.ageClass ?? known.ageClass,
    paced: facts.paced === 'unknown' ? known.paced : facts.paced,
    // Decisions of a clinician for this stay: only who says them now has them.
    ...decided(facts),
    // A visit of an earlier stay is none of this one.
    ...joinedVisits(known.visits, facts.visits, writtenUtcMs),
  }
}

function factsOf(connection: Connection, { id, subject, facts }: Columns): PersonFacts | null {
  const key = keysOf(connection).of(subject)
  const text = key === null ? null : openText(key, placeOf(id), facts)
  if (text === null) return null
  const known = factsSchema.safeParse(JSON.parse(text))
  return known.success ? known.data : null
}

/**
 * What is known of a subject, by the latest row; null where nothing is, or where it cannot be read: who lies in a bed is
 * never lost with it, and an age class that nobody knows any more is chosen again.
 */
export function personOf(connection: Connection, subject: number): PersonFacts | null {
  try {
    const row = connection.prepare<[number], Columns>(queries.lastPerson).get(subject)
    return row === undefined ? null : factsOf(connection, row)
  } catch (error) {
    if (!isDamage(error)) throw error
    return null
  }
}

/** What `verify` says of them. */
export function personFindings(connection: Connection): string[] {
  return connection
    .prepare<[], Columns>(wholeTableQueries.persons)
    .all()
    .filter((row) => factsOf(connection, row) === null)
    .map(({ subject }) => `What is known of subject ${subject} does not open: it was changed or is damaged.`)
}

/** Removes what is known of a subject. Inside a transaction of the caller. */
export function erasePersons(connection: Connection, subject: number): void {
  connection.prepare(queries.deletePersons).run(subject)
}
