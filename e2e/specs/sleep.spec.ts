import { join } from 'node:path'
import { openStoreReader } from '../../electron/engine/store/open/open.ts'
import type { StoredGap } from '../../electron/engine/store/types.ts'
import { expect, test } from '../support/fixtures.ts'
import { untilMoving } from '../support/movement.ts'
import { processTree } from '../support/processes.ts'
import { recordedStretches } from '../support/record.ts'
import { until } from '../support/wait.ts'
import { bedIds, tile, tiles, waveRegion } from '../support/ward.ts'

const FIRST_DATA = {
  withinMs: 20_000,
  because: 'the app, its engine and the store start on two shared cores',
}
/** For so long nobody looks. */
const AWAY_MS = 3_000
/** Seconds are committed one by one; the machine is shared. */
const RECORDED = { withinMs: 20_000, because: 'one commit a second' }

/** Longer than the 5 s from which looks of the engine at its clocks mean that everything stood still. */
const STOOD_MS = 5_500
const STOOD = { withinMs: STOOD_MS + 5_000, because: 'nothing but the clock of this PC is waited for' }

function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal)
    } catch {
      // It has ended since it was listed.
    }
  }
}

function gapsOf(dataDir: string, bed: string): readonly StoredGap[] {
  const { reader } = openStoreReader({ dataDir, keyFile: null, key: null })
  try {
    return reader.gaps(bed, 0, Number.MAX_SAFE_INTEGER)
  } finally {
    reader.close()
  }
}

test("the system's sleep and wake are a gap of every bed in the record", async ({ launch, folder }) => {
  const app = await launch()
  await expect(tiles(app.page)).toHaveCount(5, { timeout: FIRST_DATA.withinMs })
  const dataDir = join(folder, 'data')
  const beds = await bedIds(app.page)
  for (const bed of beds) {
    await until(`The record of ${bed}`, RECORDED, () => recordedStretches(dataDir, bed).length > 0)
  }

  const suspend = () =>
    app.application.evaluate(({ powerMonitor }) => {
      powerMonitor.emit('suspend')
      return Date.now()
    })
  const resume = () => app.application.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'))
  const suspendedUtcMs = await suspend()
  await until('A second of sleep', RECORDED, () => Date.now() - suspendedUtcMs > 1_000)
  await resume()

  for (const bed of beds) {
    const asleep = await until(`The sleep in the ledger of ${bed}`, RECORDED, () => {
      return gapsOf(dataDir, bed).find(({ cause }) => cause === 'asleep') ?? null
    })
    expect(Math.abs(asleep.fromUtcMs - suspendedUtcMs)).toBeLessThan(1_000)
    expect(asleep.toUtcMs - asleep.fromUtcMs).toBeGreaterThanOrEqual(1_000)
  }
})

test('a locked screen, another user and a hidden window stop no recording', async ({ launch, folder }) => {
  const app = await launch()
  await expect(tiles(app.page)).toHaveCount(5, { timeout: FIRST_DATA.withinMs })
  const dataDir = join(folder, 'data')
  const beds = await bedIds(app.page)
  for (const bed of beds) {
    await until(`The record of ${bed}`, RECORDED, () => recordedStretches(dataDir, bed).length > 0)
  }
  const leftUtcMs = await app.application.evaluate(({ BrowserWindow, powerMonitor }) => {
    powerMonitor.emit('lock-screen')
    powerMonitor.emit('user-did-resign-active')
    for (const window of BrowserWindow.getAllWindows()) window.hide()
    return Date.now()
  })
  for (const bed of beds) {
    await until(`More in the record of ${bed}`, RECORDED, () => {
      return (recordedStretches(dataDir, bed).at(-1)?.toUtcMs ?? 0) > leftUtcMs + AWAY_MS
    })
    expect(gapsOf(dataDir, bed).filter(({ toUtcMs }) => toUtcMs > leftUtcMs)).toEqual([])
  }
})

test('an app that stands still whole, as in a sleep of the PC, draws again by itself, and a start after the end of its session says why there is a gap', async ({
  launch,
  folder,
  picture,
}) => {
  const app = await launch()
  await expect(tiles(app.page)).toHaveCount(5, { timeout: FIRST_DATA.withinMs })
  const dataDir = join(folder, 'data')
  const [bed = ''] = await bedIds(app.page)
  await until('The record', RECORDED, () => recordedStretches(dataDir, bed).length > 0)
  const engine = await app.enginePid()
  const first = app.application.process().pid ?? 0
  const all = processTree(first)
  const stoppedUtcMs = Date.now()
  signalAll(all, 'SIGSTOP')
  try {
    await until('The time of a sleep', STOOD, () => Date.now() - stoppedUtcMs > STOOD_MS)
  } finally {
    signalAll(all, 'SIGCONT')
  }
  const asleep = await until('The sleep in the ledger', RECORDED, () => {
    return gapsOf(dataDir, bed).find(({ cause }) => cause === 'asleep') ?? null
  })
  expect(asleep.channel).toBeNull()
  expect(asleep.evidence).toMatch(/^Nothing ran for \d+\.\d s\.$/)
  expect(Math.abs(asleep.fromUtcMs - stoppedUtcMs)).toBeLessThan(1_500)
  expect(asleep.toUtcMs - asleep.fromUtcMs).toBeGreaterThan(STOOD_MS - 1_500)
  await expect(tile(app.page, bed)).toHaveAttribute('data-link', 'live', { timeout: FIRST_DATA.withinMs })
  await untilMoving(picture, await waveRegion(app.page, bed), FIRST_DATA)
  expect(await app.enginePid()).toBe(engine)

  const ended = app.application.waitForEvent('close')
  signalAll(processTree(first), 'SIGTERM')
  await ended
  const again = await launch()
  await expect(tiles(again.page)).toHaveCount(5, { timeout: FIRST_DATA.withinMs })
  const away = await until('The time away in the ledger', RECORDED, () => {
    return gapsOf(dataDir, bed).find(({ cause }) => cause === 'appClosed') ?? null
  })
  expect(away.evidence).toBe('Vigil was told to end by a signal of the system.')
})
