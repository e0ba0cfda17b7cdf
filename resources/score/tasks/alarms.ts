import type { Claim } from '../../../electron/engine/analytics/corroborate/corroborate-table.ts'
import { type Figures, percent, pooledBySet, type RecordFigures, summed, type TaskResult } from '../frame.ts'
import { type RecordEntry, readSignals, scoreEach } from '../pack.ts'
import { runCorroboration } from '../run/corroboration.ts'

const SET = 'cinc2015'
/** A missed true alarm weighs five times in the challenge's score. */
const MISSED_WEIGHT = 5

const CLAIMS: Readonly<Record<string, Claim>> = {
  Asystole: 'asystole',
  Bradycardia: 'bradycardia',
  Tachycardia: 'tachycardia',
  Ventricular_Flutter_Fib: 'fibrillation',
  Ventricular_Tachycardia: 'ventricular tachycardia',
}

const COUNTS = ['tp', 'tn', 'fp', 'fn'] as const

/** tn and fn are alarms that the waves contradict: rightly and wrongly. */
function withShares({ tp, tn, fp, fn }: Record<(typeof COUNTS)[number], number>): Figures {
  return {
    tp,
    tn,
    fp,
    fn,
    contradictedFalse: percent(tn, tn + fp),
    contradictedTrue: percent(fn, tp + fn),
    score: percent(tp + tn, tp + tn + fp + MISSED_WEIGHT * fn),
  }
}

function scoreRecord(entry: RecordEntry): (RecordFigures & { readonly alarm: string }) | null {
  const { alarm, true: truth } = entry.extra
  const claim = CLAIMS[String(alarm)]
  if (claim === undefined || (truth !== 0 && truth !== 1)) return null
  const isContradicted = runCorroboration(readSignals(entry), claim)
  const key = truth === 1 ? (isContradicted ? 'fn' : 'tp') : isContradicted ? 'tn' : 'fp'
  const counts = { tp: 0, tn: 0, fp: 0, fn: 0, [key]: 1 }
  return { set: SET, id: entry.id, alarm: String(alarm), ...withShares(counts) }
}

/** How many false and true bedside alarms the other waves contradict, by type. */
export function scoreAlarms(dataDir: string, missing: (set: string) => void): TaskResult | null {
  const rows = scoreEach(dataDir, SET, missing, scoreRecord)
  const pool = (some: readonly RecordFigures[]) => withShares(summed(some, COUNTS))
  const result = pooledBySet('alarms', rows, pool, [
    'contradictedFalse and contradictedTrue: percent of false and of true alarms that the waves contradict',
    'score: (tp+tn)/(tp+tn+fp+5fn); published 81.39 (real time) and 85.04 (retrospective) are on other, hidden records',
    'every alarm is answered: where the waves say too little it stands as not contradicted',
  ])
  if (result === null) return null
  const types = [...new Set(rows.map(({ alarm }) => alarm))]
  const byType = types.map(
    (type) => [`${SET} ${type}`, pool(rows.filter(({ alarm }) => alarm === type))] as const,
  )
  return { ...result, set: { ...result.set, ...Object.fromEntries(byType) } }
}
