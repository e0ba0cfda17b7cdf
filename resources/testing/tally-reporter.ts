import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

/** How a run ended. `skipped` holds one reason for each skipped test, `failures` a name for each failed one. */
export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: readonly string[]
  readonly failures: readonly string[]
}

/** One line for a failed test or file: where, its name, and the first line of what went wrong. */
function failureLine(file: string, name: string, errors: readonly { readonly message: string }[]): string {
  const reason = errors[0]?.message.split('\n')[0] ?? 'no reason given'
  return [file, name, reason].filter((part) => part !== '').join(' › ')
}

/** Writes the tally of a Vitest run to the file that VIGIL_TALLY names, for the closing lines of `npm test`. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const file = process.env.VIGIL_TALLY
    if (file === undefined) return
    let passed = 0
    let failed = errors.length
    const skipped: string[] = []
    const failures = errors.map(String)
    for (const module of modules) {
      // A file that cannot be loaded has no tests, and would otherwise count as nothing.
      if (module.errors().length > 0) {
        failed++
        failures.push(failureLine(module.relativeModuleId, '', module.errors()))
      }
      for (const test of module.children.allTests()) {
        const result = test.result()
        if (result.state === 'passed') passed++
        else if (result.state === 'failed') {
          failed++
          failures.push(failureLine(module.relativeModuleId, test.fullName, result.errors))
        } else skipped.push((result.state === 'skipped' ? result.note : undefined) ?? 'no reason given')
      }
    }
    const tally: Tally = { passed, failed, skipped, failures }
    writeFileSync(file, JSON.stringify(tally))
  }
}
