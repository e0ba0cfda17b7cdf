import type { Tally } from '../testing/tally-reporter.ts'
import { checkHazards, hazardTests, readHazards } from './checks/hazards.ts'
import { checkLayers } from './checks/layers.ts'
import { checkRules } from './checks/rules.ts'
import { type Outcome, readSources } from './checks/sources.ts'
import { checkFormatAndLint, checkTypes, checkUnit, typeProjects } from './checks/tools.ts'
import { checkDocs } from './docs-run.ts'
import { seconds } from './say.ts'

/** The result of all checks: a failed check counts in `failed` beside the failed unit tests. */
export interface CheckResult {
  readonly ok: boolean
  readonly tally: Tally
}

const INDENT = '    '

function report(outcome: Outcome, tookMs: number): void {
  const ok = outcome.findings.length === 0
  const note = outcome.note === undefined ? '' : `: ${outcome.note}`
  process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${outcome.name}${note} (${seconds(tookMs)})\n`)
  for (const finding of outcome.findings) {
    process.stdout.write(`${INDENT}${finding.split('\n').join(`\n${INDENT}`)}\n`)
  }
}

async function timed(run: () => Outcome | Promise<Outcome>): Promise<Outcome> {
  const startedMs = performance.now()
  const outcome = await run()
  report(outcome, performance.now() - startedMs)
  return outcome
}

/**
 * Runs format, lint, types, layers, house rules, hazards, generated pages and unit tests (the long ones if asked for),
 * and prints one line for each. Everything runs to its end, so that one run shows all
 * that is wrong. Types go beside the unit tests: two cores, two lanes.
 */
export async function runChecks(withLong: boolean): Promise<CheckResult> {
  const sources = readSources()
  const outcomes = [
    await timed(() => checkLayers(sources)),
    await timed(() => checkRules(sources)),
    await timed(() => checkHazards(readHazards(), hazardTests(sources))),
    await timed(checkDocs),
    await timed(checkFormatAndLint),
  ]
  let tally: Tally = { passed: 0, failed: 0, skipped: [], failures: [] }
  const typeLane = async () => {
    for (const project of typeProjects()) outcomes.push(await timed(() => checkTypes(project)))
  }
  const unitLane = async () => {
    const unit = await timed(async () => {
      const found = await checkUnit(withLong)
      tally = found.tally
      return found.outcome
    })
    if (unit.findings.length > 0 && tally.failed === 0) {
      tally = { ...tally, failed: 1, failures: ['unit tests ended with an error, see above'] }
    }
  }
  await Promise.all([typeLane(), unitLane()])
  const failedChecks = outcomes.filter(({ findings }) => findings.length > 0).map(({ name }) => name)
  tally = {
    ...tally,
    failed: tally.failed + failedChecks.length,
    failures: [...failedChecks, ...tally.failures],
  }
  return { ok: tally.failed === 0, tally }
}
