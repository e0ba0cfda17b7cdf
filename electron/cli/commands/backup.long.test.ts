import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { storePaths } from '../../engine/store/file/paths.ts'
import {
  announced,
  numericAt,
  numericChannel,
  openOptions,
  START_UTC_MS,
  secondOf,
} from '../../engine/store/testing/samples.ts'
import { openStoreClient } from '../../engine/store/threads/client.ts'
import { WorkerThreads } from '../../engine/store/threads/worker-threads.ts'
import { temporaryFolder } from '../../engine/testing/temporary-folder.ts'
import { runCommand } from '../run.ts'
import { memoryIo } from '../testing/memory-io.ts'
import { commands } from './index.ts'

const THREADS = new WorkerThreads(new URL('../../engine/store/threads/worker.ts', import.meta.url))
/** Two workers start from source on a shared machine, and notes are looked for every ten seconds. */
const TEST_MS = 60_000
const NOTED_MS = 30_000

async function run(...args: string[]) {
  const io = memoryIo()
  const code = await runCommand(commands, args, io)
  return { code, stdout: io.stdout(), notes: io.notes }
}

describe('vigil backup', () => {
  it(
    'copies a record that a station is writing, and the station lists it',
    async () => {
      const [data, stick] = [join(temporaryFolder(), 'data'), temporaryFolder()]
      const client = await openStoreClient({ ...openOptions(data), threads: THREADS })
      try {
        await client.record(secondOf({ channels: [announced(2, numericChannel('hr'))] }))
        await client.record(secondOf({ numerics: [numericAt(2, START_UTC_MS, 71)] }))
        const result = await run('backup', '--data', data, '--to', stick, '--json')
        expect(result.code).toBe(0)
        const receipt = JSON.parse(result.stdout)
        expect(receipt).toMatchObject({ ok: true, findings: [], auditRows: 0 })
        expect(readdirSync(stick).map((name) => join(stick, name))).toEqual([receipt.folder])
        expect(receipt.folder).toMatch(/vigil-ward-3-\d{8}T\d{6}Z$/)
        const keyFile = storePaths(data).stationKey
        const verified = await run('verify', '--data', receipt.folder, '--key-file', keyFile)
        expect(verified).toMatchObject({ code: 0, stdout: expect.stringMatching(/record +whole/) })
        const listed = async () => {
          // Each call to the writer is followed by a look for notes when one is due.
          await client.room()
          return client.read.backups()
        }
        await expect.poll(listed, { timeout: NOTED_MS, interval: 200 }).toHaveLength(1)
        expect(await client.read.backups()).toMatchObject([
          { folder: receipt.folder, initials: null, ok: true },
        ])
        expect(await client.read.auditRows()).toMatchObject([
          { action: 'backup.made', actor: { station: 'ward-3', session: 'command line' } },
        ])
        expect(readdirSync(data).filter((name) => name.includes('note'))).toEqual([])
      } finally {
        await client.close()
      }
    },
    TEST_MS,
  )

  it(
    'makes one through the worker of a station too, or none when it is told to end',
    async () => {
      const [data, stick] = [join(temporaryFolder(), 'data'), temporaryFolder()]
      const client = await openStoreClient({ ...openOptions(data), threads: THREADS })
      try {
        const request = { to: stick, station: 'ward-3', nowUtcMs: START_UTC_MS }
        expect(await client.backUp(request, () => false)).toBeNull()
        expect(readdirSync(stick)).toEqual([])
        expect(await client.backUp(request, () => true)).toMatchObject({ ok: true })
        expect(readdirSync(stick)).toHaveLength(1)
        const absent = client.backUp({ ...request, to: join(stick, 'absent') }, () => true)
        await expect(absent).rejects.toMatchObject({ code: 'fileMissing' })
      } finally {
        await client.close()
      }
    },
    TEST_MS,
  )

  it('stops when it is told to, and leaves nothing', async () => {
    const [data, stick] = [join(temporaryFolder(), 'data'), temporaryFolder()]
    const client = await openStoreClient({ ...openOptions(data), threads: THREADS })
    await client.close()
    const io = memoryIo()
    io.interrupt()
    expect(await runCommand(commands, ['backup', '--data', data, '--to', stick], io)).toBeOneOf([0, 1])
    expect(readdirSync(stick).filter((name) => name.endsWith('.partial'))).toEqual([])
  })

  it.each([
    [
      'no record',
      ['--data', 'none', '--to', '.'],
      /There is no Vigil record in .*none: check the data folder\.$/,
    ],
    ['no target', ['--data', 'none'], /^Option --to is missing: use vigil backup --data DIR --to DIR/],
  ])('refuses %s in one line with exit 1', async (_name, args, sentence) => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'none'))
    const placed = args.map((arg) => (arg.startsWith('--') ? arg : join(folder, arg)))
    const result = await run('backup', ...placed)
    expect(result).toEqual({ code: 1, stdout: '', notes: [expect.stringMatching(sentence)] })
  })
})
