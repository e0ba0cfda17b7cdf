import {
  type Figures,
  percent,
  pooledBySet,
  type RecordFigures,
  rounded,
  summed,
  type TaskResult,
} from '../frame.ts'
import { readFlutter } from '../labels.ts'
import { type RecordEntry, readSignals, scoreEach } from '../pack.ts'
import { runVf } from '../run/flutter.ts'

/** Every record of this set holds at least one sustained episode; when is not labelled. */
const WITH_EPISODE = 'cudb'
const WITH_BEATS = 'mitdb'
/** A candidate comes some seconds into an episode, and may come just behind a short one. */
const SLACK_SECONDS = 10
const SECONDS_A_DAY = 86_400

const COUNTS = ['tp', 'fn', 'fp', 'seconds'] as const

function withShares({ tp, fn, fp, seconds }: Record<(typeof COUNTS)[number], number>): Figures {
  const falsePer24h = seconds === 0 ? null : rounded((fp * SECONDS_A_DAY) / seconds)
  return { tp, fn, fp, seconds: rounded(seconds), se: percent(tp, tp + fn), falsePer24h }
}

function scoreEpisode(entry: RecordEntry): RecordFigures {
  const found = runVf(readSignals(entry)).length > 0
  return {
    set: WITH_EPISODE,
    id: entry.id,
    ...withShares({ tp: found ? 1 : 0, fn: found ? 0 : 1, fp: 0, seconds: 0 }),
  }
}

function scoreBeats(entry: RecordEntry): RecordFigures | null {
  const spans = readFlutter(entry)?.map(
    ([from, to]) => [from / entry.rateHz, to / entry.rateHz + SLACK_SECONDS] as const,
  )
  if (spans === undefined) return null
  const found = runVf(readSignals(entry))
  const isInside = (at: number) => spans.some(([from, to]) => at >= from && at <= to)
  const tp = spans.filter(([from, to]) => found.some((at) => at >= from && at <= to)).length
  const fp = found.filter((at) => !isInside(at)).length
  const seconds = entry.length / entry.rateHz
  return { set: WITH_BEATS, id: entry.id, ...withShares({ tp, fn: spans.length - tp, fp, seconds }) }
}

/** VF and flutter: found in records that hold an episode; false ones a day where there is none. */
export function scoreVf(dataDir: string, missing: (set: string) => void): TaskResult | null {
  const rows = [
    ...scoreEach(dataDir, WITH_EPISODE, missing, scoreEpisode),
    ...scoreEach(dataDir, WITH_BEATS, missing, scoreBeats),
  ]
  return pooledBySet('vf', rows, (some) => withShares(summed(some, COUNTS)), [
    'cudb: one count a record, found if there is a candidate anywhere (episodes are not labelled there)',
    'mitdb: tp and fn are labelled flutter episodes, fp candidates outside them; first lead only; every window answered',
  ])
}
