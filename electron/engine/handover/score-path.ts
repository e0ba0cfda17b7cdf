import type { AgeClass } from '../../ipc/alarms.ts'
import type { EntryView } from '../../ipc/entry.ts'
import { NEWS2_INPUTS, type News2Input, type ScorePath, type ScorePoint } from '../../ipc/handover.ts'
import type { Spo2Scale } from '../../ipc/score.ts'
import type { ScoreReport } from '../analytics/scores/report.ts'
import { news2At } from '../analytics/scores/report.ts'
import type { Interval } from '../export/intervals.ts'
import type { NumericsReader } from '../export/read-once.ts'
import { yearsAt } from '../scores/entered.ts'
import type { NewChannel } from '../store/types.ts'
import { observationsAt, scoreRecord } from './score-observations.ts'

const HOUR_MS = 3_600_000
/** The longest that any input is current (analytics/scores/age-table.ts): rows before that cannot matter. */
export const SCORE_LEAD_MS = 4 * HOUR_MS
const VERSIONS: Readonly<Record<Spo2Scale, string>> = { 1: 'RCP 2017', 2: 'RCP 2017, SpO2 scale 2' }

/** What the path of a bed is made of. */
export interface PathQuestion {
  readonly channels: readonly NewChannel[]
  /** Entries since `knownFromUtcMs`. */
  readonly entries: readonly EntryView[]
  readonly period: Interval
  /** From where on data are those of the same stay; at most SCORE_LEAD_MS before the period. */
  readonly knownFromUtcMs: number
  readonly ageClass: AgeClass | null
  /** YYYY-MM-DD, or null. */
  readonly birthDate: string | null
  /** As it was decided for this patient. */
  readonly spo2Scale: Spo2Scale
}

/** Each hour from the beginning of the period, and its end. */
function momentsOf({ fromUtcMs, toUtcMs }: Interval): number[] {
  const moments: number[] = []
  for (let at = fromUtcMs + HOUR_MS; at < toUtcMs; at += HOUR_MS) moments.push(at)
  return [...moments, toUtcMs]
}

function isNews2(name: string): name is News2Input {
  return NEWS2_INPUTS.some((one) => one === name)
}

function pointOf(atUtcMs: number, { total, lacks }: ScoreReport): ScorePoint {
  return { atUtcMs, total, lacks: lacks.flatMap(({ input }) => (isNews2(input) ? [input] : [])) }
}

function inputsOf({ used, items }: ScoreReport): ScorePath['inputs'] {
  return NEWS2_INPUTS.map((input) => {
    const known = used.find((one) => one.input === input)
    const points = items[input === 'isOnOxygen' ? 'oxygen' : input] ?? null
    return { input, value: known?.value ?? null, measuredUtcMs: known?.measuredAtMs ?? null, points }
  })
}

/**
 * NEWS2, each hour of a period and at its end, from numbers and entries alone. Without an age class, and
 * under 16 years, none is given: nobody is an adult by default.
 */
export function scorePath(reader: NumericsReader, question: PathQuestion): ScorePath {
  const { channels, entries, period, knownFromUtcMs, ageClass, birthDate, spo2Scale } = question
  const version = VERSIONS[spo2Scale]
  const none = { version, points: [], inputs: [] }
  if (ageClass === null) return { ...none, notGiven: 'noAgeClass' }
  if (ageClass !== 'adult') return { ...none, notGiven: 'age' }
  const record = scoreRecord(reader, channels, entries, knownFromUtcMs, period.toUtcMs)
  const reports = momentsOf(period).map((atUtcMs) => {
    // What arrives at the end of the period is past it.
    const age = yearsAt(birthDate, atUtcMs)
    return { atUtcMs, report: news2At(spo2Scale, observationsAt(record, age, atUtcMs - 1), atUtcMs - 1) }
  })
  const last = reports.at(-1)
  if (last?.report.notFor === 'age') return { ...none, notGiven: 'age' }
  return {
    version,
    notGiven: null,
    points: reports.map(({ atUtcMs, report }) => pointOf(atUtcMs, report)),
    inputs: last === undefined ? [] : inputsOf(last.report),
  }
}
