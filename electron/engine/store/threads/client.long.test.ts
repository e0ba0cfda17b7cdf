import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { verifyStore } from '../check/verify.ts'
import { closeAsItIs, connect } from '../file/database.ts'
import { resolveKey } from '../file/keys.ts'
import { storePaths } from '../file/paths.ts'
import { trend } from '../migrations/0003-trend.ts'
import { openStoreWriter } from '../open/open.ts'
import { damageTable } from '../testing/damage.ts'
import { withFolder } from '../testing/folder.ts'
import { takeBackBefore } from '../testing/old-record.ts'
import {
  ACTOR,
  announced,
  DISK_TEST_TIMEOUT_MS,
  numericAt,
  numericChannel,
  openOptions,
  pieceAt,
  START_UTC_MS,
  secondOf,
  waveChannel,
} from '../testing/samples.ts'
import { FOLD_ROWS } from '../write/fold.ts'
import { openStoreClient, type StoreClient, type StoreClientOptions } from './client.ts'
import { WorkerChannel } from './worker-channel.ts'
import { WorkerThreads } from './worker-threads.ts'

const THREADS = new WorkerThreads(new URL('./worker.ts', import.meta.url))
/** Longer than a call may take without being told. */
const HOLD_DISK_MS = 500
const CHANNELS = [announced(1, waveChannel('ii')), announced(2, numericChannel('hr'))]
async function withClient(
  body: (client: StoreClient, folder: string, notices: string[]) => Promise<void>,
  more: Partial<StoreClientOptions> = {},
): Promise<void> {
  await withFolder(async (folder) => {
    const notices: string[] = []
    const client = await openStoreClient({
      ...openOptions(folder),
      threads: THREADS,
      onNotice: (sentence) => notices.push(sentence),
      ...more,
    })
    try {
      await body(client, folder, notices)
    } finally {
      await client.close()
    }
  })
}

describe('store client', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it('records on one worker and reads on the other', () =>
    withClient(async (client) => {
      expect(client.opened.key.place).toBe('beside the data')
      await client.record(secondOf({ channels: CHANNELS }))
      const numerics = [numericAt(2, START_UTC_MS, 71)]
      await client.record(secondOf({ numerics, waves: [pieceAt(1, START_UTC_MS, [1, 2, 3])] }))
      expect(await client.read.numerics(2, 0, Number.MAX_SAFE_INTEGER)).toEqual(numerics)
      const waves = await client.read.waves(1, 0, Number.MAX_SAFE_INTEGER)
      expect(waves[0]?.samples).toEqual(Int16Array.of(1, 2, 3))
      const entry = { atUtcMs: START_UTC_MS, actor: ACTOR, action: 'signIn', object: 'station' }
      const row = await client.audit({ ...entry, before: null, after: null })
      expect(row.seq).toBe(1)
      expect(await client.job('verify', null)).toMatchObject({ ok: true, audit: { rows: 1, ok: true } })
    }))

  it('enters older data into the trends between two seconds, without being asked', () =>
    withFolder(async (folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      writer.record(secondOf({ channels: CHANNELS }))
      for (let second = 0; second < FOLD_ROWS; second++) {
        const at = START_UTC_MS + second * 1000
        writer.record(secondOf({ waves: [pieceAt(1, at, [second])], numerics: [numericAt(2, at, second)] }))
      }
      writer.fold(START_UTC_MS)
      writer.close()
      takeBackBefore(folder, trend)
      const client = await openStoreClient({ ...openOptions(folder), threads: THREADS })
      const ask = async (channel: number) =>
        client.read.trend(channel, START_UTC_MS, START_UTC_MS + 3_600_000, 1)
      const isDone = async () => (await ask(1))?.complete === true && (await ask(2))?.complete === true
      while (!(await isDone())) await client.record(secondOf({}))
      const whole = { least: 0, greatest: FOLD_ROWS - 1, count: FOLD_ROWS }
      expect((await ask(1))?.points).toMatchObject([{ count: FOLD_ROWS }])
      expect((await ask(2))?.points).toMatchObject([whole])
      await client.close()
    }))

  it('passes failures on: a caller mistake as TypeError, the rest as VigilError', () =>
    withClient(async (client, folder) => {
      const numerics = [numericAt(77, START_UTC_MS, 1)]
      await expect(client.record(secondOf({ numerics }))).rejects.toThrow(TypeError)
      const again = openStoreClient({ ...openOptions(folder), threads: THREADS })
      await expect(again).rejects.toMatchObject({ code: 'storeInUse' })
      const wrong = openStoreClient({
        ...openOptions(folder),
        key: { hex: '00'.repeat(32), place: 'key file' },
        threads: THREADS,
      })
      await expect(wrong).rejects.toMatchObject({ code: expect.stringMatching(/storeInUse|storeWrongKey/) })
    }))

  it('tells a call that waited long for the disk, by name', () =>
    withFolder(async (folder) => {
      const { writer, key } = openStoreWriter(openOptions(folder))
      writer.record(secondOf({ channels: CHANNELS }))
      writer.close()
      const slow: (readonly [string, number])[] = []
      const onSlow = (call: string, tookMs: number) => slow.push([call, tookMs])
      const client = await openStoreClient({ ...openOptions(folder), threads: THREADS, onSlow })
      const disk = connect(storePaths(folder), key.hex, 'writer')
      // A busy machine may start the call only when the disk is free again.
      for (let second = 1; slow.length === 0; second++) {
        disk.exec('BEGIN IMMEDIATE')
        const numerics = [numericAt(2, START_UTC_MS + second * 1000, 60)]
        const recorded = client.record(secondOf({ numerics }))
        await new Promise((resolve) => setTimeout(resolve, HOLD_DISK_MS))
        disk.exec('ROLLBACK')
        await recorded
      }
      disk.close()
      await client.close()
      expect(slow[0]).toEqual(['record', expect.any(Number)])
      expect(slow[0]?.[1]).toBeGreaterThan(250)
    }))

  it('closes twice, in order, and refuses calls after it: the next start tells no crash', () =>
    withFolder(async (folder) => {
      const client = await openStoreClient({ ...openOptions(folder), threads: THREADS })
      await client.record(secondOf({ channels: CHANNELS, numerics: [numericAt(2, START_UTC_MS, 71)] }))
      await client.close()
      await client.close()
      await expect(client.read.beds()).rejects.toMatchObject({ code: 'storeUnavailable' })
      expect(existsSync(join(folder, 'station.db-wal'))).toBe(false)
      const { writer, closedCleanly } = openStoreWriter(openOptions(folder))
      expect(closedCleanly).toBe(true)
      writer.close()
    }))

  it('ends also when the record cannot be marked as closed: the next start tells a crash', () =>
    withFolder(async (folder) => {
      const client = await openStoreClient({ ...openOptions(folder), threads: THREADS })
      await client.record(secondOf({ channels: CHANNELS }))
      const { hex } = resolveKey({
        paths: storePaths(folder),
        keyFile: null,
        given: null,
        expectedKeyId: null,
        mayCreate: false,
      })
      const other = connect(storePaths(folder), hex, 'writer')
      other.exec("CREATE TRIGGER refuse BEFORE INSERT ON meta BEGIN SELECT RAISE(ABORT, 'no'); END")
      await client.close()
      other.exec('DROP TRIGGER refuse')
      closeAsItIs(other, storePaths(folder), hex)
      const { writer, closedCleanly } = openStoreWriter(openOptions(folder))
      expect(closedCleanly).toBe(false)
      writer.close()
    }))

  it('goes on with a new record when a damaged page is met while recording', () =>
    withFolder(async (folder) => {
      damageNumericTable(folder)
      const notices: string[] = []
      const onNotice = (sentence: string) => notices.push(sentence)
      const client = await openStoreClient({ ...openOptions(folder), threads: THREADS, onNotice })
      const bed = { bed: 'b1', label: 'Bed 1', driver: 'test', link: 'sim:', options: '{}' }
      await client.saveBed(bed)
      const patient = { id: '12345', authority: 'HOSP' }
      await client.bind('b1', patient, START_UTC_MS)
      const last = 2 * FOLD_ROWS
      for (let second = 0; second <= last; second++) {
        const atUtcMs = START_UTC_MS + second * 1000
        await client.record(
          secondOf({ numerics: [numericAt(2, atUtcMs, 60)], waves: [pieceAt(1, atUtcMs, [1])] }),
        )
      }
      // The reader looks at the new file once it has been told.
      await vi.waitFor(async () => {
        const rows = await client.read.numerics(2, 0, Number.MAX_SAFE_INTEGER)
        expect(rows.at(-1)?.atUtcMs).toBe(START_UTC_MS + last * 1000)
      }, DISK_TEST_TIMEOUT_MS)
      expect(await client.read.beds()).toEqual([bed])
      const stay = { bed: 'b1', patient, fromUtcMs: START_UTC_MS, toUtcMs: null }
      expect(await client.read.bindings('b1')).toEqual([stay])
      await client.close()
      expect(notices).toContainEqual(
        expect.stringMatching(/damaged: it was kept untouched as .*a new one was begun/),
      )
      expect(readdirSync(folder).filter((name) => name.includes('.damaged-')).length).toBeGreaterThan(0)
      const kept = expect.stringMatching(/^An earlier record was damaged and is kept as /)
      expect(verifyStore(openOptions(folder)).findings).toEqual([kept])
    }))
})

/** Makes a record whose clustered numeric table cannot be read; nothing that a start touches is harmed. */
function damageNumericTable(folder: string): void {
  const { writer } = openStoreWriter(openOptions(folder))
  writer.record(secondOf({ channels: CHANNELS }))
  writer.close()
  damageTable(folder, 'numeric')
}

/** A worker that opens and ends at once. */
const DYING_WORKER_URL = new URL(
  `data:text/javascript,import { parentPort } from 'node:worker_threads'; parentPort.postMessage({ type: 'opened' })`,
)

describe('a store worker that dies', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it('again and again is given up, and every later call says so', async () => {
    const notices: string[] = []
    const start = { role: 'writer', options: openOptions('/nowhere') } as const
    const channel = new WorkerChannel(new WorkerThreads(DYING_WORKER_URL), start, {
      onNotice: (sentence) => notices.push(sentence),
      onSlow: () => {},
    })
    await channel.open()
    const sentence = 'The store stops again and again: restart Vigil.'
    await expect(channel.call('record', [], 'sendAgain')).rejects.toThrow(sentence)
    await expect(channel.call('record', [], 'sendAgain')).rejects.toThrow(sentence)
    await channel.close()
    expect(notices).toHaveLength(5)
  })

  it('is started again, and each second sent is stored once', () =>
    withFolder(async (folder) => {
      const notices: string[] = []
      const channel = new WorkerChannel(
        THREADS,
        { role: 'writer', options: openOptions(folder) },
        { onNotice: (sentence) => notices.push(sentence), onSlow: () => {} },
      )
      await channel.open()
      await channel.call('record', [secondOf({ channels: CHANNELS })])
      const sent: Promise<unknown>[] = []
      const seconds = 40
      for (let number = 1; number <= seconds; number++) {
        const numerics = [numericAt(2, START_UTC_MS + number * 1000, number)]
        const second = secondOf({ numerics, sequence: { session: 'test', number } })
        sent.push(channel.call('record', [second], 'sendAgain'))
        if (number === 20) await channel.killForTest()
      }
      await Promise.all(sent)
      await channel.close()
      expect(notices).toContain('The store was started again.')
      const { writer } = openStoreWriter(openOptions(folder))
      writer.close()
      const client = await openStoreClient({ ...openOptions(folder), threads: THREADS })
      const rows = await client.read.numerics(2, 0, Number.MAX_SAFE_INTEGER)
      expect(rows.map((row) => row.value)).toEqual(Array.from({ length: seconds }, (_, index) => index + 1))
      await client.close()
    }))
})
