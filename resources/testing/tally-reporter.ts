import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

/** How a run ended, in numbers. `skipped` holds one reason for each skipped test. */
export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: readonly string[]
}

/** Writes the tally of a Vitest run to the file that VIGIL_TALLY names, for the closing lines of `npm test`. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const file = process.env.VIGIL_TALLY
    if (file === undefined) return
    let passed = 0
    let failed = errors.length
    const skipped: string[] = []
    for (const module of modules) {
      // A file that cannot be loaded has no tests, and would otherwise count as nothing.
      if (module.errors().length > 0) failed++
      for (const test of module.children.allTests()) {
        const result = test.result()
        if (result.state === 'passed') passed++
        else if (result.state === 'failed') failed++
        else skipped.push((result.state === 'skipped' ? result.note : undefined) ?? 'no reason given')
      }
    }
    const tally: Tally = { passed, failed, skipped }
    writeFileSync(file, JSON.stringify(tally))
  }
}
