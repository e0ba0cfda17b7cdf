import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { codeOf } from '../file/errors.ts'
import type { BackupRow } from './backups.ts'

const NAME = /^backup-[0-9a-f-]{36}\.note\.json$/
const OWNER_ONLY_MODE = 0o600

const NoteSchema = z.strictObject({
  id: z.uuid(),
  madeUtcMs: z.int().nonnegative(),
  folder: z.string().min(1),
  bytes: z.int().nonnegative(),
  auditRows: z.int().nonnegative(),
  auditHash: z.string().regex(/^[0-9a-f]{64}$/),
  initials: z.null(),
  ok: z.boolean(),
})

/**
 * Leaves a note of a backup in the data folder: the command line must not write
 * a record that a station may have open. The station takes it into its list.
 */
export function writeBackupNote(dataDir: string, row: BackupRow): void {
  const path = join(dataDir, `backup-${row.id}.note.json`)
  writeFileSync(`${path}.new`, `${JSON.stringify(row)}\n`, { mode: OWNER_ONLY_MODE })
  renameSync(`${path}.new`, path)
}

/**
 * Hands each note of the data folder to `save` and removes it once that is done.
 * One that cannot be read is kept under another name and not looked at again.
 */
export function takeBackupNotes(dataDir: string, save: (row: BackupRow) => void): void {
  for (const name of readdirSync(dataDir).filter((one) => NAME.test(one))) {
    const path = join(dataDir, name)
    const row = noteOf(path)
    if (row === null) {
      renameSync(path, `${path}.unread`)
      continue
    }
    save(row)
    rmSync(path, { force: true })
  }
}

function noteOf(path: string): BackupRow | null {
  try {
    const parsed = NoteSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch (error) {
    if (error instanceof SyntaxError || codeOf(error) !== '') return null
    throw error
  }
}
