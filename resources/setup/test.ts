import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Tally } from '../testing/tally-reporter.ts'
import { buildApp } from './build.ts'
import { runChecks } from './check-run.ts'
import { provision } from './provision.ts'
import { show, toolEnvironment } from './run.ts'
import { program, SetupProblem, say } from './say.ts'
import { closingLines, neverRan, tallyOfReport } from './tally.ts'

/** Runs the end-to-end tests on the real Electron. Out: their tally. */
async function runEndToEnd(): Promise<Tally> {
  if (process.platform !== 'linux') {
    return {
      passed: 0,
      failed: 0,
      skipped: ['end-to-end tests read the picture from Xvfb, which needs Linux'],
      failures: [],
    }
  }
  const folder = mkdtempSync(join(tmpdir(), 'vigil-e2e-'))
  try {
    const file = join(folder, 'report.json')
    const code = await show('playwright', ['test', '--config', 'e2e/playwright.config.ts'], {
      env: toolEnvironment({ PLAYWRIGHT_JSON_OUTPUT_NAME: file, PLAYWRIGHT_HTML_OPEN: 'never' }),
    })
    if (!existsSync(file)) return neverRan('the end-to-end tests left no report, see above')
    const tally = tallyOfReport(JSON.parse(readFileSync(file, 'utf8')))
    return code !== 0 && tally.failed === 0
      ? { ...tally, failed: 1, failures: ['the end-to-end tests ended with an error, see above'] }
      : tally
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Set-up for the end-to-end tests; a problem is one failed test, so that the checks still run and report. */
async function prepare(): Promise<boolean> {
  try {
    await provision('test')
    await buildApp()
    return true
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error
    say(error.message)
    return false
  }
}

await program(async () => {
  const ready = await prepare()
  const checked = await runChecks(true)
  const endToEnd: Tally = ready
    ? await runEndToEnd()
    : neverRan('the end-to-end tests could not be set up, see above')
  for (const line of closingLines([checked.tally, endToEnd])) process.stdout.write(`${line}\n`)
  return checked.tally.failed + endToEnd.failed === 0 ? 0 : 1
})
