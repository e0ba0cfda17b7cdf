import {
  currentAt,
  type DatedObservations,
  inputsAt,
  type LackedInput,
  type ObservationName,
  type Observations,
  type UsedInput,
} from './observations.ts'
import { type PewsTable, pews, pewsInputs } from './pews.ts'
import type { Score } from './points.ts'
import { rox } from './ratios.ts'
import { cart, mews, news2, qsofa, shockIndex } from './scores.ts'

/** A score with its working shown. */
export interface ScoreReport {
  readonly name: string
  /** The edition of its rule. */
  readonly version: string
  /** Sum over what is current; null if nothing is, if a ratio lacks a part, or if the score is not for this patient. */
  readonly total: number | null
  /** Not all inputs are current: the total is of a part, never compared with a threshold as if it were whole. */
  readonly isPartial: boolean
  /** Points of each item, null where its inputs are not current; none for ratios. */
  readonly items: Readonly<Record<string, number | null>>
  readonly used: readonly UsedInput[]
  readonly lacks: readonly LackedInput[]
  /** `age`: the rule is not for this age. */
  readonly notFor: 'age' | null
  /** False: nobody at the site has compared the table with the chart in use. */
  readonly isTableConfirmed: boolean
}

interface Rule {
  readonly name: string
  readonly version: string
  readonly inputs: readonly ObservationName[]
  readonly points: (observed: Observations) => Score | null
  readonly isRatio?: true
  /** Years from which, and under which, the rule may be used, where it says so. */
  readonly fromYears?: number
  readonly underYears?: number
  readonly isTableConfirmed?: boolean
}

const NEWS2_FROM_YEARS = 16

const RULES = {
  mews: {
    name: 'MEWS',
    version: 'Subbe 2001',
    inputs: ['systolic', 'pulse', 'respiration', 'temperature', 'consciousness'],
    points: mews,
  },
  qsofa: {
    name: 'qSOFA',
    version: 'Sepsis-3 2016',
    inputs: ['respiration', 'systolic', 'consciousness'],
    points: qsofa,
  },
  cart: {
    name: 'CART',
    version: 'Churpek 2012',
    inputs: ['respiration', 'pulse', 'diastolic', 'age'],
    points: cart,
  },
  shockIndex: {
    name: 'Shock index',
    version: 'pulse / systolic',
    inputs: ['pulse', 'systolic'],
    points: (observed) => ratio(shockIndex(observed)),
    isRatio: true,
  },
  rox: {
    name: 'ROX',
    version: 'Roca 2016',
    inputs: ['spo2', 'fio2', 'respiration'],
    points: (observed) => ratio(rox(observed)),
    isRatio: true,
  },
} as const satisfies Record<string, Rule>

/** A score that needs neither a table nor a choice. */
export type PlainScore = keyof typeof RULES

/** MEWS, qSOFA, CART, shock index or ROX at `nowMs` (the clock of the observations). */
export function scoreAt(score: PlainScore, dated: DatedObservations, nowMs: number): ScoreReport {
  return reportOf(RULES[score], dated, nowMs)
}

/** NEWS2 at `nowMs`; not under 16 years. Scale 2 only where a clinician has decided on 88-92 %. */
export function news2At(spo2Scale: 1 | 2, dated: DatedObservations, nowMs: number): ScoreReport {
  const rule: Rule = {
    name: spo2Scale === 1 ? 'NEWS2' : 'NEWS2, SpO2 scale 2',
    version: 'RCP 2017',
    inputs: ['respiration', 'spo2', 'isOnOxygen', 'systolic', 'pulse', 'consciousness', 'temperature'],
    points: (observed) => news2(observed, spo2Scale),
    fromYears: NEWS2_FROM_YEARS,
  }
  return reportOf(rule, dated, nowMs)
}

/** A site's paediatric score at `nowMs`. */
export function pewsAt(table: PewsTable, dated: DatedObservations, nowMs: number): ScoreReport {
  const rule: Rule = {
    name: table.name,
    version: table.version,
    inputs: pewsInputs(table),
    points: (observed) => pews(table, observed),
    underYears: table.underYears,
    isTableConfirmed: table.confirmedBy !== null,
  }
  const report = reportOf(rule, dated, nowMs)
  // Without oxygen there is no flow and no share to lack; with it, one of the two is enough.
  const isOxygenKnown = typeof report.items.oxygen === 'number'
  const lacks = report.lacks.filter(
    ({ input }) => !(isOxygenKnown && (input === 'oxygenFlow' || input === 'fio2')),
  )
  return { ...report, lacks, isPartial: lacks.length > 0 }
}

function ratio(value: number | null): Score | null {
  return value === null ? null : { total: value, items: {}, lacks: [] }
}

function reportOf(rule: Rule, dated: DatedObservations, nowMs: number): ScoreReport {
  const observed = currentAt(dated, nowMs)
  const { used, lacks } = inputsAt(dated, rule.inputs, nowMs)
  const { age } = observed
  const isForAge =
    age === null || (age >= (rule.fromYears ?? 0) && age < (rule.underYears ?? Number.POSITIVE_INFINITY))
  const score = isForAge ? rule.points(observed) : null
  return {
    name: rule.name,
    version: rule.version,
    total: score?.total ?? null,
    isPartial: lacks.length > 0,
    items: score?.items ?? {},
    used,
    lacks,
    notFor: isForAge ? null : 'age',
    isTableConfirmed: rule.isTableConfirmed ?? true,
  }
}
