import { describe, expect, it } from 'vitest'
import { exportSentence } from './export-words.ts'

const to = '/media/stick'

describe('what is said of an export of files', () => {
  it.each([
    [{ state: 'none' } as const, null],
    [
      { state: 'running', to, bytes: 12_340_000 } as const,
      'Writing to /media/stick: 12.3 MB. Recording goes on.',
    ],
    [
      { state: 'cancelled', to } as const,
      'The export was stopped. Only files that were whole by then are in /media/stick.',
    ],
    [{ state: 'failed', to, failure: { code: 'diskFull', message: 'It is full.' } } as const, 'It is full.'],
    [
      { state: 'done', to, bytes: 9, names: ['b1.edf', 'b1_2.edf'], notes: ['Pleth is not there.'] } as const,
      'Written to /media/stick: b1.edf, b1_2.edf. Pleth is not there.',
    ],
  ])('%j', (view, sentence) => {
    expect(exportSentence(view)).toBe(sentence)
  })
})
