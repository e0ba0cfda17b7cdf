import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { verifyStore } from '../check/verify.ts'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import { content, expectLeftGone, expectNothingInPages, leftSubject } from '../testing/erased.ts'
import { withFolder } from '../testing/folder.ts'
import { subjectKeys } from '../testing/record-keys.ts'
import { openOptions } from '../testing/samples.ts'
import { recordTwoPatients } from '../testing/two-patients.ts'

const CHILD = fileURLToPath(new URL('../testing/erase-child.ts', import.meta.url))
/** After the keys were destroyed, after the blocks are gone, after the numbers are gone, and perhaps after its end. */
const KILLED_AFTER_LINES = [1, 2, 3, 4]
/** A record of minutes is written with a sync a second, and four processes are started, on a shared machine. */
const TRIAL_TIMEOUT_MS = 180_000

/** Erases in a process of its own, which is killed as a power button would after so many lines. */
async function eraseAndKill(folder: string, lines: number): Promise<void> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CHILD, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  let seen = 0
  for await (const _line of createInterface({ input: child.stdout })) {
    if (++seen === lines) child.kill('SIGKILL')
  }
  await exited
  expect(seen).toBeGreaterThanOrEqual(lines)
}

describe('an erasure that is killed', { timeout: TRIAL_TIMEOUT_MS }, () => {
  it('is finished by the next start, and until then verify says so', () =>
    withFolder(async (folder) => {
      const whole = join(folder, 'whole')
      const { writer } = openStoreWriter(openOptions(whole))
      recordTwoPatients(writer)
      writer.close()
      const [keys, gone] = [subjectKeys(whole), leftSubject(whole)]
      for (const lines of KILLED_AFTER_LINES) {
        const data = join(folder, `${lines}`)
        cpSync(whole, data, { recursive: true })
        await eraseAndKill(data, lines)
        const { reader } = openStoreReader(openOptions(data))
        const isPending = reader.erasures().some(({ done }) => !done)
        reader.close()
        if (lines === 1) expect(isPending).toBe(true)
        const { findings } = verifyStore(openOptions(data))
        const unfinished = expect.stringMatching(/^An erasure begun at .* is not finished: start Vigil/)
        expect(findings).toEqual(isPending ? [unfinished] : [])
        const next = openStoreWriter(openOptions(data))
        const sentence = 'An erasure that was begun earlier was finished.'
        expect(next.notices.includes(sentence)).toBe(isPending)
        next.writer.close()
        expectNothingInPages(data, keys, gone)
        expectLeftGone(data)
        expect(content(data).erasures).toMatchObject([{ done: true, facts: { proof: { ok: true } } }])
        expect(verifyStore(openOptions(data)).findings).toEqual([])
      }
    }))
})
