import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Engine } from './engine.ts'
import { openStoreReader } from './store/open/open.ts'
import type { StoredGap } from './store/types.ts'
import { ManualTime } from './testing/manual-time.ts'
import { startedEngine } from './testing/started-engine.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import { tinyDriver } from './testing/tiny-driver.ts'

/** Two workers start from source on a shared machine: seconds, not milliseconds. */
const START_MS = 30_000
const START_UTC_MS = Date.UTC(2026, 0, 5, 8)
const ASLEEP_MS = 3_600_000

async function open(folder: string, time: ManualTime): Promise<Engine> {
  const bed = { id: 'b1', label: 'Bed 1', driver: 'tiny', link: 'sim:stable?seed=5' }
  writeFileSync(`${folder}/ward.json`, JSON.stringify({ station: 'ward-3', beds: [bed] }))
  return startedEngine(folder, { drivers: [tinyDriver], clock: time, timers: time })
}

function asleepIn(folder: string): StoredGap[] {
  const { reader } = openStoreReader({ dataDir: `${folder}/data`, keyFile: null, key: null })
  try {
    return reader.gaps('b1', 0, Number.MAX_SAFE_INTEGER).filter(({ cause }) => cause === 'asleep')
  } finally {
    reader.close()
  }
}

it(
  'keeps in the record that the PC slept, once, whoever notices it',
  async () => {
    const folder = temporaryFolder()
    const time = new ManualTime(START_UTC_MS)
    const engine = await open(folder, time)
    time.advance(5_000)
    expect(engine.beds()[0]?.link.phase).toBe('live')
    const fellUtcMs = time.utcMs(time.monotonicMs())
    time.sleep(ASLEEP_MS)
    time.advance(5_000)
    engine.wasAsleep(fellUtcMs - 800, fellUtcMs + ASLEEP_MS + 400)
    // Too short to be noticed by the clocks.
    engine.wasAsleep(fellUtcMs + ASLEEP_MS + 1_500, fellUtcMs + ASLEEP_MS + 4_500)
    time.advance(2_000)
    expect(engine.beds()[0]?.link.phase).toBe('live')
    await engine.close()
    const [long, short, ...more] = asleepIn(folder)
    expect(more).toEqual([])
    expect(long).toMatchObject({ channel: null, fromUtcMs: expect.any(Number) })
    // The clocks are looked at twenty times a second.
    expect(Math.abs((long?.fromUtcMs ?? 0) - fellUtcMs)).toBeLessThanOrEqual(100)
    expect(Math.abs((long?.toUtcMs ?? 0) - fellUtcMs - ASLEEP_MS)).toBeLessThanOrEqual(100)
    expect((short?.toUtcMs ?? 0) - (short?.fromUtcMs ?? 0)).toBe(3_000)
  },
  START_MS,
)
