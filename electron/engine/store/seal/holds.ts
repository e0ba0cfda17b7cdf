import { VigilError } from '../../../ipc/contract.ts'
import type { PatientView } from '../../../ipc/views.ts'
import type { Connection } from '../database.ts'
import { queries, wholeTableQueries } from '../queries.ts'
import { openText, sealText } from './sealed-bytes.ts'
import { keysOf } from './subject-keys.ts'
import { identityOf, type Subjects } from './subjects.ts'

/** A legal hold: nothing of this patient is erased or removed while it stands. */
export interface HoldRow {
  readonly patient: PatientView
  readonly reason: string
  readonly initials: string | null
  readonly sinceUtcMs: number
}

interface SubjectRow {
  readonly subject: number
  readonly hold: Uint8Array | null
}

function placeOf(subject: number): string {
  return `hold/${subject}`
}

/** The hold on a subject, or null. One that does not open holds all the same. */
export function holdOf(connection: Connection, subject: number): Omit<HoldRow, 'patient'> | null {
  const sealed = connection.prepare<[number], SubjectRow>(queries.subjectById).get(subject)?.hold ?? null
  if (sealed === null) return null
  const key = keysOf(connection).of(subject)
  const text = key === null ? null : openText(key, placeOf(subject), sealed)
  if (text === null) return { reason: '', initials: null, sinceUtcMs: 0 }
  // Our own JSON, authenticated by its seal.
  return JSON.parse(text) as Omit<HoldRow, 'patient'>
}

/** Every legal hold of the record. Throws SQLite errors as they are. */
export function readHolds(connection: Connection): HoldRow[] {
  return connection
    .prepare<[], SubjectRow>(wholeTableQueries.subjects)
    .all()
    .flatMap(({ subject }) => {
      const hold = holdOf(connection, subject)
      const patient = hold === null ? null : identityOf(connection, subject)
      return hold === null || patient === null ? [] : [{ patient, ...hold }]
    })
}

/**
 * Sets or, with null, lifts a hold; inside a transaction of the caller. Out: the hold before.
 * Throws unknownPatient where the record holds nothing of them.
 */
export function setHold(
  connection: Connection,
  subjects: Subjects,
  patient: PatientView,
  hold: Omit<HoldRow, 'patient'> | null,
): Omit<HoldRow, 'patient'> | null {
  const subject = subjects.find(patient)
  if (subject === null) throw unknownPatient(patient)
  const before = holdOf(connection, subject)
  const key = keysOf(connection).needed(subject)
  const sealed = hold === null ? null : sealText(key, placeOf(subject), JSON.stringify(hold))
  connection.prepare(queries.setHold).run(sealed, subject)
  return before
}

/** The failure of naming somebody whom the record does not hold. */
export function unknownPatient({ id, authority }: PatientView): VigilError {
  return new VigilError(
    'unknownPatient',
    `The record holds nobody with the identifier ${id} of ${authority}: check both, letter by letter.`,
  )
}
