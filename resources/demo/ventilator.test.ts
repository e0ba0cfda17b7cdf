import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { drivers } from '../../drivers/registry.ts'
import { linesOf } from '../../electron/engine/config/checked-bed.ts'
import { checkBeds, parseConfig } from '../../electron/engine/config/parse.ts'
import { isSimulated } from '../../electron/engine/link/spec.ts'

it('the demo of ventilators beside monitors can be used, and all of it is simulated', () => {
  const file = new URL('ventilator.json', import.meta.url)
  const config = parseConfig(readFileSync(file, 'utf8'), 'ventilator.json')
  const lines = checkBeds(config.beds, drivers, 'ventilator.json').flatMap(linesOf)
  expect(lines.map(({ line }) => line.driver.id)).toEqual([
    'ge-s5',
    'pb-840',
    'philips-intellivue',
    'draeger-medibus',
  ])
  expect(lines.every(({ line }) => isSimulated(line.spec))).toBe(true)
})
