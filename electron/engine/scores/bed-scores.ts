import type { AgeClass } from '../../ipc/alarms.ts'
import type { EntryView } from '../../ipc/entry.ts'
import type { PersonFacts } from '../../ipc/patient.ts'
import {
  type BedScores,
  SCORE_INPUTS,
  type ScoreInputName,
  type ScoreInputView,
  type ScoreName,
  type ScoreView,
} from '../../ipc/score.ts'
import type { Dated, DatedObservations } from '../analytics/scores/observations.ts'
import type { PewsTable } from '../analytics/scores/pews.ts'
import { news2At, pewsAt, type ScoreReport, scoreAt } from '../analytics/scores/report.ts'
import { news2Risk } from '../analytics/scores/scores.ts'
import { enteredAt, isNewer, yearsAt } from './entered.ts'
import type { MeasuredInput } from './sources.ts'

/** Everything that the scores of a bed hang on. */
export interface ScoreFacts {
  /** Times UTC ms. */
  readonly measured: Readonly<Record<MeasuredInput, Dated<number> | null>>
  readonly entries: readonly EntryView[]
  readonly person: PersonFacts | null
  readonly ageClass: AgeClass | null
  /** The site's table for children; null: it has none. */
  readonly table: PewsTable | null
  readonly atUtcMs: number
}

/** What is known, and which of it people entered. */
interface Known {
  readonly observations: DatedObservations
  readonly byHand: ReadonlySet<ScoreInputName>
}

function known({ measured, entries, person, atUtcMs }: ScoreFacts): Known {
  const entered = enteredAt(entries, atUtcMs)
  const years = yearsAt(person?.birthDate ?? null, atUtcMs)
  const isTyped = isNewer(entered.temperature, measured.temperature)
  const byHand: ScoreInputName[] = [
    'consciousness',
    'isOnOxygen',
    'fio2',
    'oxygenFlow',
    'capillaryRefill',
    'effort',
  ]
  return {
    observations: {
      ...measured,
      ...entered,
      temperature: isTyped ? entered.temperature : measured.temperature,
      age:
        years === null
          ? null
          : { value: years, measuredAtMs: atUtcMs, currentForMs: Number.POSITIVE_INFINITY },
    },
    byHand: new Set(isTyped ? [...byHand, 'temperature'] : byHand),
  }
}

/** Items of the scores whose name is not that of their input. */
const ITEMS: Readonly<Partial<Record<ScoreInputName, readonly string[]>>> = {
  isOnOxygen: ['oxygen'],
  pulse: ['pulse', 'heartRate'],
  consciousness: ['consciousness', 'mentation'],
}

function pointsOf(items: ScoreReport['items'], input: ScoreInputName): number | null {
  for (const item of ITEMS[input] ?? [input]) {
    const points = items[item]
    if (typeof points === 'number') return points
  }
  return null
}

function isShown(name: string): name is ScoreInputName {
  return SCORE_INPUTS.some((one) => one === name)
}

function viewOf(score: ScoreName, report: ScoreReport, { byHand, observations }: Known): ScoreView {
  const { total, isPartial, items, used, lacks, version } = report
  const inputs = used.flatMap(({ input, value, measuredAtMs }): ScoreInputView[] => {
    if (!isShown(input)) return []
    const source = input === 'age' ? 'patient' : byHand.has(input) ? 'byHand' : 'monitor'
    return [{ input, value, measuredUtcMs: measuredAtMs, source, points: pointsOf(items, input) }]
  })
  return {
    score,
    version,
    total,
    isPartial,
    risk: score === 'news2' && total !== null && !isPartial ? news2Risk({ total, items }) : null,
    inputs,
    lacks: lacks.flatMap(({ input, why }) => {
      if (!isShown(input)) return []
      const measuredUtcMs = why === 'missing' ? null : (observations[input]?.measuredAtMs ?? null)
      return [{ input, why, measuredUtcMs }]
    }),
  }
}

/** The score of a child by the site's table. */
function childScores(
  table: PewsTable | null,
  all: Known,
  atUtcMs: number,
): Pick<BedScores, 'notGiven' | 'scores'> {
  if (table === null) return { notGiven: 'noTable', scores: [] }
  const report = pewsAt(table, all.observations, atUtcMs)
  if (report.notFor === 'age') return { notGiven: 'age', scores: [] }
  const view = { ...viewOf('pews', report, all), name: report.name }
  return { notGiven: null, scores: [report.isTableConfirmed ? view : { ...view, isUnconfirmed: true }] }
}

/** The scores of a bed at a moment. Nobody is an adult by default: without an age class there are none. */
export function bedScores(facts: ScoreFacts): BedScores {
  const { atUtcMs, ageClass, person, table } = facts
  const spo2Scale = person?.spo2Scale ?? 1
  const none = { atUtcMs, spo2Scale, scores: [] }
  if (ageClass === null) return { ...none, notGiven: 'noAgeClass' }
  const all = known(facts)
  if (ageClass !== 'adult') return { ...none, ...childScores(table, all, atUtcMs) }
  const news2 = news2At(spo2Scale, all.observations, atUtcMs)
  if (news2.notFor === 'age') return { ...none, notGiven: 'age' }
  const plain = (['mews', 'qsofa', 'cart', 'shockIndex', 'rox'] as const).map((score) =>
    viewOf(score, scoreAt(score, all.observations, atUtcMs), all),
  )
  return { atUtcMs, spo2Scale, notGiven: null, scores: [viewOf('news2', news2, all), ...plain] }
}
