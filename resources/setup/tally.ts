import { z } from 'zod'
import type { Tally } from '../testing/tally-reporter.ts'

interface Suite {
  readonly specs: readonly {
    readonly title: string
    readonly tests: readonly {
      readonly status: 'expected' | 'unexpected' | 'flaky' | 'skipped'
      readonly annotations: readonly { readonly type: string; readonly description?: string | undefined }[]
    }[]
  }[]
  readonly suites?: readonly Suite[] | undefined
}

const SuiteShape: z.ZodType<Suite> = z.lazy(() =>
  z.object({
    specs: z.array(
      z.object({
        title: z.string(),
        tests: z.array(
          z.object({
            status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']),
            annotations: z.array(z.object({ type: z.string(), description: z.string().optional() })),
          }),
        ),
      }),
    ),
    suites: z.array(SuiteShape).optional(),
  }),
)
const Report = z.object({ suites: z.array(SuiteShape), errors: z.array(z.unknown()) })

function testsOf(suite: Suite): Suite['specs'][number]['tests'][number][] {
  return [...suite.specs.flatMap((spec) => spec.tests), ...(suite.suites ?? []).flatMap(testsOf)]
}

/**
 * Counts a Playwright JSON report. A test that needed a second try counts as failed. A
 * test that did not run because one before it failed is skipped with that reason.
 * Throws what the schema finds if the report has another form.
 */
export function tallyOfReport(report: unknown): Tally {
  const { suites, errors } = Report.parse(report)
  const tests = suites.flatMap(testsOf)
  const count = (status: string) => tests.filter((test) => test.status === status).length
  const skipped = tests
    .filter((test) => test.status === 'skipped')
    .map(
      ({ annotations }) =>
        annotations.find((note) => note.type === 'skip')?.description ?? 'not reached, see the failures',
    )
  return {
    passed: count('expected'),
    failed: count('unexpected') + count('flaky') + errors.length,
    skipped,
  }
}

/** The closing lines of `npm test`: one for each reason why something was skipped, then the counts. */
export function closingLines(tallies: readonly Tally[]): string[] {
  const reasons = new Map<string, number>()
  for (const reason of tallies.flatMap((tally) => tally.skipped)) {
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  }
  const sum = (pick: (tally: Tally) => number) => tallies.reduce((total, tally) => total + pick(tally), 0)
  return [
    ...[...reasons].map(([reason, count]) => `skipped ${count}: ${reason}`),
    `${sum((tally) => tally.passed)} passed, ${sum((tally) => tally.failed)} failed`,
  ]
}
