import type { PatientView } from '../../../ipc/views.ts'
import type { Connection } from '../file/database.ts'
import { openText, sealText } from './sealed-bytes.ts'
import { keysOf } from './subject-keys.ts'

/** Stands in an audit text where a patient was; base64. */
interface Sealed {
  readonly subject: number
  readonly text: string
}

/** How an identifier is sealed: whose it is, and with the key of whom. */
export type SubjectOf = (patient: PatientView) => number

function placeOf(seq: number): string {
  return `audit/${seq}`
}

/**
 * Seals every patient in the JSON text of an audit row: an object with the texts `id` and
 * `authority` (or a null authority). The row's hash is that of the sealed text, so the chain
 * holds when the key is gone.
 */
export function sealAuditText(
  connection: Connection,
  text: string | null,
  seq: number,
  subjectOf: SubjectOf,
): string | null {
  if (text === null) return null
  return mapObjects(text, (object) => {
    const { id, authority, ...rest } = object
    if (typeof id !== 'string' || (typeof authority !== 'string' && authority !== null)) return object
    const subject = subjectOf({ id, authority: authority ?? '' })
    const sealed = sealText(
      keysOf(connection).needed(subject),
      placeOf(seq),
      JSON.stringify({ id, authority }),
    )
    return { sealed: { subject, text: Buffer.from(sealed).toString('base64') }, ...rest }
  })
}

/** Opens what sealAuditText sealed; where the key is gone, `"erased": true` stands in place of the patient. */
export function openAuditText(connection: Connection, text: string | null, seq: number): string | null {
  if (text === null || !text.includes('"sealed"')) return text
  return mapObjects(text, (object) => {
    const { sealed, ...rest } = object
    if (!isSealed(sealed)) return object
    const opened = openSealed(connection, sealed, seq)
    // Our own JSON, authenticated by its seal.
    return opened === null ? { erased: true, ...rest } : { ...(JSON.parse(opened) as object), ...rest }
  })
}

/** Subjects in an audit text whose part does not open: the key is gone, or it was changed. */
export function unopenedSubjects(connection: Connection, text: string | null, seq: number): number[] {
  const subjects: number[] = []
  if (text === null || !text.includes('"sealed"')) return subjects
  mapObjects(text, (object) => {
    const { sealed } = object
    if (isSealed(sealed) && openSealed(connection, sealed, seq) === null) subjects.push(sealed.subject)
    return object
  })
  return subjects
}

function openSealed(connection: Connection, { subject, text }: Sealed, seq: number): string | null {
  const key = keysOf(connection).of(subject)
  return key === null ? null : openText(key, placeOf(seq), Buffer.from(text, 'base64'))
}

function isSealed(value: unknown): value is Sealed {
  const { subject, text } = isObject(value) ? value : {}
  return typeof subject === 'number' && typeof text === 'string'
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The JSON text with every object replaced by what `map` makes of it, outermost first; a text that is no JSON stays. */
function mapObjects(text: string, map: (object: Record<string, unknown>) => object): string {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk)
    if (!isObject(value)) return value
    const mapped = map(value)
    if (mapped !== value) return mapped
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, walk(part)]))
  }
  try {
    return JSON.stringify(walk(JSON.parse(text)))
  } catch (error) {
    if (error instanceof SyntaxError) return text
    throw error
  }
}
