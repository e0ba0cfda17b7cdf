import { appendFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DiskWatch } from './disk-watch.ts'
import { storePaths } from './store/paths.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

describe('the watch on the disk of the record', () => {
  it('tells how much a day takes once ten minutes of growth have been seen', async () => {
    const folder = temporaryFolder()
    const { database } = storePaths(folder)
    writeFileSync(database, Buffer.alloc(4_096))
    const watch = new DiskWatch(folder)
    await watch.look(0)
    expect(watch.bytesFree).toBeGreaterThan(0)
    appendFileSync(database, Buffer.alloc(6_000))
    await watch.look(5 * MINUTE_MS)
    expect(watch.bytesPerDay).toBeNull()
    await watch.look(10 * MINUTE_MS)
    expect(watch.bytesPerDay).toBe((6_000 * DAY_MS) / (10 * MINUTE_MS))
    appendFileSync(database, Buffer.alloc(6_000))
    await watch.look(20 * MINUTE_MS)
    expect(watch.bytesPerDay).toBe((12_000 * DAY_MS) / (20 * MINUTE_MS))
  })

  it('knows no growth of a record that shrank', async () => {
    const folder = temporaryFolder()
    const { database } = storePaths(folder)
    writeFileSync(database, Buffer.alloc(8_192))
    const watch = new DiskWatch(folder)
    await watch.look(0)
    truncateSync(database, 4_096)
    await watch.look(10 * MINUTE_MS)
    expect(watch.bytesPerDay).toBeNull()
  })

  it('says nothing of a disk that cannot be asked, and never rejects', async () => {
    const watch = new DiskWatch(join(temporaryFolder(), 'absent'))
    await watch.look(0)
    expect([watch.bytesFree, watch.bytesPerDay, watch.notice]).toEqual([null, null, null])
  })
})
