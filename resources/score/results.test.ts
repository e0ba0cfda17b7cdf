import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { RHYTHM_KINDS } from '../../electron/ipc/rhythm.ts'
import { RHYTHM_FIGURES } from '../../electron/ipc/rhythm-figures.ts'
import type { TaskResult } from './frame.ts'

interface Results {
  readonly results: readonly TaskResult[]
}

const { results } = JSON.parse(readFileSync(join(import.meta.dirname, 'results.json'), 'utf8')) as Results

it('H11 the figures shown where a finding is switched on are those of the results beside the scorer', () => {
  const sets = results.find(({ task }) => task === 'rhythm')?.set ?? {}
  const shown = RHYTHM_KINDS.flatMap((kind) => RHYTHM_FIGURES[kind].map((figure) => ({ kind, ...figure })))
  expect(shown.map(({ set, kind }) => `${set} ${kind}`).sort()).toEqual(Object.keys(sets).sort())
  for (const { kind, set, found, missed, falseCount, quiet, hours } of shown) {
    const figures = sets[`${set} ${kind}`]
    expect(figures).toMatchObject({ tp: found, fn: missed, fp: falseCount })
    if (quiet !== null) expect(figures?.tn).toBe(quiet)
    if (hours !== null) expect(figures?.hours).toBe(hours)
  }
})
