import { execFile } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { openStoreReader } from './store/open/open.ts'
import { compileShim, stallEnvironment } from './store/testing/power-cut/disk-log.ts'
import type { Stalled } from './testing/crash/stall-child.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

const CHILD = join(import.meta.dirname, 'testing/crash/stall-child.ts')
/** Where the engine's own time begins (ManualTime). */
const START_UTC_MS = Date.UTC(2026, 0, 1)
/** Two engines start from source, one after the other, on a shared machine; what they do is in time of their own. */
const TIMEOUT_MS = 120_000
/** Of 19 seconds the monitor says nothing in three. */
const SECONDS_WITH_DATA = 16

async function run(folder: string, env: NodeJS.ProcessEnv): Promise<Stalled> {
  mkdirSync(folder, { recursive: true })
  const args = ['--disable-warning=ExperimentalWarning', CHILD, folder]
  const { stdout } = await promisify(execFile)(process.execPath, args, { env })
  return JSON.parse(stdout) as Stalled
}

/** All of the bed in the record, in its order. */
function recorded(folder: string) {
  const { reader } = openStoreReader({ dataDir: join(folder, 'data'), keyFile: null, key: null })
  try {
    const range = [0, Number.MAX_SAFE_INTEGER] as const
    return {
      channels: reader.channels('b1').map(({ number, channel }) => ({
        key: channel.key,
        numbers: reader.numerics(number, ...range),
        waves: reader.waves(number, ...range).map((piece) => ({ ...piece, samples: [...piece.samples] })),
      })),
      alarms: reader.alerts('b1', ...range),
      // Each run has sessions of its own.
      limits: reader.alarmEvents('b1', ...range).map(({ payload, ...event }) => ({
        ...event,
        payload: payload.replaceAll(/"session":"[^"]+"/g, ''),
      })),
      gaps: reader.gaps('b1', ...range),
    }
  } finally {
    reader.close()
  }
}

describe('a disk that answers nothing for 10 s', () => {
  // The shim that stalls the disk is loaded by the dynamic linker of Linux.
  const supported = process.platform === 'linux'
  it(`H14 delays no alarm and loses nothing; the screen says that storage is behind${supported ? '' : ' (shown on Linux)'}`, {
    timeout: TIMEOUT_MS,
  }, async () => {
    if (!supported) return
    const folder = temporaryFolder()
    const [quick, slow] = [join(folder, 'quick'), join(folder, 'slow')]
    const files = { stall: join(folder, 'stall'), stalled: join(folder, 'stalled') }
    const env = stallEnvironment(await compileShim(folder), join(slow, 'data'), files)
    const expected = await run(quick, process.env)
    const found = await run(slow, env)
    expect(found.screen).toEqual(expected.screen)
    expect(found.screen.join()).toContain('"silent"')
    // Decided 2 s after the first value of 140 and ended while the disk stood still, from 4 s on for 10 s.
    expect(found.limitAlarms).toEqual(['8000: HR 140 > 120, active', '13000: HR 140 > 120, missed'])
    expect(found.waves).toEqual(expected.waves)
    expect(expected.store.map(([state]) => state)).toEqual(['recording', 'recording', 'recording'])
    expect(found.store).toEqual([
      ['recording', null],
      ['behind', expect.stringMatching(/^Storage is behind by \d+ s: the disk is slow\.$/)],
      ['recording', null],
    ])
    const record = recorded(slow)
    const ofLimit = record.limits.filter(({ payload }) => payload.includes('limit:MDC_ECG_HEART_RATE'))
    expect(ofLimit.map(({ type, atUtcMs }) => `${atUtcMs - START_UTC_MS}: ${type}`)).toEqual([
      '6000: pending',
      '8000: raised',
      '10000: clearing',
      '13000: ended',
      '13000: pendingEnded',
    ])
    expect(record).toEqual(recorded(quick))
    expect(record.alarms).toHaveLength(SECONDS_WITH_DATA)
    expect(
      record.channels.map(({ key, numbers, waves }) => [
        key,
        numbers.length,
        waves.flatMap(({ samples }) => samples).length,
      ]),
    ).toEqual([
      ['MDC_ECG_HEART_RATE', SECONDS_WITH_DATA, 0],
      ['X_TINY_WAVE', 0, 10 * SECONDS_WITH_DATA],
    ])
  })
})
