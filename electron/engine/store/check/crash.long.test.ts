import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { openStoreReader } from '../open/open.ts'
import { withFolder } from '../testing/folder.ts'
import { seededRandom } from '../testing/random.ts'
import { openOptions, RATE_HZ } from '../testing/samples.ts'
import { verifyStore } from './verify.ts'

const FOLDING_CHILD = join(import.meta.dirname, '../testing/fold-child.ts')
const SEED = 20260105
/** Each is a start of a process and minutes of record as fast as they go, on a shared machine. */
const TIMEOUT_MS = 120_000
const FOLD_KILLS = 3
/** Folding goes on from second 75; some rounds of it are under way up to here. */
const FIRST_KILL_SECOND = 76
const KILL_SECONDS = 200

interface Child {
  readonly process: ChildProcess
  readonly lines: Interface
}

function startChild(folder: string): Child {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', FOLDING_CHILD, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return { process: child, lines: createInterface({ input: child.stdout }) }
}

describe('a store that is killed', () => {
  it('has every second it confirmed when a fold is cut', { timeout: TIMEOUT_MS }, () =>
    withFolder(async (folder) => {
      const moments = seededRandom(SEED)
      for (let round = 0; round < FOLD_KILLS; round++) {
        const options = openOptions(join(folder, `${round}`))
        const child = startChild(options.dataDir)
        const target = FIRST_KILL_SECOND + Math.floor(moments() * KILL_SECONDS)
        let confirmed = 0
        for await (const line of child.lines) {
          confirmed = Number(line)
          if (confirmed === target) child.process.kill('SIGKILL')
        }
        expect(verifyStore(options).findings).toEqual([])
        const { reader } = openStoreReader(options)
        for (const { number } of reader.channels('b1')) {
          const pieces = reader.waves(number, 0, Number.MAX_SAFE_INTEGER)
          expect(pieces).toHaveLength(1)
          const samples = pieces[0]?.samples ?? []
          expect(samples.length).toBeGreaterThanOrEqual((confirmed + 1) * RATE_HZ)
          expect(samples.findIndex((sample, index) => sample !== index % 30000)).toBe(-1)
        }
        reader.close()
      }
    }),
  )
})
