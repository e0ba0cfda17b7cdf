import { mkdirSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { drivers as shipped } from '../../../drivers/registry.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { loadTextDrivers } from './text-drivers.ts'

const YAML = `# A thermometer that prints "T 36.9".
textDriver: 1
id: acme-thermo
vendor: Acme
models: [T1]
evidence: real capture
serial: { baud: 2400 }
everySeconds: 1
quietSeconds: 3
longestLine: 40
line: 'T (?<skin>[-0-9.]+)'
missing: '--\\.-'
fields:
  - { from: skin, id: X_ACME_THERMO_SKIN, label: Tskin, unit: Cel, lowest: 10, highest: 50 }
samples:
  - { line: T 36.9, values: { skin: 36.9 } }
`

function load(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder()
  mkdirSync(`${folder}/drivers`)
  for (const [name, text] of Object.entries(files)) writeFileSync(`${folder}/drivers/${name}`, text)
  return loadTextDrivers(folder, shipped)
}

it('reads YAML and JSON, and leaves other files alone', async () => {
  const json = JSON.stringify({
    textDriver: 1,
    id: 'acme-scale',
    vendor: 'Acme',
    models: ['S1'],
    serial: { baud: 1200 },
    everySeconds: 1,
    quietSeconds: 3,
    longestLine: 40,
    line: 'W (?<rate>\\d+)',
    missing: '-',
    fields: [{ from: 'rate', id: 'MDC_PULS_OXIM_PULS_RATE', unit: '/min', lowest: 0, highest: 300 }],
    samples: [{ line: 'W 70', values: { rate: 70 } }],
  })
  const { drivers, notices } = await load({
    'a.yaml': YAML,
    'b.json': json,
    'notes.txt': 'x',
    'old.yaml~': 'x',
  })
  expect(drivers.map(({ id }) => id)).toEqual(['acme-thermo', 'acme-scale'])
  expect(notices).toEqual([])
})

it('takes no proof from a file of the station', async () => {
  const { drivers } = await load({ 'a.yml': YAML })
  expect(drivers[0]?.evidence).toBe('derived')
})

it('names a file with an error and its key, and loads the others', async () => {
  const { drivers, notices } = await load({
    '1-unit.yaml': YAML.replace('unit: Cel', 'unit: furlong'),
    '2-not-yaml.yaml': 'a: [',
    '3-not-json.json': '{',
    '4-taken.yaml': YAML.replaceAll('acme-thermo', 'ge-s5').replace('X_ACME_THERMO', 'X_GE_S5'),
    '5-good.yaml': YAML,
    '6-twice.yaml': YAML,
    '7-large.yaml': `#${'x'.repeat(300_000)}`,
    '8-bomb.yaml': 'a: &a [1]\nb: [*a, *a]',
    '9-list.json': '[]',
    'a-key.yaml': `${YAML}colour: red\n`,
    'b-pattern.yaml': YAML.replace('[-0-9.]+', '('),
  })
  expect(drivers.map(({ id }) => id)).toEqual(['acme-thermo'])
  expect(notices).toHaveLength(10)
  expect(notices[0]).toBe(
    'The text driver 1-unit.yaml is not used: "fields[0].unit" is furlong, which is not a legal unit here.',
  )
  expect(notices[1]).toMatch(/^The text driver 2-not-yaml\.yaml is not used: it is no YAML \(.+\)\.$/)
  expect(notices[2]).toMatch(/^The text driver 3-not-json\.json is not used: it is no JSON \(.+\)\.$/)
  expect(notices[7]).toBe(
    'The text driver 9-list.json is not used: the file must be a list of keys and values.',
  )
  expect(notices[8]).toBe('The text driver a-key.yaml is not used: "colour" is not a known key.')
  expect(notices[9]).toContain('b-pattern.yaml is not used: "line" is not a regular expression')
  expect(notices[3]).toBe(
    'The text driver 4-taken.yaml is not used: "id" is ge-s5, which another driver has.',
  )
  expect(notices[4]).toContain('6-twice.yaml is not used: "id" is acme-thermo')
  expect(notices[5]).toBe('The text driver 7-large.yaml is not used: it is larger than 256 KiB.')
  for (const notice of notices) expect(notice).toMatch(/^The text driver [\w.-]+ is not used: [^\n]+[^.]\.$/)
})

it('is content without the folder, and says when it cannot be read', async () => {
  const folder = temporaryFolder()
  expect(await loadTextDrivers(folder, shipped)).toEqual({ drivers: [], notices: [] })
  writeFileSync(`${folder}/drivers`, 'a file')
  expect((await loadTextDrivers(folder, shipped)).notices[0]).toContain(
    'The folder drivers of the data folder cannot be read',
  )
})
