import { FINDING_ORDER, type FindingKind } from '../../../electron/engine/analytics/rhythm/findings.ts'
import {
  type Figures,
  percent,
  pooledBySet,
  type RecordFigures,
  rounded,
  summed,
  type TaskResult,
} from '../frame.ts'
import { BEAT_SYMBOLS, type RhythmChange, readFlutter, readLabels, readRhythms } from '../labels.ts'
import { type RecordEntry, readSignals, scoreEach } from '../pack.ts'
import { definedRhythms, type Episode, runAfEpisodes, runRhythm } from '../run/rhythm.ts'
import { knownTimes, TIMES_SET } from './known-times.ts'

/** A finding may begin and end so long before and behind what is labelled. */
const SLACK_SECONDS = 10
/** Fibrillation of the atria is told after three windows of 64 beats that overlap by half: shorter ones need not be found. */
const LONG_AF_SECONDS = 150
const SECONDS_A_DAY = 86_400
const SECONDS_AN_HOUR = 3_600

const COUNTS = ['tp', 'fn', 'fp', 'tn', 'seconds'] as const
type Counts = Record<(typeof COUNTS)[number], number>

/** tp and fn: episodes or true alarms that were told and were not; fp: told where there is none; tn: quiet at a false alarm. */
function withShares({ tp, fn, fp, tn, seconds }: Counts): Figures {
  return {
    tp,
    fn,
    fp,
    tn,
    hours: rounded(seconds / SECONDS_AN_HOUR),
    seconds: rounded(seconds),
    se: percent(tp, tp + fn),
    falsePer24h: seconds === 0 ? null : rounded((fp * SECONDS_A_DAY) / seconds),
  }
}

function row(set: string, kind: FindingKind, id: string, counts: Partial<Counts>): RecordFigures {
  return {
    set: `${set} ${kind}`,
    id,
    ...withShares({ tp: 0, fn: 0, fp: 0, tn: 0, seconds: 0, ...counts }),
  }
}

const touches = (one: Episode, other: Episode) =>
  one.fromSeconds < other.toSeconds + SLACK_SECONDS && one.toSeconds > other.fromSeconds - SLACK_SECONDS

function compared(
  kind: FindingKind,
  found: readonly Episode[],
  labelled: readonly Episode[],
  seconds: number,
): Partial<Counts> {
  const own = found.filter((one) => one.kind === kind)
  const all = labelled.filter((one) => one.kind === kind)
  const wanted = all.filter(
    ({ fromSeconds, toSeconds }) =>
      kind !== 'atrialFibrillation' || toSeconds - fromSeconds >= LONG_AF_SECONDS,
  )
  const tp = wanted.filter((one) => own.some((other) => touches(one, other))).length
  const fp = own.filter((one) => !all.some((other) => touches(one, other))).length
  return { tp, fn: wanted.length - tp, fp, seconds }
}

/** Stretches of fibrillation of the atria among labelled rhythms. */
function afStretches(changes: readonly RhythmChange[], endSeconds: number): Episode[] {
  const found: Episode[] = []
  for (const [index, { atSeconds, rhythm }] of changes.entries()) {
    if (rhythm !== 'AF') continue
    const toSeconds = changes[index + 1]?.atSeconds ?? endSeconds
    const before = found.at(-1)
    const isOne = before !== undefined && before.toSeconds === atSeconds
    if (isOne) found.pop()
    const fromSeconds = isOne ? before.fromSeconds : atSeconds
    found.push({ kind: 'atrialFibrillation', fromSeconds, toSeconds })
  }
  return found
}

function labelledOf(entry: RecordEntry): Episode[] | null {
  const labels = readLabels(entry)
  const [spans, rhythms] = [readFlutter(entry), readRhythms(entry)]
  if (labels === null || spans === null || rhythms === null) return null
  const beats = labels
    .filter(({ symbol }) => BEAT_SYMBOLS.has(symbol))
    .map(({ sample, symbol }) => ({ atSeconds: sample / entry.rateHz, isVentricular: symbol === 'V' }))
  const flutter = spans.map(
    ([from, to]): Episode => ({
      kind: 'ventricularFibrillation',
      fromSeconds: from / entry.rateHz,
      toSeconds: to / entry.rateHz,
    }),
  )
  const af = afStretches(rhythms, entry.length / entry.rateHz)
  return [...definedRhythms(beats), ...flutter, ...af]
}

function scoreBeats(entry: RecordEntry): RecordFigures[] | null {
  const labelled = labelledOf(entry)
  if (labelled === null) return null
  const found = runRhythm(readSignals(entry))
  const seconds = entry.length / entry.rateHz
  return FINDING_ORDER.map((kind) => row('mitdb', kind, entry.id, compared(kind, found, labelled, seconds)))
}

function scoreAf(entry: RecordEntry): RecordFigures[] | null {
  const rhythms = readRhythms(entry)
  if (rhythms === null) return null
  const seconds = entry.length / entry.rateHz
  const counts = compared(
    'atrialFibrillation',
    runRhythm(readSignals(entry)),
    afStretches(rhythms, seconds),
    seconds,
  )
  return [row('cpsc2021', 'atrialFibrillation', entry.id, counts)]
}

function scoreVf(entry: RecordEntry): RecordFigures[] {
  const isFound = runRhythm(readSignals(entry)).some(({ kind }) => kind === 'ventricularFibrillation')
  return [row('cudb', 'ventricularFibrillation', entry.id, { tp: isFound ? 1 : 0, fn: isFound ? 0 : 1 })]
}

const ALARMS: Readonly<Record<string, FindingKind>> = {
  Asystole: 'asystole',
  Bradycardia: 'extremeBradycardia',
  Tachycardia: 'extremeTachycardia',
  Ventricular_Flutter_Fib: 'ventricularFibrillation',
  Ventricular_Tachycardia: 'ventricularTachycardia',
}

function scoreAlarm(entry: RecordEntry): RecordFigures[] | null {
  const kind = ALARMS[String(entry.extra.alarm)]
  if (kind === undefined || (entry.extra.true !== 0 && entry.extra.true !== 1)) return null
  const isFound = runRhythm(readSignals(entry)).some((one) => one.kind === kind)
  const isTrue = entry.extra.true === 1
  const key = isTrue ? (isFound ? 'tp' : 'fn') : isFound ? 'fp' : 'tn'
  return [row('cinc2015', kind, entry.id, { [key]: 1 })]
}

function scoreTimes(dataDir: string, missing: (set: string) => void): RecordFigures[] {
  return knownTimes(dataDir, missing).map(({ set, id, times, rhythms }) => {
    const seconds = times.at(-1) ?? 0
    const counts = compared(
      'atrialFibrillation',
      runAfEpisodes(times),
      afStretches(rhythms, seconds),
      seconds,
    )
    return row(set, 'atrialFibrillation', id, counts)
  })
}

const SCORES: Readonly<Record<string, (entry: RecordEntry) => RecordFigures[] | null>> = {
  mitdb: scoreBeats,
  cinc2015: scoreAlarm,
  cudb: scoreVf,
  cpsc2021: scoreAf,
}

/** Vigil's own findings of rhythms as a bed would show them: told and missed, and false ones a day. */
export function scoreRhythm(dataDir: string, missing: (set: string) => void): TaskResult | null {
  const waves = Object.entries(SCORES).flatMap(([set, score]) =>
    scoreEach(dataDir, set, missing, score).flat(),
  )
  const times = scoreTimes(dataDir, missing)
  if (times.length === 0) missing(TIMES_SET)
  return pooledBySet('rhythm', [...waves, ...times], (some) => withShares(summed(some, COUNTS)), [
    'mitdb: asystole, extreme rates and ventricular runs by their definition from the labelled beats, flutter and AF by label',
    'cinc2015: told anywhere in the 25 s before the alarm; tp and fn are true alarms, fp and tn false ones of that type',
    'cudb: one count a record; AF shorter than 150 s need not be found; vitaldb and nsr from given beat times',
    'what cannot be read (the first 10 s, noise, an electrode off) is told as nothing and counts as missed',
  ])
}
