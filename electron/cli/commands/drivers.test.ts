import { mkdirSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { drivers as shipped } from '../../../drivers/registry.ts'
import { temporaryFolder } from '../../engine/testing/temporary-folder.ts'
import { runCommand } from '../run.ts'
import { memoryIo } from '../testing/memory-io.ts'
import { commands } from './index.ts'

const YAML = `
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

async function run(...args: readonly string[]) {
  const io = memoryIo()
  const code = await runCommand(commands, ['drivers', ...args], io)
  return { code, stdout: io.stdout(), notes: io.notes }
}

/** A data folder with one good file and one with an error. */
function station(): string {
  const folder = temporaryFolder()
  mkdirSync(`${folder}/drivers`)
  writeFileSync(`${folder}/drivers/acme.yaml`, YAML)
  writeFileSync(`${folder}/drivers/wrong.yaml`, YAML.replace('T1', 'T2').replace('baud', 'bauds'))
  return folder
}

it('says of every driver what proves it, what its line is and how often damage passes', async () => {
  const { code, stdout, notes } = await run('--json')
  expect({ code, notes }).toEqual({ code: 0, notes: [] })
  const listed: unknown = JSON.parse(stdout)
  expect(listed).toHaveLength(shipped.length)
  for (const facts of listed as object[])
    expect(facts).toMatchObject({
      vendor: expect.any(String),
      models: expect.any(Array),
      evidence: expect.stringMatching(/^(real capture|vendor document|derived)$/),
      link: { serial: { baud: expect.any(Number) } },
      undetectedErrorRate: expect.stringContaining('1 in '),
      channels: expect.arrayContaining([expect.objectContaining({ id: expect.any(String) })]),
    })
})

it('lists the drivers of a station after those that ship, unproven whatever the file says, and names a file with an error', async () => {
  const folder = station()
  const { code, stdout, notes } = await run('--data', folder)
  expect(code).toBe(0)
  const lines = stdout.trimEnd().split('\n')
  expect(lines[0]).toMatch(/^DRIVER +VENDOR +MODELS +CHANNELS +LINE +WRITES +EVIDENCE$/)
  expect(lines).toHaveLength(shipped.length + 2)
  expect(lines.at(-1)).toMatch(/^acme-thermo +Acme +T1 +1 +2400 8N1 +listens only +derived$/)
  expect(notes).toEqual([
    'The text driver wrong.yaml is not used: "serial.bauds" is not a known key; "serial.baud" is missing.',
  ])
  const json = await run('--json', '--data', folder)
  expect(JSON.parse(json.stdout).at(-1)).toMatchObject({ id: 'acme-thermo', evidence: 'derived' })
  expect(json.notes).toEqual(notes)
})

it('lists what ships for a station without drivers, and refuses a folder that is not there', async () => {
  const folder = temporaryFolder()
  expect((await run('--data', folder)).stdout).toBe((await run()).stdout)
  const missing = await run('--data', `${folder}/none`)
  expect(missing).toEqual({ code: 1, stdout: '', notes: [`${folder}/none does not exist: check the path.`] })
})
