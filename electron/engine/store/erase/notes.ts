import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { codeOf } from '../file/errors.ts'
import { storePaths } from '../file/paths.ts'
import { readStationFile } from '../file/station-file.ts'
import type { ErasureRow } from './erasures.ts'

const NAME = /^erased-[0-9a-f-]{36}\.note\.json$/
const OWNER_ONLY_MODE = 0o600

const NoteSchema = z.strictObject({
  id: z.uuid(),
  /** Null for a period of a bed. */
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  atUtcMs: z.int().nonnegative(),
  period: z.strictObject({ bed: z.string(), fromUtcMs: z.int(), toUtcMs: z.int() }).optional(),
})

/** Somebody was erased: lies in a backup that still holds them. Says nothing to whoever lacks the key of the record. */
export type ErasureNote = z.infer<typeof NoteSchema>

/** The note of an erasure. */
export function noteOfErasure({ id, digest, atUtcMs, facts: { period } }: ErasureRow): ErasureNote {
  return { id, digest, atUtcMs, ...(period === undefined ? {} : { period }) }
}

/** Leaves a note in a backup. Out: false where the folder is not there, is another record's, or cannot be written. */
export function leaveErasureNote(backupFolder: string, keyId: string, note: ErasureNote): boolean {
  try {
    const station = readStationFile(storePaths(backupFolder))
    if (station === null || station === 'damaged' || station.keyId !== keyId) return false
    writeErasureNote(backupFolder, note)
    return true
  } catch (error) {
    // Whatever the system says of a stick: the receipt then names the folder as one without a note.
    if (codeOf(error) === '') throw error
    return false
  }
}

/** Writes a note into a folder. */
export function writeErasureNote(folder: string, note: ErasureNote): void {
  const { id, digest, atUtcMs, period } = note
  const path = join(folder, `erased-${id}.note.json`)
  writeFileSync(`${path}.new`, `${JSON.stringify({ id, digest, atUtcMs, period })}\n`, {
    mode: OWNER_ONLY_MODE,
  })
  renameSync(`${path}.new`, path)
}

/** The notes of a folder; one that cannot be read counts as none. */
export function readErasureNotes(folder: string): ErasureNote[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => NAME.test(name))
    .map((name) => noteOf(join(folder, name)))
    .filter((note) => note !== null)
}

/** Takes the note of an erasure that was carried out in this folder away. */
export function dropErasureNote(folder: string, id: string): void {
  rmSync(join(folder, `erased-${id}.note.json`), { force: true })
}

function noteOf(path: string): ErasureNote | null {
  try {
    const parsed = NoteSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch (error) {
    if (error instanceof SyntaxError || codeOf(error) !== '') return null
    throw error
  }
}
