import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { BackupRun } from '../../engine/store/backup/backup-run.ts'
import { writeBackupNote } from '../../engine/store/backup/notes.ts'
import { storePaths } from '../../engine/store/file/paths.ts'
import { readStationFile } from '../../engine/store/file/station-file.ts'
import type { Command } from '../command.ts'
import { EXIT } from '../exit-codes.ts'
import type { CommandIo } from '../io.ts'
import { alignColumns } from '../table.ts'

const STEP_MS = 100
const NOTE_EVERY_SHARE = 0.1
const PERCENT = 100
const BYTES_PER_MB = 1e6

/** `vigil backup`: a checked copy of a record, also while a station writes it. */
export const backupCommand: Command = {
  syntax: {
    name: 'backup',
    files: [],
    options: {
      data: { kind: 'text', required: true, value: 'DIR' },
      to: { kind: 'text', required: true, value: 'DIR' },
      json: { kind: 'flag' },
      'key-file': { kind: 'text', value: 'FILE' },
    },
  },
  about: 'Copies a record to a folder in DIR and checks the copy, also while a station records.',
  async run(options, io) {
    const dataDir = options.required('data')
    const run = new BackupRun(
      { dataDir, keyFile: options.text('key-file') ?? null, key: null },
      { to: options.required('to'), station: stationOf(dataDir), nowUtcMs: Date.now() },
    )
    try {
      if (!(await copy(run, io))) {
        io.note('The backup was stopped: nothing of it is left.')
        return EXIT.wrongUseOrIo
      }
      const { findings, isSameDisk, ...made } = run.finish()
      noteFor(dataDir, { ...made, id: randomUUID(), initials: null }, io)
      if (isSameDisk)
        io.note('The backup lies on the disk of the record and is lost with it: move it to another disk.')
      const rows = [
        ['backup', made.folder],
        ['size', `${(made.bytes / BYTES_PER_MB).toFixed(1)} MB`],
        ['audit', `${made.auditRows} rows`],
        ['check', made.ok ? 'whole' : 'damage found'],
      ]
      const table = alignColumns(rows) + findings.map((finding) => `${finding}\n`).join('')
      await io.out(options.flag('json') ? `${JSON.stringify({ ...made, findings })}\n` : table)
      return made.ok ? EXIT.done : EXIT.damageFound
    } finally {
      run.abort()
    }
  },
}

/** Out: false if it was told to stop. */
async function copy(run: BackupRun, io: CommandIo): Promise<boolean> {
  let told = 0
  for (;;) {
    const { done, share } = run.step(STEP_MS)
    if (done) return true
    if (share - told >= NOTE_EVERY_SHARE) {
      told = share
      io.note(`${Math.floor(share * PERCENT)} % is copied.`)
    }
    // Lets a stop request in.
    await setImmediate()
    if (io.stop.aborted) return false
  }
}

function stationOf(dataDir: string): string {
  const file = readStationFile(storePaths(dataDir))
  return file === null || file === 'damaged' ? 'station' : file.station
}

function noteFor(dataDir: string, row: Parameters<typeof writeBackupNote>[1], io: CommandIo): void {
  try {
    writeBackupNote(dataDir, row)
    io.note('The station takes it into its list of backups when it next runs, or within seconds if it does.')
  } catch {
    io.note(`No note of it could be left in ${dataDir}: the station's list will not name this backup.`)
  }
}
