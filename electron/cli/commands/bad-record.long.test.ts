import { execFile } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, vi } from 'vitest'
import { connect } from '../../engine/store/file/database.ts'
import { storePaths } from '../../engine/store/file/paths.ts'
import { openStoreReader, openStoreWriter } from '../../engine/store/open/open.ts'
import { replaceByForeign } from '../../engine/store/testing/damage.ts'
import { withFolder } from '../../engine/store/testing/folder.ts'
import { keyIn } from '../../engine/store/testing/record-keys.ts'
import {
  announced,
  numericAt,
  numericChannel,
  openOptions,
  START_UTC_MS,
  secondOf,
} from '../../engine/store/testing/samples.ts'
import { runCommand } from '../run.ts'
import { memoryIo } from '../testing/memory-io.ts'
import { commands } from './index.ts'

/** Several starts of threads and processes from source, on a machine that others share. */
const TIMEOUT_MS = 60_000
const CHILD = join(import.meta.dirname, '../testing/unprivileged-child.ts')
const PATIENT = { id: 'PAT-1234567', authority: 'HOSP' }
const [WHO, WHY] = [
  ['--patient', PATIENT.id, '--authority', PATIENT.authority],
  ['--reason', 'court order 7', '--initials', 'AB'],
]
const HOLD = ['hold', ...WHO, ...WHY]
const READ_ONLY = { folder: 0o555, file: 0o444 }
const NFS_TYPE = 0x6969
const { statfs } = vi.hoisted(() => ({ statfs: { type: null as number | null } }))
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  const statfsSync = (path: string) => {
    const told = fs.statfsSync(path)
    return statfs.type === null ? told : Object.assign(told, { type: statfs.type })
  }
  return { ...fs, statfsSync, default: fs }
})

/** A record with one number and one patient, closed in order; a config beside it. */
function makeRecord(folder: string): { data: string; config: string } {
  const [data, config] = [join(folder, 'data'), join(folder, 'config.json')]
  const { writer } = openStoreWriter(openOptions(data))
  const channels = [announced(1, numericChannel('hr'))]
  writer.record(secondOf({ channels, numerics: [numericAt(1, START_UTC_MS, 72)] }))
  writer.bind('b1', PATIENT, START_UTC_MS)
  writer.close()
  const bed = { id: 'b1', label: 'Bed 1', driver: 'ge-s5', link: 'sim:stable?seed=1' }
  writeFileSync(config, JSON.stringify({ station: 'ward-3', beds: [bed] }))
  return { data, config }
}

async function run(...args: string[]) {
  const io = memoryIo()
  const code = await runCommand(commands, args, io)
  return { code, notes: io.notes }
}

/** Content of every file of the data folder but the lock, which holds nothing. */
function filesOf(folder: string): Map<string, string> {
  const names = readdirSync(folder).filter((name) => name !== 'writer.lock')
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'latin1')]))
}

/** `vigil station` on what `spoil` has made of a record must end with 1 and one sentence, and change no byte. */
async function refused(
  spoil: (data: string) => void,
  sentence: RegExp,
  more: (folder: string) => readonly string[] = () => [],
): Promise<void> {
  await withFolder(async (folder) => {
    const { data, config } = makeRecord(folder)
    spoil(data)
    const before = filesOf(data)
    const args = ['--data', data, '--config', config, '--seconds', '0.1', ...more(folder)]
    const { code, notes } = await run('station', ...args)
    expect({ code, notes }).toEqual({ code: 1, notes: [expect.stringMatching(sentence)] })
    expect(filesOf(data)).toEqual(before)
  })
}

describe('a station on a record that it cannot use', { timeout: TIMEOUT_MS }, () => {
  it('says that the key is another one', () =>
    refused(
      () => {},
      /does not open the record/,
      (folder) => {
        writeFileSync(join(folder, 'other.key'), 'ab'.repeat(32))
        return ['--key-file', join(folder, 'other.key')]
      },
    ))

  it('says that a newer Vigil has written it', () =>
    refused((data) => {
      const connection = connect(storePaths(data), keyIn(data), 'writer')
      connection.pragma('user_version = 99')
      connection.close()
    }, /install the newer Vigil/))

  it('says that the file is somebody else’s database', () =>
    refused(replaceByForeign, /is not a Vigil record.*left as it is/))

  it('says that another station has it open, and that one goes on', () =>
    withFolder(async (folder) => {
      const { data, config } = makeRecord(folder)
      const { writer } = openStoreWriter(openOptions(data))
      const args = ['--data', data, '--config', config, '--seconds', '0.1']
      expect(await run('station', ...args)).toEqual({
        code: 1,
        notes: [expect.stringMatching(/in use by another Vigil station: close that one first\.$/)],
      })
      writer.record(secondOf({ numerics: [numericAt(1, START_UTC_MS + 1000, 73)] }))
      writer.close()
      const { reader } = openStoreReader(openOptions(data))
      expect(reader.numerics(1, 0, Number.MAX_SAFE_INTEGER).map(({ value }) => value)).toEqual([72, 73])
      reader.close()
    }))

  it('says that the folder lies on a network drive, before it writes anything there', () =>
    withFolder(async (folder) => {
      const { data } = makeRecord(folder)
      const before = filesOf(data)
      statfs.type = NFS_TYPE
      const onRecord = await run(...HOLD, '--data', data)
      const fresh = () => openStoreWriter(openOptions(join(folder, 'new')))
      expect(fresh).toThrow(expect.objectContaining({ code: 'storeUnavailable' }))
      statfs.type = null
      expect(onRecord).toEqual({
        code: 1,
        notes: [
          expect.stringMatching(/lies on a network drive \(NFS\), .*choose a data folder on a disk of/),
        ],
      })
      expect(filesOf(data)).toEqual(before)
      expect(readdirSync(folder)).not.toContain('new')
      expect((await run('verify', '--data', data)).code).toBe(0)
    }))

  // Windows keeps such rights elsewhere.
  const supported = process.platform !== 'win32'
  it(`says that the folder is only to be read${supported ? '' : ' (shown on Linux)'}`, () =>
    withFolder(async (folder) => {
      if (!supported) return
      const { data } = makeRecord(folder)
      const whole = makeRecord(join(folder, 'whole')).data
      const before = filesOf(data)
      chmodSync(folder, READ_ONLY.folder)
      for (const name of readdirSync(data)) chmodSync(join(data, name), READ_ONLY.file)
      chmodSync(data, READ_ONLY.folder)
      const child = async (...args: string[]) => {
        const { stdout } = await promisify(execFile)(process.execPath, [CHILD, whole, ...args])
        return JSON.parse(stdout) as unknown
      }
      expect(await child(...HOLD, '--data', data)).toEqual({
        code: 1,
        notes: [expect.stringMatching(/^The folder .* cannot be written: give this user the right to write/)],
      })
      expect(filesOf(data)).toEqual(before)
      chmodSync(data, 0o755)
      chmodSync(folder, 0o755)
    }))
})
