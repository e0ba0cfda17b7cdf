import { randomUUID } from 'node:crypto'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withFolder } from '../testing/folder.ts'
import type { BackupRow } from './backups.ts'
import { takeBackupNotes, writeBackupNote } from './notes.ts'
import { backupName } from './target.ts'

function made(): BackupRow {
  const hash = 'ab'.repeat(32)
  return {
    id: randomUUID(),
    madeUtcMs: 1,
    folder: '/media/stick/x',
    bytes: 2,
    auditRows: 3,
    auditHash: hash,
    initials: null,
    ok: true,
  }
}

describe('notes of backups made at the command line', () => {
  it('are handed over once each and then gone', () =>
    withFolder((folder) => {
      const rows = [made(), made()]
      for (const row of rows) writeBackupNote(folder, row)
      const taken: BackupRow[] = []
      takeBackupNotes(folder, (row) => taken.push(row))
      takeBackupNotes(folder, (row) => taken.push(row))
      expect(taken.toSorted((a, b) => a.id.localeCompare(b.id))).toEqual(
        rows.toSorted((a, b) => a.id.localeCompare(b.id)),
      )
      expect(readdirSync(folder)).toEqual([])
    }))

  it('stay where they are while they cannot be stored', () =>
    withFolder((folder) => {
      writeBackupNote(folder, made())
      expect(() =>
        takeBackupNotes(folder, () => {
          throw new TypeError('full')
        }),
      ).toThrow('full')
      expect(readdirSync(folder)).toHaveLength(1)
    }))

  it.each([
    'no json',
    '{}',
    '[]',
    JSON.stringify({ ...made(), folder: '' }),
    JSON.stringify({ ...made(), more: 1 }),
  ])('that cannot be used are kept aside: %s', (text) =>
    withFolder((folder) => {
      const name = `backup-${randomUUID()}.note.json`
      writeFileSync(join(folder, name), text)
      writeFileSync(join(folder, 'backup-other.json'), text)
      takeBackupNotes(folder, () => {
        throw new TypeError('was handed over')
      })
      expect(readdirSync(folder).toSorted()).toEqual(['backup-other.json', `${name}.unread`].toSorted())
    }),
  )
})

it.each([
  ['ward-3', 'vigil-ward-3-20260105T080000Z'],
  ['Ward 3: ICU/../x', 'vigil-Ward-3-ICU-x-20260105T080000Z'],
  ['心臓', 'vigil-station-20260105T080000Z'],
])('names the folder of a backup for any file system: %s', (station, name) => {
  expect(backupName(station, Date.UTC(2026, 0, 5, 8))).toBe(name)
})
