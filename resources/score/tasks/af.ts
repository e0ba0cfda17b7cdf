import type { AfWindow } from '../../../electron/engine/analytics/rhythm/af-detector.ts'
import { type Figures, percent, pooledBySet, type RecordFigures, summed, type TaskResult } from '../frame.ts'
import { type RhythmChange, readRhythms } from '../labels.ts'
import { readSignals, scoreEach } from '../pack.ts'
import { runAf, runAfOnTimes } from '../run/fibrillation.ts'
import { knownTimes, TIMES_SET } from './known-times.ts'

const WAVE_SETS = ['mitdb', 'cpsc2021'] as const
/** A label may stand a little behind the beat it is for. */
const LABEL_SLACK_SECONDS = 0.1

const COUNTS = ['tp', 'fn', 'tn', 'fp', 'otherWindows', 'otherAf', 'notAnswered'] as const

function withShares(counts: Record<(typeof COUNTS)[number], number>): Figures {
  const { tp, fn, tn, fp } = counts
  return { ...counts, se: percent(tp, tp + fn), sp: percent(tn, tn + fp) }
}

/** The one rhythm of a window, or null if it changes inside. */
function rhythmOf({ fromSeconds, toSeconds }: AfWindow, changes: readonly RhythmChange[]): string | null {
  const before = changes.findLast(({ atSeconds }) => atSeconds <= fromSeconds + LABEL_SLACK_SECONDS)
  const inside = changes.filter(
    ({ atSeconds }) => atSeconds > fromSeconds + LABEL_SLACK_SECONDS && atSeconds <= toSeconds,
  )
  if (before === undefined) return null
  return inside.every(({ rhythm }) => rhythm === before.rhythm) ? before.rhythm : null
}

function score(
  set: string,
  id: string,
  windows: readonly AfWindow[],
  changes: readonly RhythmChange[],
): RecordFigures {
  const counts = { tp: 0, fn: 0, tn: 0, fp: 0, otherWindows: 0, otherAf: 0, notAnswered: 0 }
  for (const window of windows) {
    const rhythm = rhythmOf(window, changes)
    if (rhythm === null) continue
    if (window.isAf === null) counts.notAnswered++
    else if (rhythm === 'AF') counts[window.isAf ? 'tp' : 'fn']++
    else if (rhythm === 'N') counts[window.isAf ? 'fp' : 'tn']++
    else {
      counts.otherWindows++
      if (window.isAf) counts.otherAf++
    }
  }
  return { set, id, ...withShares(counts) }
}

function scoreTimes(dataDir: string, missing: (set: string) => void): RecordFigures[] {
  return knownTimes(dataDir, missing).map(({ set, id, times, rhythms }) =>
    score(set, id, runAfOnTimes(times), rhythms),
  )
}

/** AF by window against labelled rhythms; a window in which the rhythm changes does not count. */
export function scoreAf(dataDir: string, missing: (set: string) => void): TaskResult | null {
  const waves = WAVE_SETS.flatMap((set) =>
    scoreEach(dataDir, set, missing, (entry) => {
      const rhythms = readRhythms(entry)
      return rhythms === null ? null : score(set, entry.id, runAf(readSignals(entry)), rhythms)
    }),
  )
  const times = scoreTimes(dataDir, missing)
  if (times.length === 0) missing(TIMES_SET)
  const pool = (rows: readonly RecordFigures[]) => withShares(summed(rows, COUNTS))
  return pooledBySet('af', [...waves, ...times], pool, [
    'windows of 64 beat distances, half overlapping; se: AF, sp: against sinus rhythm; other rhythms are counted apart',
    'mitdb and cpsc2021 from the waves by the beat detector; vitaldb and nsr from given beat times',
    'a window with a hole or too few usual beats is notAnswered and in no share',
  ])
}
