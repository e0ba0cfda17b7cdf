import { describe, expect, it } from 'vitest'
import { DiskWatch } from './disk-watch.ts'
import type { RecordRoom } from './store/types.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const NOW_UTC_MS = Date.UTC(2026, 0, 5, 8)
const GB = 1e9

/** A disk of 1 TB and a store that answers what the test says. */
function bench() {
  const room = {
    disk: { bytesFree: 500 * GB, bytesTotal: 1000 * GB } as RecordRoom['disk'],
    bytesRecorded: GB,
    bytesReusable: 0,
    wavesSinceUtcMs: null as number | null,
    wavesKeptDays: null,
  }
  const watch = new DiskWatch(async () => ({ ...room }))
  /** Twenty minutes at so many bytes a day. */
  const record = async (bytesPerDay: number) => {
    await watch.look(0)
    room.bytesRecorded += bytesPerDay / 72
    await watch.look(20 * MINUTE_MS)
  }
  return { room, watch, record }
}

describe('the watch on the disk of the record', () => {
  it('tells how much a day takes once ten minutes of growth have been seen, over the last day', async () => {
    const { room, watch } = bench()
    await watch.look(0)
    expect(watch.bytesFree).toBe(500 * GB)
    room.bytesRecorded += 6_000
    await watch.look(5 * MINUTE_MS)
    expect(watch.bytesPerDay).toBeNull()
    await watch.look(10 * MINUTE_MS)
    expect(watch.bytesPerDay).toBe((6_000 * DAY_MS) / (10 * MINUTE_MS))
    await watch.look(DAY_MS + 5 * MINUTE_MS)
    await watch.look(DAY_MS + 6 * MINUTE_MS)
    expect(watch.bytesPerDay).toBeNull()
  })

  it('begins anew when the store counts from the start again', async () => {
    const { room, watch } = bench()
    await watch.look(0)
    room.bytesRecorded = 100
    await watch.look(20 * MINUTE_MS)
    expect(watch.bytesPerDay).toBeNull()
    room.bytesRecorded = 200
    await watch.look(40 * MINUTE_MS)
    expect(watch.bytesPerDay).toBe((100 * DAY_MS) / (20 * MINUTE_MS))
  })

  it('forecasts the days left from the room that waves may use', async () => {
    const { room, watch, record } = bench()
    room.disk = { bytesFree: 60 * GB, bytesTotal: 1000 * GB }
    room.bytesReusable = 1024 ** 3
    await record(3 * GB)
    const view = watch.view(NOW_UTC_MS)
    expect(view).toMatchObject({ level: 'ok', sentence: null, wavesKeptDays: null })
    expect(view?.daysLeft).toBeCloseTo(20, 6)
  })

  it('says nothing of days before it knows a rate', async () => {
    const { watch } = bench()
    await watch.look(0)
    expect(watch.view(NOW_UTC_MS)).toMatchObject({ level: 'ok', daysLeft: null, sentence: null })
  })

  it.each([
    [100, 'soon', /room for 5 days at this rate \(501\.1 GB free\): free some space/],
    [600, 'short', /room for 20 h at this rate/],
  ])('warns by the days left at %d GB a day', async (perDay, level, sentence) => {
    const { room, watch, record } = bench()
    room.disk = { bytesFree: 501.08 * GB, bytesTotal: 1000 * GB }
    await record(perDay * GB)
    expect(watch.view(NOW_UTC_MS)).toMatchObject({ level, sentence: expect.stringMatching(sentence) })
  })

  it('is short of room below a twentieth of the disk, whatever the rate', async () => {
    const { room, watch } = bench()
    room.disk = { bytesFree: 49.9 * GB, bytesTotal: 1000 * GB }
    await watch.look(0)
    expect(watch.view(NOW_UTC_MS)).toMatchObject({
      level: 'short',
      sentence:
        'The disk is almost full (49.9 GB free): free some space or set how long waves are kept, ' +
        'else waves are not recorded any longer, numbers as long as there is room.',
    })
    room.wavesSinceUtcMs = NOW_UTC_MS - 2 * DAY_MS
    await watch.look(MINUTE_MS)
    expect(watch.view(NOW_UTC_MS)?.sentence).toMatch(
      /else the oldest waves are removed to make room, numbers stay\.$/,
    )
  })

  it('looks once a minute, and at each chance while not all is recorded', async () => {
    const { room, watch } = bench()
    const freeAt = async (nowMs: number, isRecording: boolean) => {
      if (room.disk !== null) room.disk = { ...room.disk, bytesFree: nowMs }
      watch.lookIfDue(nowMs, isRecording)
      await Promise.resolve()
      await Promise.resolve()
      return watch.bytesFree
    }
    expect(await freeAt(0, true)).toBe(0)
    expect(await freeAt(1_000, true)).toBe(0)
    expect(await freeAt(2_000, false)).toBe(2_000)
    expect(await freeAt(MINUTE_MS, true)).toBe(2_000)
    expect(await freeAt(MINUTE_MS + 2_000, true)).toBe(MINUTE_MS + 2_000)
  })

  it('says nothing of a disk that cannot be asked, never rejects, and asks one question at a time', async () => {
    let asked = 0
    let answer: (room: RecordRoom) => void = () => {}
    const failing = new DiskWatch(() => Promise.reject(new TypeError('closed')))
    await failing.look(0)
    expect([failing.bytesFree, failing.bytesPerDay, failing.view(NOW_UTC_MS)]).toEqual([null, null, null])
    const waiting = new DiskWatch(() => {
      asked++
      return new Promise((resolve) => {
        answer = resolve
      })
    })
    const first = waiting.look(0)
    await waiting.look(MINUTE_MS)
    answer({ disk: null, bytesRecorded: 1, bytesReusable: 0, wavesSinceUtcMs: null, wavesKeptDays: null })
    await first
    expect([asked, waiting.view(NOW_UTC_MS)]).toEqual([1, null])
  })
})
