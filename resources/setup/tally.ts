import { z } from 'zod'
import type { Tally } from '../testing/tally-reporter.ts'

interface Suite {
  readonly specs: readonly {
    readonly title: string
    readonly file: string
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
        file: z.string(),
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
const Report = z.object({
  suites: z.array(SuiteShape),
  errors: z.array(z.object({ message: z.string().optional() })),
})

type Spec = Suite['specs'][number]

function specsOf(suite: Suite): Spec[] {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)]
}

/** The tally of a run that could not be: one failure with its reason. */
export function neverRan(reason: string): Tally {
  return { passed: 0, failed: 1, skipped: [], failures: [reason] }
}

/**
 * Counts a Playwright JSON report. A test that needed a second try counts as failed. A
 * test that did not run because one before it failed is skipped with that reason.
 * Throws what the schema finds if the report has another form.
 */
export function tallyOfReport(report: unknown): Tally {
  const { suites, errors } = Report.parse(report)
  const specs = suites.flatMap(specsOf)
  const tests = specs.flatMap((spec) => spec.tests)
  const count = (status: string) => tests.filter((test) => test.status === status).length
  const hasFailed = (spec: Spec) =>
    spec.tests.some(({ status }) => status === 'unexpected' || status === 'flaky')
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
    failures: [
      ...specs.filter(hasFailed).map(({ file, title }) => `${file} › ${title}`),
      ...errors.map(({ message }) => message ?? 'an error outside the tests'),
    ],
  }
}

/** The closing lines of `npm test`: one for each failure, one for each reason why something was skipped, then the counts. */
export function closingLines(tallies: readonly Tally[]): string[] {
  const reasons = new Map<string, number>()
  for (const reason of tallies.flatMap((tally) => tally.skipped)) {
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  }
  const sum = (pick: (tally: Tally) => number) => tallies.reduce((total, tally) => total + pick(tally), 0)
  return [
    ...tallies.flatMap((tally) => tally.failures).map((failure) => `failed: ${failure}`),
    ...[...reasons].map(([reason, count]) => `skipped ${count}: ${reason}`),
    `${sum((tally) => tally.passed)} passed, ${sum((tally) => tally.failed)} failed`,
  ]
}
