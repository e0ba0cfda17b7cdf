import { join } from 'node:path'
import { openStoreReader } from '../../electron/engine/store/open.ts'
import type { StoredGap } from '../../electron/engine/store/types.ts'
import { expect, test } from '../support/fixtures.ts'
import { recordedStretches } from '../support/record.ts'
import { until } from '../support/wait.ts'
import { bedIds, tiles } from '../support/ward.ts'

const FIRST_DATA = {
  withinMs: 20_000,
  because: 'the app, its engine and the store start on two shared cores',
}
/** For so long nobody looks. */
const AWAY_MS = 3_000
/** Seconds are committed one by one; the machine is shared. */
const RECORDED = { withinMs: 20_000, because: 'one commit a second' }

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
