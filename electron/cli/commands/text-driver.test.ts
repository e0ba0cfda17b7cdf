import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { runCommand } from '../run.ts'
import { memoryIo } from '../testing/memory-io.ts'
import { commands } from './index.ts'

const FILE = `
textDriver: 1
id: acme-thermo
vendor: Acme
models: [T1]
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

async function decode(text: string) {
  const folder = await mkdtemp(join(tmpdir(), 'vigil-text-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'acme.yaml'), text)
  writeFileSync(join(folder, 'line.raw'), 'T 36.5\r\nT 36.6\r\nT 36.7\r\nT 36.8\r\n')
  const io = memoryIo()
  const args = [
    'decode',
    '--driver',
    join(folder, 'acme.yaml'),
    join(folder, 'line.raw'),
    '--summary',
    '--json',
  ]
  return { code: await runCommand(commands, args, io), io }
}

it('decodes a recording with a text driver file, before it is in any station', async () => {
  const { code, io } = await decode(FILE)
  expect(io.notes).toEqual([])
  expect(code).toBe(0)
  const result = JSON.parse(io.stdout())
  expect(result.frames.good).toBe(4)
  expect(JSON.stringify(result)).toContain('X_ACME_THERMO_SKIN')
})

it('names the key of a text driver file that is wrong', async () => {
  const { code, io } = await decode(FILE.replace('Cel', 'furlong'))
  expect(code).toBe(1)
  expect(io.notes).toHaveLength(1)
  expect(io.notes[0]).toMatch(
    /^The text driver \S+acme\.yaml cannot be used: "fields\[0\]\.unit" is furlong, .+\.$/,
  )
})
