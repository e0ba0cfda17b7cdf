import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { seededRandom } from './store/testing/random.ts'
import { EngineKills } from './testing/crash/engine-kill.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

const SEED = 20260128
/** Two engines side by side, each killed this often; the crash trial of e2e/trials kills far more often. */
const KILLS_EACH = 5
const LANES = [0, 1]
/** The promise for an idle PC. The test shares its machine, which can only add: the quickest of its openings counts. */
const MOST_OPEN_MS = 1_000
/** Each is a start of an engine, up to three seconds of recording and a check of all that is left, on a shared machine. */
const TIMEOUT_MS = 240_000

describe('an engine with 16 beds that is killed', () => {
  it('H14 loses at most one second, opens by itself and tells the hole', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const folder = temporaryFolder()
    const lane = async (number: number): Promise<number[]> => {
      const kills = new EngineKills(join(folder, `${number}`), seededRandom(SEED + number))
      const openingsMs: number[] = []
      for (let round = 0; round < KILLS_EACH; round++) {
        const { openMs, failures } = await kills.round()
        expect(failures, `kill ${round} of lane ${number}`).toEqual([])
        openingsMs.push(openMs)
      }
      return openingsMs
    }
    const openingsMs = (await Promise.all(LANES.map(lane))).flat()
    expect(Math.min(...openingsMs.filter((ms) => ms > 0))).toBeLessThan(MOST_OPEN_MS)
  })
})
