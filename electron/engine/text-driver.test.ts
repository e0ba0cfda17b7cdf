import { mkdirSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { startedEngine } from './testing/started-engine.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import { waitFor } from './testing/wait-for.ts'

/** Two workers start from source on a shared machine, and the lock takes eight lines. */
const START_MS = 30_000

const FILE = `
textDriver: 1
id: acme-thermo
vendor: Acme
models: [T1]
serial: { baud: 2400 }
everySeconds: 0.1
quietSeconds: 1
longestLine: 40
line: 'T (?<skin>[-0-9.]+)'
missing: '--\\.-'
fields:
  - { from: skin, id: X_ACME_THERMO_SKIN, label: Tskin, unit: Cel, decimals: 1, lowest: 10, highest: 50 }
samples:
  - { line: T 36.9, values: { skin: 36.9 } }
`

it(
  "shows a bed on a station's own text driver, and names the file that is wrong",
  async () => {
    const folder = temporaryFolder()
    mkdirSync(`${folder}/data/drivers`, { recursive: true })
    writeFileSync(`${folder}/data/drivers/acme.yaml`, FILE)
    writeFileSync(`${folder}/data/drivers/broken.yaml`, FILE.replace('highest: 50', 'highest: 5'))
    const bed = { id: 'b1', label: 'Bed 1', driver: 'acme-thermo', link: 'sim:stable' }
    writeFileSync(`${folder}/ward.json`, JSON.stringify({ station: 'ward-3', beds: [bed] }))
    const engine = await startedEngine(folder)
    await waitFor(() => engine.beds()[0]?.numerics[0]?.value === 36.9, 'the first value')
    expect(engine.beds()[0]?.numerics[0]).toMatchObject({ validity: 'good' })
    expect(engine.station().drivers.map(({ id }) => id)).toContain('acme-thermo')
    expect(engine.station().notices.join()).toContain(
      'The text driver broken.yaml is not used: "fields[0].lowest" must be below highest',
    )
  },
  START_MS,
)
