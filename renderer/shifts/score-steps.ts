import type { ScorePath, ScorePoint } from '../../electron/ipc/handover.ts'
import { INPUT_WORDS } from '../scores/score-text.ts'
import { printedValue } from '../words/values.ts'
import { leftToRight, words } from '../words/words.ts'

/** Short names of the inputs, for a narrow table. */
export const SHORT_INPUT_WORDS = { ...INPUT_WORDS, consciousness: 'score.consciousness' } as const

type Input = ScorePath['inputs'][number]

/** A total as printed: `6`, `≥ 5` where inputs are lacking, `--` where nothing was current. */
export function totalText({ total, lacks }: Pick<ScorePoint, 'total' | 'lacks'>): string {
  if (total === null) return '--'
  return lacks.length === 0 ? String(total) : leftToRight(`≥ ${total}`)
}

/** A value of the last score as printed; `--` where there was none that is current. */
export function inputText({ input, value }: Input): string {
  if (value === null) return '--'
  if (typeof value === 'boolean') return words(value ? 'score.yes' : 'score.no')
  if (typeof value === 'string') return leftToRight(value)
  return printedValue(value, input === 'temperature' ? 1 : 0)
}

/** A step of the drawn path: from one moment to the next; a total that is lacking draws nothing. */
export interface ScoreStep {
  readonly fromUtcMs: number
  readonly toUtcMs: number
  readonly total: number
  readonly isPartial: boolean
  readonly text: string
}

/** Each total stands for the stretch that ends with it: it was worked out there. */
export function scoreSteps(points: readonly ScorePoint[], fromUtcMs: number): readonly ScoreStep[] {
  return points.flatMap((point, index): ScoreStep[] => {
    if (point.total === null) return []
    const since = points[index - 1]?.atUtcMs ?? fromUtcMs
    const isPartial = point.lacks.length > 0
    return [
      { fromUtcMs: since, toUtcMs: point.atUtcMs, total: point.total, isPartial, text: totalText(point) },
    ]
  })
}
