import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../support/fixtures.ts'
import { untilMoving, untilStill } from '../support/movement.ts'
import { vigil } from '../support/outside.ts'
import { openSerialPair } from '../support/serial-pair.ts'
import { tile, waveRegion } from '../support/ward.ts'

const FIRST_DATA = {
  withinMs: 20_000,
  because: 'the app starts and the monitor answers the request for data',
}
/** An unplugged port is noticed at once, or at the latest when the line has been silent for the driver's limit. */
const NOTICED = { timeout: 15_000 }
/** The back-off between two attempts is bounded; nobody clicks anything. */
const BACK = { timeout: 45_000 }

test('a monitor on a serial port is shown, its unplugging is seen, and it comes back by itself', async ({
  launch,
  picture,
  folder,
}) => {
  let cable = await openSerialPair(folder)
  const feed = () => vigil(['simulate', '--driver', 'ge-s5', '--port', cable.monitorEnd, '--seconds', '300'])
  let monitor = feed()
  try {
    const configFile = join(folder, 'ward.json')
    const bed = { id: 'b1', label: 'Bed 1', driver: 'ge-s5', link: `serial:${cable.stationEnd}` }
    writeFileSync(configFile, JSON.stringify({ station: 'test', beds: [{ ...bed, options: {} }] }))
    const { page } = await launch({ configFile })
    const shown = tile(page, 'b1')
    await expect(shown).toHaveAttribute('data-link', 'live', { timeout: FIRST_DATA.withinMs })
    await untilMoving(picture, await waveRegion(page, 'b1'), FIRST_DATA)

    await monitor.stop()
    await cable.close()
    await expect(shown).not.toHaveAttribute('data-link', 'live', NOTICED)
    await expect(shown).toContainText(/unplugged|not found|silent/i, NOTICED)
    await untilStill(picture, await waveRegion(page, 'b1'), { withinMs: 5_000, because: 'the line is gone' })

    cable = await openSerialPair(folder)
    monitor = feed()
    await expect(shown).toHaveAttribute('data-link', 'live', BACK)
    await untilMoving(picture, await waveRegion(page, 'b1'), FIRST_DATA)
  } finally {
    await monitor.stop()
    await cable.close()
  }
})
