import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_DIR } from '../../resources/setup/run.ts'
import { expect, test } from '../support/fixtures.ts'
import { startOutside } from '../support/outside.ts'

const BED = { id: 'b1', label: 'Bed 1', driver: 'ge-s5', link: 'sim:', options: {} }

/** What `npm start` is given, what it finds, and the sentence that it must say. */
const REFUSALS = [
  {
    name: 'a misspelled key in the config is named',
    config: JSON.stringify({ station: 's', beds: [{ ...BED, lable: 'Bed 1' }] }),
    sentence: /lable/,
  },
  {
    name: 'an unknown driver is named',
    config: JSON.stringify({ station: 's', beds: [{ ...BED, driver: 'no-such' }] }),
    sentence: /no-such/,
  },
  { name: 'a config that is no JSON', config: '{ "station": ', sentence: /ward\.json/ },
] as const

for (const { name, config, sentence } of REFUSALS) {
  test(`${name}: one sentence and exit 1`, async ({ display, folder }) => {
    const file = join(folder, 'ward.json')
    writeFileSync(file, config)
    const words = ['--config', file, '--data', join(folder, 'data')]
    const shot = ['--screenshot', join(folder, 'a.png'), '--after', '1']
    const started = startOutside('node', [join(PROJECT_DIR, 'resources/setup/start.ts'), ...words, ...shot], {
      DISPLAY: display.name,
    })
    expect(await started.ended, started.output()).toBe(1)
    const said = started
      .output()
      .split('\n')
      .filter((line) => line.startsWith('vigil: '))
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(sentence)
  })
}

test('a data folder of another program is refused and left as it is', async ({ display, folder }) => {
  const data = join(folder, 'data')
  mkdirSync(data)
  writeFileSync(join(data, 'station.db'), 'this is no record of Vigil')
  const shot = ['--screenshot', join(folder, 'a.png'), '--after', '1']
  const words = [join(PROJECT_DIR, 'resources/setup/start.ts'), '--data', data, ...shot]
  const started = startOutside('node', words, { DISPLAY: display.name })
  expect(await started.ended, started.output()).toBe(1)
  expect(started.output()).toMatch(/^vigil: .+\.$/m)
})
