import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withFolder } from '../testing/folder.ts'
import { examineCut, recordLogged } from '../testing/power-cut/power-cut.ts'
import { seededRandom } from '../testing/random.ts'

const SEED = 20260126
/** Past the first fold and its checkpoint. The crash trial of e2e/trials cuts a longer run, and far more often. */
const SECONDS = 72
const CUTS = 10
/** Of the first start: key, station.json, schema. */
const FIRST_OPS = 80
const FIRST_CUTS = 20
/** Each cut is a start with a check of every page on a shared machine. */
const TIMEOUT_MS = 240_000
/** The promise for an idle PC. The test shares its machine, which can only add: the quickest start counts. */
const MOST_OPEN_MS = 1_000

describe('a power cut', () => {
  // The shim that logs the disk is loaded by the dynamic linker of Linux.
  const supported = process.platform === 'linux'
  it(
    `H14 costs at most one second, and the record opens by itself${supported ? '' : ' (shown on Linux)'}`,
    {
      timeout: TIMEOUT_MS,
    },
    () =>
      withFolder(async (folder) => {
        if (!supported) return
        const ops = await recordLogged(folder, SECONDS)
        const random = seededRandom(SEED)
        const openingsMs: number[] = []
        for (let round = 0; round < FIRST_CUTS + CUTS; round++) {
          const cut = Math.floor(random() * (round < FIRST_CUTS ? FIRST_OPS : ops.length))
          const { openMs, failures } = await examineCut(ops, cut, random, join(folder, 'image'))
          expect(failures, `cut ${round} before operation ${cut} of ${ops.length}`).toEqual([])
          openingsMs.push(openMs)
        }
        expect(Math.min(...openingsMs)).toBeLessThan(MOST_OPEN_MS)
      }),
  )
})
