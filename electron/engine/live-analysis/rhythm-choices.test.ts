import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { RHYTHM_FIGURES_VERSION } from '../../ipc/rhythm-figures.ts'
import { loadRhythmChoices } from '../config/rhythm-file.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { RhythmChoices } from './rhythm-choices.ts'

const FILE = 'rhythm-findings.json'

function bench(dataDir = join(temporaryFolder(), 'data')) {
  const audited: unknown[] = []
  const choices = new RhythmChoices({
    dataDir,
    nowUtcMs: () => 1_000,
    audit: async (...row) => void audited.push(row),
    changed: () => audited.push('changed'),
  })
  return { dataDir, audited, choices }
}

const on = { kind: 'asystole', priority: 'low', figures: RHYTHM_FIGURES_VERSION } as const
const kept = { ...on, by: 'AB', atUtcMs: 1_000 }

it('has none on at first; each is audited, kept for the next start and told to the windows', async () => {
  const { dataDir, audited, choices } = bench()
  expect(choices.all).toEqual([])
  await choices.set(on, 'AB')
  expect(choices.all).toEqual([kept])
  expect(audited).toEqual([['rhythm.set', 'asystole', null, kept], 'changed'])
  await choices.set(on, 'CD')
  expect(audited).toHaveLength(2)
  expect(await loadRhythmChoices(dataDir)).toEqual({ choices: [kept], notices: [] })
  await choices.set({ ...on, priority: null }, 'CD')
  expect(choices.all).toEqual([])
  expect(audited).toContainEqual(['rhythm.set', 'asystole', kept, null])
  expect(await loadRhythmChoices(dataDir)).toEqual({ choices: [], notices: [] })
})

it('refuses figures that are not those of now, but lets anybody switch off', async () => {
  const { audited, choices } = bench()
  const old = { ...on, figures: RHYTHM_FIGURES_VERSION - 1 }
  await expect(choices.set(old, 'AB')).rejects.toMatchObject({ code: 'changedMeanwhile' })
  expect([choices.all, audited]).toEqual([[], []])
  await choices.set(on, 'AB')
  await choices.set({ ...old, priority: null }, 'AB')
  expect(choices.all).toEqual([])
})

it('switches off at a start what was confirmed with other figures, and says so', () => {
  const { choices } = bench()
  expect(choices.begin([kept])).toBeNull()
  expect(choices.begin([{ ...kept, figures: kept.figures + 1 }])).toMatch(/figures.*are off/)
  expect(choices.all).toEqual([])
})

it('changes nothing where the choice cannot be kept', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'data'), 'a file in the way')
  const { choices } = bench(join(folder, 'data'))
  await expect(choices.set(on, 'AB')).rejects.toMatchObject({ code: 'badRequest' })
  expect(choices.all).toEqual([])
})

it.each([
  ['no JSON', '{'],
  ['a high priority', JSON.stringify({ version: 1, choices: [{ ...kept, priority: 'high' }] })],
  ['an unknown kind', JSON.stringify({ version: 1, choices: [{ ...kept, kind: 'pvc' }] })],
  ['another version', JSON.stringify({ version: 2, choices: [] })],
])('is off with a notice for a file that holds %s, which is kept aside', async (_, text) => {
  const dataDir = temporaryFolder()
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(join(dataDir, FILE), text)
  const { choices, notices } = await loadRhythmChoices(dataDir)
  expect(choices).toEqual([])
  expect(notices).toEqual([expect.stringContaining('damaged')])
  expect(readFileSync(join(dataDir, `${FILE}.unreadable`), 'utf8')).toBe(text)
})
