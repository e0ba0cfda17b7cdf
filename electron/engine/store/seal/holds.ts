import { VigilError } from '../../../ipc/contract.ts'
import type { HoldView } from '../../../ipc/erasure.ts'
import type { PatientView } from '../../../ipc/views.ts'
import type { Connection } from '../file/database.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'
import { openText, sealText } from './sealed-bytes.ts'
import { keysOf } from './subject-keys.ts'
import { identityOf, type Subjects } from './subjects.ts'

/** Sets or lifts a hold. The reason of lifting it stands in the audit. */
export interface HoldRequest {
  readonly patient: PatientView
  readonly reason: string
  readonly isLifted: boolean
}

/** A hold as it is sealed. */
export type Hold = Omit<HoldView, 'patient'>

interface SubjectRow {
  readonly subject: number
  readonly hold: Uint8Array | null
}

function placeOf(subject: number): string {
  return `hold/${subject}`
}

/** The hold on a subject, or null. One that does not open holds all the same. */
export function holdOf(connection: Connection, subject: number): Hold | null {
  const sealed = connection.prepare<[number], SubjectRow>(queries.subjectById).get(subject)?.hold ?? null
  if (sealed === null) return null
  const key = keysOf(connection).of(subject)
  const text = key === null ? null : openText(key, placeOf(subject), sealed)
  if (text === null) return { reason: '', initials: null, sinceUtcMs: 0 }
  // Our own JSON, authenticated by its seal.
  return JSON.parse(text) as Hold
}

/** Every legal hold of the record. Throws SQLite errors as they are. */
export function readHolds(connection: Connection): HoldView[] {
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
  hold: Hold | null,
): Hold | null {
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
