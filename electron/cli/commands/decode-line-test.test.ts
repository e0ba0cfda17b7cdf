import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { geS5 } from '../../../drivers/ge-s5/driver.ts'
import type { DecodeTotals } from '../../../drivers/summary.ts'
import { LineTestDesk } from '../../engine/line-test/desk.ts'
import { ManualTime } from '../../engine/testing/manual-time.ts'
import { MonitorOnWire } from '../../engine/testing/monitor-on-wire.ts'
import { temporaryFolder } from '../../engine/testing/temporary-folder.ts'
import { decode } from '../testing/decode.ts'

const SECONDS = 10

it('reads the capture of a line test back: as many frames and bytes as the test saw', async () => {
  const time = new ManualTime()
  const settings = geS5.link.serial
  const wire = new MonitorOnWire(geS5.twin({ scenario: 'stable', seed: 1, startUtcMs: 0 }), settings, time)
  const desk = new LineTestDesk(time, time)
  const options = geS5.options.parse({})
  const link = wire.linkOf(settings)
  const { run } = desk.start('serial:/dev/x', {
    driver: geS5,
    options,
    link,
    serial: settings,
    listenOnly: false,
  })
  for (let second = 0; second < SECONDS; second++) {
    time.advance(1_000)
    desk.state(run)
  }
  const view = desk.stop(run)
  const file = `${temporaryFolder()}/line.vcap`
  writeFileSync(file, desk.capture(run).vcap)
  const { code, stdout, notes } = await decode(file, '--summary', '--json')
  const totals = JSON.parse(stdout) as DecodeTotals
  expect(code).toBe(0)
  expect(notes.join(' ')).not.toContain('damaged')
  expect(totals).toMatchObject({ frames: { good: view.goodFrames } })
  expect(view.goodFrames).toBeGreaterThan(0)
})
