import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_DIR } from '../../resources/setup/run.ts'
import { expect, test } from '../support/fixtures.ts'
import { startOutside } from '../support/outside.ts'
import { recordedStretches } from '../support/record.ts'
import { until } from '../support/wait.ts'

/** As a terminal does with Ctrl-C, and a service manager with stop: every process gets it, not only the first. */
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} to every process of the app closes the record and ends with 0`, async ({ folder }) => {
    const dataDir = join(folder, 'data')
    const words = ['node', join(PROJECT_DIR, 'resources/setup/start.ts'), '--data', dataDir]
    const app = startOutside('setsid', words, { DISPLAY: '', WAYLAND_DISPLAY: '' })
    try {
      await until(
        'Data in the record',
        { withinMs: 60_000, because: 'a cold start on a busy machine' },
        () =>
          existsSync(join(dataDir, 'station.json')) && recordedStretches(dataDir, 'b1').length > 0
            ? true
            : null,
      )
      process.kill(-(app.child.pid ?? 0), signal)
      expect(await app.ended, app.output()).toBe(0)
      expect(app.output()).not.toContain('FATAL')
      // The last to close the record folds its log back into it.
      expect(existsSync(join(dataDir, 'station.db-wal'))).toBe(false)
    } finally {
      await app.stop()
    }
  })
}
