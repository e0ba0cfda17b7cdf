import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
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

  withShared(
    'waveforms/bidmc',
    'breaths within 0.25/min, pulse 98 % within 5/min, on four records',
    (path) => {
      withSubset('bidmc', path, ['bidmc_07', 'bidmc_18', 'bidmc_42', 'bidmc_50'], (dataDir) => {
        expect(score('resp', dataDir)?.pooled.mae).toBeLessThanOrEqual(0.25)
        const pulse = score('pulse', dataDir)?.pooled
        expect(pulse?.within5Percent).toBeGreaterThanOrEqual(98)
        expect(pulse?.answeredPercent).toBeGreaterThanOrEqual(90)
      })
    },
  )

  withShared('waveforms/cpsc2021', 'AF: each window of persistent fibrillation', (path) => {
    withSubset('cpsc2021', path, ['data_84_1'], (dataDir) => {
      expect(score('af', dataDir)?.pooled.se).toBeGreaterThanOrEqual(95)
    })
  })

  withShared('waveforms/cudb', 'VF: found in three records that hold an episode', (path) => {
    withSubset('cudb', path, ['cu04', 'cu05', 'cu09'], (dataDir) => {
      expect(score('vf', dataDir)?.pooled).toMatchObject({ tp: 3, fn: 0 })
    })
  })

  withShared(
    'waveforms/cinc2015',
    'alarms: contradicts at least 55 % of the false and at most 2 % of the true',
    (path) => {
      const alarms = score('alarms', dirname(path))?.pooled
      expect(alarms?.contradictedFalse).toBeGreaterThanOrEqual(55)
      expect(alarms?.contradictedTrue).toBeLessThanOrEqual(2)
    },
  )

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
