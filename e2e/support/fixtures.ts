import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import { startDisplay, type VirtualDisplay } from '../../resources/setup/display.ts'
import { openScreenRows, type ScreenRows } from '../bench/screen-rows.ts'
import { type LaunchOptions, launchApp, type RunningApp } from './app.ts'
import { type Framebuffer, openFramebuffer } from './framebuffer.ts'
import { type Loudspeaker, startLoudspeaker } from './loudspeaker.ts'

/** What each test gets. Everything is closed after it, also when it fails. */
interface TestFixtures {
  /** A fresh folder of this test's own. */
  readonly folder: string
  /** Starts the app on a fresh data folder unless told otherwise. */
  readonly launch: (options?: Partial<LaunchOptions>) => Promise<RunningApp>
}

interface WorkerFixtures {
  readonly display: VirtualDisplay
  /** The picture of that display. */
  readonly picture: Framebuffer
  /** Traces on that display. */
  readonly rows: ScreenRows
  /** Where the app sounds: without one its screens would say that it has no sound. */
  readonly loudspeaker: Loudspeaker
}

/** Playwright's `test` with a display of its own, its picture, a fresh folder, and the app. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  display: [
    async ({ browserName: _ }, use) => {
      const display = await startDisplay()
      await use(display)
      await display.close()
    },
    { scope: 'worker' },
  ],
  picture: [
    async ({ display }, use) => {
      const picture = openFramebuffer(display.framebufferFile)
      await use(picture)
      picture.close()
    },
    { scope: 'worker' },
  ],
  rows: [
    async ({ display }, use) => {
      const rows = openScreenRows(display.framebufferFile)
      await use(rows)
      rows.close()
    },
    { scope: 'worker' },
  ],
  loudspeaker: [
    async ({ browserName: _ }, use) => {
      const loudspeaker = await startLoudspeaker()
      await use(loudspeaker)
      await loudspeaker.close()
    },
    { scope: 'worker' },
  ],
  folder: async ({ browserName: _ }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'vigil-test-'))
    await use(folder)
    rmSync(folder, { recursive: true, force: true })
  },
  launch: async ({ display, folder, loudspeaker }, use, testInfo) => {
    const running: RunningApp[] = []
    await use(async (options = {}) => {
      const environment = { PULSE_SERVER: loudspeaker.server, ...options.environment }
      const app = await launchApp(display, { dataDir: join(folder, 'data'), ...options, environment })
      running.push(app)
      return app
    })
    for (const app of running) await app.close()
    if (testInfo.status === testInfo.expectedStatus) return
    for (const app of running) process.stdout.write(`what the app wrote:\n${app.output()}\n`)
  },
})

export { expect } from '@playwright/test'
