import { type Circumstances, circumstances } from '../circumstances.ts'
import type { Machine } from '../machine.ts'
import { table, verdict, when } from '../markdown.ts'
import { type AnalysisRound, FINDINGS } from './analysis.ts'

/** The line that the ward is held against, percent of a core; it never fails a run. */
const PASS_PERCENT = 25
const DIGITS = 2

/** B11 as it is checked in: each round, in percent of a core. */
export interface AnalysisResult extends Circumstances {
  readonly figures: readonly {
    readonly findings: AnalysisRound['findings']
    readonly percentOfCore: readonly number[]
    /** Least beds with a counted rate, and with a rhythm that was told. */
    readonly counted: number
    readonly told: number
  }[]
}

/** Folds the rounds of B11. */
export function analysisResult(machine: Machine, rounds: readonly AnalysisRound[]): AnalysisResult {
  const figures = FINDINGS.map((findings) => {
    const own = rounds.filter((round) => round.findings === findings)
    return {
      findings,
      percentOfCore: own.map(({ percentOfCore }) => Number(percentOfCore.toFixed(DIGITS))),
      counted: Math.min(...own.map(({ counted }) => counted)),
      told: Math.min(...own.map(({ told }) => told)),
    }
  })
  return { ...circumstances(machine, rounds), figures }
}

/** The part of the page on B11. */
export function analysisText(result: AnalysisResult): string {
  const rows = result.figures.map(({ findings, percentOfCore, counted, told }) => [
    findings,
    percentOfCore.length,
    Math.min(...percentOfCore),
    Math.max(...percentOfCore),
    counted,
    told,
  ])
  const most = Math.max(...result.figures.flatMap(({ percentOfCore }) => percentOfCore))
  const head = [
    'rhythm findings',
    'rounds',
    'least % of a core',
    'most',
    'beds with a heart rate',
    'with a rhythm told',
  ]
  return `## B11: all analytics of 32 beds

${when(result)}

${table(head, rows)}

Three ECG leads of 250 Hz, a pleth and a breath wave on each bed (SIMULATED, every fourth bed uneven), in packets of 250 ms, through the desk that reads
them live: quality, rates, witnesses, and with findings on all six. Processor time of the whole process over the 120 s that the waves last.
Pass line: under ${PASS_PERCENT} % of one core ${verdict(most < PASS_PERCENT)}.`
}
