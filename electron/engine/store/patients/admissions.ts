import type { PatientView } from '../../../ipc/views.ts'
import type { Connection } from '../file/database.ts'
import { queries, wholeTableQueries } from '../file/queries.ts'
import { openText, sealText } from '../seal/sealed-bytes.ts'
import { keysOf } from '../seal/subject-keys.ts'

/** `open`: somebody has to look; `done`: there was nothing to do, it is kept to tell what comes late. */
export type AdmissionState = 'open' | 'done' | 'confirmed' | 'dismissed'

/** One message of the hospital's system, as it was read. */
export interface AdmissionRow {
  /** The order of arrival. */
  readonly seq: number
  readonly receivedUtcMs: number
  readonly state: AdmissionState
  /** JSON of what the message said (admissions/read.ts). */
  readonly content: string
}

/** One change of them; each is one transaction. */
export type AdmissionStep =
  | {
      readonly kind: 'take'
      /** Names the message: taken twice it is one row. */
      readonly dedupe: string
      /** Whom it is about; `other` is who a merge ends. */
      readonly patient: PatientView
      readonly other: PatientView | null
      readonly state: 'open' | 'done'
      readonly content: string
      readonly atUtcMs: number
      /** What was dealt with before this is forgotten. */
      readonly forgetBeforeUtcMs: number
    }
  | { readonly kind: 'close'; readonly seq: number; readonly state: 'confirmed' | 'dismissed' }

interface Columns {
  readonly seq: number
  readonly dedupe: string
  readonly received_utc_ms: number
  readonly subject: number
  readonly state: AdmissionState
  readonly content: Uint8Array
}

function placeOf(dedupe: string): string {
  return `admission/${dedupe}`
}

/**
 * Carries out one change. In: whose a patient's data is. Inside a transaction of the caller. Out: the row that a message
 * has, also one that it had before; none where the change closed one.
 */
export function takeAdmissionStep(
  connection: Connection,
  step: AdmissionStep,
  subjectOf: (patient: PatientView, atUtcMs: number) => number,
): AdmissionRow[] {
  if (step.kind === 'close') {
    connection.prepare(queries.closeAdmission).run(step.state, step.seq)
    return []
  }
  const { dedupe, patient, other, state, content, atUtcMs, forgetBeforeUtcMs } = step
  connection.prepare(queries.forgetAdmissions).run(forgetBeforeUtcMs)
  const known = connection.prepare<[string], Columns>(queries.admissionByName).get(dedupe)
  if (known === undefined) {
    const subject = subjectOf(patient, atUtcMs)
    const sealed = sealText(keysOf(connection).needed(subject), placeOf(dedupe), content)
    const otherSubject = other === null ? null : subjectOf(other, atUtcMs)
    connection
      .prepare<(string | number | Uint8Array | null)[]>(queries.insertAdmission)
      .run(dedupe, atUtcMs, subject, otherSubject, state, sealed)
  }
  const row = connection.prepare<[string], Columns>(queries.admissionByName).get(dedupe)
  return row === undefined ? [] : opened(connection, row)
}

function opened(connection: Connection, row: Columns): AdmissionRow[] {
  const key = keysOf(connection).of(row.subject)
  const content = key === null ? null : openText(key, placeOf(row.dedupe), row.content)
  if (content === null) return []
  return [{ seq: row.seq, receivedUtcMs: row.received_utc_ms, state: row.state, content }]
}

/** Everything that is kept, in the order of arrival; what does not open is left out. */
export function readAdmissions(connection: Connection): AdmissionRow[] {
  return connection
    .prepare<[], Columns>(wholeTableQueries.admissions)
    .all()
    .flatMap((row) => opened(connection, row))
}

/** Removes what is about a subject, of either side of a merge. Inside a transaction of the caller. */
export function eraseAdmissions(connection: Connection, subject: number): void {
  connection.prepare(queries.deleteAdmissions).run(subject)
  connection.prepare(queries.deleteAdmissionsOfOther).run(subject)
}
