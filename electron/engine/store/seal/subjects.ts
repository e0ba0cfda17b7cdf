import type { PatientView } from '../../../ipc/views.ts'
import type { Connection } from '../file/database.ts'
import { queries } from '../file/queries.ts'
import { patientDigest } from './digest.ts'
import { openText, sealText } from './sealed-bytes.ts'
import { keysOf } from './subject-keys.ts'

const IDENTITY = 'identity'

interface IdentityRow {
  readonly identity: Uint8Array | null
}

/** The patient that a subject is; null for a stretch without one, and once they were erased. */
export function identityOf(connection: Connection, subject: number): PatientView | null {
  const row = connection.prepare<[number], IdentityRow>(queries.subjectById).get(subject)
  const key = keysOf(connection).of(subject)
  if (row === undefined || row.identity === null || key === null) return null
  const text = openText(key, `${IDENTITY}/${subject}`, row.identity)
  if (text === null) return null
  // Our own JSON, authenticated by its seal.
  const { id, authority } = JSON.parse(text) as PatientView
  return { id, authority }
}

/** Finds subjects and makes them; every call inside a transaction of the caller. */
export class Subjects {
  readonly #connection: Connection
  readonly #recordKeyHex: string
  /** Asked for by every wave of every second. */
  readonly #stretches = new Map<string, number>()

  /** In: an open record and its key, 64 hex digits. */
  constructor(connection: Connection, recordKeyHex: string) {
    this.#connection = connection
    this.#recordKeyHex = recordKeyHex
  }

  digestOf(patient: PatientView): string {
    return patientDigest(this.#recordKeyHex, patient)
  }

  /** The number of a patient that the record knows, or null. */
  find(patient: PatientView): number | null {
    return this.findDigest(this.digestOf(patient))
  }

  findDigest(digest: string): number | null {
    const found = this.#connection.prepare<[string]>(queries.subjectByDigest).pluck().get(digest)
    return found === undefined ? null : Number(found)
  }

  /** The number of a patient; a new one gets a key and a sealed identity. */
  ofPatient(patient: PatientView, sinceUtcMs: number): number {
    const known = this.find(patient)
    if (known !== null) return known
    const subject = this.#insert(this.digestOf(patient), null, sinceUtcMs)
    const key = keysOf(this.#connection).create(subject)
    const identity = sealText(key, `${IDENTITY}/${subject}`, JSON.stringify(patient))
    this.#connection.prepare(queries.setIdentity).run(identity, subject)
    return subject
  }

  /** The number of a stretch of a bed in which nobody was connected, by where it begins. */
  ofStretch(bed: string, sinceUtcMs: number): number {
    const name = `${sinceUtcMs} ${bed}`
    const known = this.#stretches.get(name)
    if (known !== undefined) return known
    const subject = this.#findStretch(bed, sinceUtcMs)
    this.#stretches.set(name, subject)
    return subject
  }

  /** Forgets what it has found: a transaction was undone, and with it perhaps a subject. */
  readAgain(): void {
    this.#stretches.clear()
  }

  #findStretch(bed: string, sinceUtcMs: number): number {
    const found = this.#connection
      .prepare<[string, number]>(queries.subjectByStretch)
      .pluck()
      .get(bed, sinceUtcMs)
    if (found !== undefined) return Number(found)
    const subject = this.#insert(null, bed, sinceUtcMs)
    keysOf(this.#connection).create(subject)
    return subject
  }

  #insert(digest: string | null, bed: string | null, sinceUtcMs: number): number {
    const insert = this.#connection.prepare(queries.insertSubject)
    return Number(insert.run(digest, bed, sinceUtcMs).lastInsertRowid)
  }
}
