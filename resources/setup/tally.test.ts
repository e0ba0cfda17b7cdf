import { describe, expect, it } from 'vitest'
import { closingLines, tallyOfReport } from './tally.ts'

const reportOf = (tests: readonly object[], errors: readonly object[] = []) => ({
  suites: [{ title: 'file', specs: [], suites: [{ specs: [{ title: 'a', file: 'a.spec.ts', tests }] }] }],
  errors,
})

describe('tally', () => {
  it('counts a second try and an error outside tests as failures', () => {
    const report = reportOf(
      [
        { status: 'expected', annotations: [] },
        { status: 'flaky', annotations: [] },
        { status: 'unexpected', annotations: [] },
        { status: 'skipped', annotations: [{ type: 'skip', description: 'no sound card' }] },
        { status: 'skipped', annotations: [] },
      ],
      [{ message: 'set-up failed' }],
    )
    expect(tallyOfReport(report)).toEqual({
      passed: 1,
      failed: 3,
      skipped: ['no sound card', 'not reached, see the failures'],
      failures: ['a.spec.ts › a', 'set-up failed'],
    })
  })

  it('ends with the counts; before them each failure by name, so that the end of a long log is enough, and each reason', () => {
    const lines = closingLines([
      { passed: 10, failed: 0, skipped: ['../shared is absent', '../shared is absent'], failures: [] },
      { passed: 5, failed: 1, skipped: ['no sound card'], failures: ['a.spec.ts › a'] },
    ])
    expect(lines).toEqual([
      'failed: a.spec.ts › a',
      'skipped 2: ../shared is absent',
      'skipped 1: no sound card',
      '15 passed, 1 failed',
    ])
  })

  it('says nothing about skips when there were none', () => {
    expect(closingLines([{ passed: 3, failed: 0, skipped: [], failures: [] }])).toEqual([
      '3 passed, 0 failed',
    ])
  })
})
