import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { withFolder } from '../testing/folder.ts'
import { DISK_TEST_TIMEOUT_MS, openOptions } from '../testing/samples.ts'
import { openStoreClient } from './client.ts'
import { WorkerThreads } from './worker-threads.ts'

const ENTRY = new URL('./worker.ts', import.meta.url)
const FAILING = new URL("data:text/javascript,throw new Error('cannot load')")

it(
  'gives threads that were started ahead, which open nothing until they are told to',
  () =>
    withFolder(async (folder) => {
      const threads = new WorkerThreads(ENTRY)
      threads.prepare(3)
      const waiting = threads.take()
      await once(waiting, 'online')
      expect(readdirSync(folder)).toEqual([])
      await waiting.terminate()
      const client = await openStoreClient({ ...openOptions(folder), threads })
      expect(await client.read.beds()).toEqual([])
      await client.close()
    }),
  DISK_TEST_TIMEOUT_MS,
)

it('misses no thread that fails while it waits', async () => {
  const threads = new WorkerThreads(FAILING)
  threads.prepare(1)
  const first = threads.take()
  await expect(once(first, 'exit')).rejects.toThrow('cannot load')
  threads.prepare(1)
  const kept = threads.take()
  expect(kept).not.toBe(first)
  await kept.terminate().catch(() => undefined)
})
