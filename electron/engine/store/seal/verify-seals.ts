import { readErasures } from '../erase/erasures.ts'
import type { Connection } from '../file/database.ts'
import { wholeTableQueries } from '../file/queries.ts'
import { personFindings } from '../patients/persons.ts'
import { remoteFindings } from '../patients/remote.ts'
import { entryFindings } from '../tables/entries.ts'
import { handoverFindings } from '../tables/handovers.ts'
import { noteFindings } from '../tables/notes.ts'
import { outboxFindings } from '../tables/outbox.ts'
import type { AuditRow } from '../types.ts'
import { unopenedSubjects } from './sealed-audit.ts'
import { openText } from './sealed-bytes.ts'
import { IN_THE_CLEAR, keysOf } from './subject-keys.ts'
import { identityOf } from './subjects.ts'

interface SubjectRow {
  readonly subject: number
  readonly digest: string | null
  readonly hold: Uint8Array | null
}

/** What `vigil verify` says of patients, keys, stays and erasures, a sentence each; none when all is as it should be. */
export function sealFindings(connection: Connection): string[] {
  const keys = keysOf(connection)
  const findings: string[] = []
  const subjects = connection.prepare<[], SubjectRow>(wholeTableQueries.subjects).all()
  const known = new Set(subjects.map(({ subject }) => subject))
  for (const { subject, digest, hold } of subjects) {
    const key = keys.of(subject)
    if (key === null)
      findings.push(`The key of subject ${subject} is missing: what is sealed with it is lost.`)
    else if (digest !== null && identityOf(connection, subject) === null)
      findings.push(`The identifier of subject ${subject} does not open: it was changed or is damaged.`)
    else if (hold !== null && openText(key, `hold/${subject}`, hold) === null)
      findings.push(`The legal hold of subject ${subject} does not open; it holds all the same.`)
  }
  for (const subject of connection.prepare(wholeTableQueries.subjectKeys).pluck().all().map(Number)) {
    if (!known.has(subject)) findings.push(`The key of subject ${subject} is there, the subject is not.`)
  }
  const stays = connection.prepare<[], { bed: string; subject: number }>(wholeTableQueries.allStays).all()
  for (const { bed, subject } of stays) {
    if (subject !== IN_THE_CLEAR && !known.has(subject))
      findings.push(`A stay in the bed ${bed} names subject ${subject}, which is missing.`)
  }
  findings.push(...noteFindings(connection), ...personFindings(connection), ...entryFindings(connection))
  findings.push(...outboxFindings(connection))
  findings.push(...handoverFindings(connection))
  findings.push(...remoteFindings(connection))
  for (const { done, atUtcMs } of readErasures(connection)) {
    if (done) continue
    const when = new Date(atUtcMs).toISOString()
    findings.push(`An erasure begun at ${when} is not finished: start Vigil on this folder once.`)
  }
  return findings
}

/** Patients in audit rows that do not open although nobody erased them. */
export function auditSealFindings(connection: Connection, rows: readonly AuditRow[]): string[] {
  const erased = new Set(readErasures(connection).flatMap(({ facts }) => facts.subjects))
  return rows.flatMap((row) =>
    [row.before, row.after]
      .flatMap((text) => unopenedSubjects(connection, text, row.seq))
      .filter((subject) => !erased.has(subject))
      .map(
        (subject) => `Audit row ${row.seq} names subject ${subject}, who does not open and was not erased.`,
      ),
  )
}
