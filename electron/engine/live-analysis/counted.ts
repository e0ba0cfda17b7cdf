import type { AnalysisReason, CountedRate } from '../../ipc/analysis.ts'
import type { WaveQuality } from '../analytics/quality/wave-quality.ts'
import { type LaneGrade, mainReason } from './lane.ts'

/** What a counter says: a rate, or why it has none; `too little signal`: it is starting. */
type Counted<Why extends string> = { readonly perMinute: number } | { readonly reason: Why }

/** A counter's reasons in the words of the screen. */
export type CountedReasons<Why extends string> = Readonly<Record<Why, AnalysisReason>>

/** How a wave can be read on which a rate is counted: by its samples, and by whether they repeat themselves. */
export function countedGrade<Why extends string>(
  quality: WaveQuality,
  counted: Counted<Why>,
  reasonOf: CountedReasons<Why>,
): LaneGrade {
  const { isStarting, isUnreadable, flaws } = quality.quality()
  if (isStarting) return { grade: 'starting', reasons: ['starting'] }
  if (isUnreadable) return { grade: 'bad', reasons: flaws }
  const isDoubted = 'reason' in counted && counted.reason !== 'too little signal'
  const reasons = isDoubted ? [...flaws, reasonOf[counted.reason]] : flaws
  return { grade: reasons.length === 0 ? 'good' : 'doubtful', reasons }
}

/** The rate to be told of it: none while the wave cannot be read. */
export function countedRate<Why extends string>(
  of: CountedRate['of'],
  graded: LaneGrade,
  counted: Counted<Why>,
  reasonOf: CountedReasons<Why>,
): Omit<CountedRate, 'label'> {
  const isReadable = graded.grade === 'good' || graded.grade === 'doubtful'
  if (!isReadable) return { of, perMinute: null, why: mainReason(graded) }
  if ('perMinute' in counted) return { of, perMinute: counted.perMinute, why: null }
  return { of, perMinute: null, why: reasonOf[counted.reason] }
}
