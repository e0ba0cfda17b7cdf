import type { Effort, ObservationName, Observations } from './observations.ts'
import { pointsOf, type Score, totalled } from './points.ts'
import type { Band } from './score-tables.ts'

/** Bands of one item, the same for every age or a list for each age of the table. */
export interface PewsBands {
  /** Decimals that are charted. */
  readonly digits: 0 | 1
  readonly byAge: readonly (readonly Band[])[] | null
  readonly all: readonly Band[] | null
}

/** A site's table of a paediatric early warning score: data, because sites differ and national charts may not be altered. */
export interface PewsTable {
  readonly name: string
  readonly version: string
  readonly source: string
  /** Who at the site compared it with the chart in use; null: nobody, and every total says so. */
  readonly confirmedBy: string | null
  readonly underYears: number
  /** Upper ends of the age groups in months, exclusive; the last takes the rest. */
  readonly agesUnderMonths: readonly number[]
  readonly numbers: Readonly<Partial<Record<PewsNumber, PewsBands>>>
  readonly effort: Readonly<Record<Effort, number>> | null
  /** Points by flow and by share of oxygen; the higher of the two counts, and 0 without oxygen. */
  readonly oxygen: { readonly flow: readonly Band[]; readonly fio2: readonly Band[] } | null
}

/** Numbers that a table may give points for. */
export const PEWS_NUMBERS = [
  'pulse',
  'systolic',
  'diastolic',
  'respiration',
  'spo2',
  'temperature',
  'capillaryRefill',
] as const satisfies readonly ObservationName[]

/** One of them. */
export type PewsNumber = (typeof PEWS_NUMBERS)[number]

const MONTHS_A_YEAR = 12
const PERCENT = 100

/** What the score of this table reads. */
export function pewsInputs(table: PewsTable): ObservationName[] {
  const names: ObservationName[] = [
    'age',
    ...PEWS_NUMBERS.filter((name) => table.numbers[name] !== undefined),
  ]
  if (table.effort !== null) names.push('effort')
  if (table.oxygen !== null) names.push('isOnOxygen', 'oxygenFlow', 'fio2')
  return names
}

/** The score by a site's table. Items by age lack points while the age is not known: no age is assumed. */
export function pews(table: PewsTable, observed: Observations): Score | null {
  const group = ageGroup(table, observed.age)
  const items: Record<string, number | null> = {}
  for (const name of PEWS_NUMBERS) {
    const item = table.numbers[name]
    if (item === undefined) continue
    const bands = item.byAge === null ? item.all : group === null ? null : (item.byAge[group] ?? null)
    items[name] = bands === null ? null : pointsOf(bands, observed[name], item.digits)
  }
  if (table.effort !== null) items.effort = observed.effort === null ? null : table.effort[observed.effort]
  if (table.oxygen !== null) items.oxygen = oxygenPoints(table.oxygen, observed)
  return totalled(items)
}

function ageGroup({ agesUnderMonths }: PewsTable, years: number | null): number | null {
  if (years === null || !(years >= 0)) return null
  return agesUnderMonths.findIndex((underMonths) => years * MONTHS_A_YEAR < underMonths)
}

function oxygenPoints(
  { flow, fio2 }: NonNullable<PewsTable['oxygen']>,
  { isOnOxygen, oxygenFlow, fio2: share }: Observations,
): number | null {
  if (isOnOxygen === false) return 0
  const points = [
    pointsOf(flow, oxygenFlow, 1),
    pointsOf(fio2, share === null ? null : share * PERCENT),
  ].filter((one) => one !== null)
  return isOnOxygen === null || points.length === 0 ? null : Math.max(...points)
}
