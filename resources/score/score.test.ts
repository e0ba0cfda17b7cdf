import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withShared } from '../testing/with-shared.ts'
import type { TaskResult } from './frame.ts'
import { readOptions } from './options.ts'
import { TASKS } from './tasks.ts'

interface ListedRecords {
  readonly records: readonly { readonly id: string }[]
}

/** A data folder with some records of one set only, gone after the body. */
function withSubset(
  set: string,
  path: string,
  ids: readonly string[],
  body: (dataDir: string) => void,
): void {
  const dataDir = mkdtempSync(join(tmpdir(), 'score-'))
  try {
    mkdirSync(join(dataDir, set))
    cpSync(path, join(dataDir, set), {
      recursive: true,
      filter: (source) => !source.endsWith('.d16.gz') || ids.some((id) => source.endsWith(`/${id}.d16.gz`)),
    })
    const index = JSON.parse(readFileSync(join(path, 'index.json'), 'utf8')) as ListedRecords
    const records = index.records.filter(({ id }) => ids.includes(id))
    writeFileSync(join(dataDir, set, 'index.json'), JSON.stringify({ records }))
    body(dataDir)
  } finally {
    rmSync(dataDir, { recursive: true })
  }
}

function score(task: string, dataDir: string): TaskResult | null {
  return TASKS[task]?.(dataDir, () => undefined) ?? null
}

describe('options', () => {
  it.each([[['--task', 'qrs']], [['--data', 'x', '--task', 'none']], [['--data', 'x', '--wrong']]])(
    'refuses %j in one sentence that says what to do',
    (args) => {
      expect(() => readOptions(args, ['qrs'])).toThrowError(/use: npm run/)
    },
  )
})

describe('figures on a few records', () => {
  withShared('waveforms/mitdb', 'QRS: at least 99.9 and 99.9 on three records', (path) => {
    withSubset('mitdb', path, ['106', '119', '233'], (dataDir) => {
      const result = score('qrs', dataDir)
      expect(result?.records).toHaveLength(3)
      expect(result?.pooled.se).toBeGreaterThanOrEqual(99.9)
      expect(result?.pooled.ppv).toBeGreaterThanOrEqual(99.9)
    })
  })

  withShared('waveforms/aami-ec13', 'EC13: 3a shows 80 and 3b shows 60', (path) => {
    withSubset('aami-ec13', path, ['aami3a', 'aami3b'], (dataDir) => {
      expect(score('hr', dataDir)?.records.map(({ lowest, highest }) => [lowest, highest])).toEqual([
        [80, 80],
        [60, 60],
      ])
    })
  })
})

it('names a set that is not there, and scores nothing in an empty folder', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'score-'))
  try {
    for (const task of Object.values(TASKS)) {
      const missing: string[] = []
      expect(task(dataDir, (set) => missing.push(set))).toBeNull()
      expect(missing.length).toBeGreaterThan(0)
    }
  } finally {
    rmSync(dataDir, { recursive: true })
  }
})
