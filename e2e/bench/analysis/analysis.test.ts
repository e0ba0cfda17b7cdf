import { expect, it } from 'vitest'
import type { AnalysisRound } from './analysis.ts'
import { analysisResult, analysisText } from './analysis-result.ts'

const MACHINE = { cores: 2, cpu: 'one', memoryGigabytes: 1, system: 's', node: '24', commit: 'c' }
const round = (findings: AnalysisRound['findings'], percentOfCore: number): AnalysisRound => ({
  findings,
  load: 1,
  percentOfCore,
  counted: 32,
  told: findings === 'on' ? 8 : 0,
})

it('keeps every round and holds the dearest against the line', () => {
  const result = analysisResult(MACHINE, [
    round('off', 4),
    round('on', 5.126),
    round('off', 4.5),
    round('on', 26),
  ])
  expect(result.figures).toEqual([
    { findings: 'off', percentOfCore: [4, 4.5], counted: 32, told: 0 },
    { findings: 'on', percentOfCore: [5.13, 26], counted: 32, told: 8 },
  ])
  expect(analysisText(result)).toContain('under 25 % of one core **does not hold**')
  expect(analysisText(analysisResult(MACHINE, [round('off', 4), round('on', 5)]))).toContain('core holds')
})
