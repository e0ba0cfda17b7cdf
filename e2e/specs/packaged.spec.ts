import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fusesThatDiffer, PRODUCTION_FUSES } from '../../resources/setup/fuses.ts'
import { PROJECT_DIR } from '../../resources/setup/run.ts'
import { expect, test } from '../support/fixtures.ts'
import { untilMoving } from '../support/movement.ts'
import { startOutside } from '../support/outside.ts'
import { listeningPorts, processTree } from '../support/processes.ts'

const PNG_SIGNATURE = '89504e470d0a1a0a'
const PACKED = join(PROJECT_DIR, 'dist/linux-unpacked/vigil')

test('the packed app shows moving traces, opens no port, saves its screen and ends with 0', async ({
  display,
  picture,
  folder,
}) => {
  test.setTimeout(300_000)
  const packing = startOutside('node', [join(PROJECT_DIR, 'resources/setup/package.ts')])
  expect(await packing.ended, packing.output()).toBe(0)
  expect(await fusesThatDiffer(PACKED, PRODUCTION_FUSES)).toEqual([])
  expect(existsSync(join(PROJECT_DIR, 'dist/linux-unpacked/resources/app'))).toBe(false)

  const file = join(folder, 'screen.png')
  const words = (process.env.VIGIL_ELECTRON_WORDS ?? '').split(' ').filter((word) => word !== '')
  const own = ['--data', join(folder, 'data'), '--screenshot', file, '--after', '8']
  const app = startOutside(PACKED, [...words, ...own], { DISPLAY: display.name })
  try {
    const middle = { x: 0, y: 200, width: picture.width, height: picture.height - 400 }
    await untilMoving(picture, middle, { withinMs: 20_000, because: 'a cold start in software rendering' })
    expect(listeningPorts(processTree(app.child.pid ?? 0))).toEqual([])
    expect(await app.ended, app.output()).toBe(0)
    expect(readFileSync(file).subarray(0, 8).toString('hex')).toBe(PNG_SIGNATURE)
    expect(statSync(file).size).toBeGreaterThan(10_000)
  } finally {
    await app.stop()
  }
})
