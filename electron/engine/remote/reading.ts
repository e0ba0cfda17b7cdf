import { type Term, termByCode, termById, terms } from '../../../drivers/model/terms.ts'
import { unitByUcum } from '../../../drivers/model/units.ts'
import type { Reading } from './content.ts'

/** Clocks of homes differ: a reading this far ahead is taken, one further is a wrong date. */
const MOST_AHEAD_MS = 10 * 60_000
/** A device that was never set says a year like this. */
const EARLIEST_UTC_MS = Date.UTC(2000, 0, 1)
/**
 * What a number in a unit can be at home, where it can be less than any number: widened, it finds a lost decimal sign, a slipped
 * digit or the wrong unit (37,5 °C as 375) and judges nobody.
 */
const POSSIBLE: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['%', [0, 100]],
  ['/min', [0, 1_000]],
  ['Cel', [-20, 50]],
  ['[degF]', [0, 122]],
  ['mm[Hg]', [-50, 400]],
  ['kPa', [-7, 54]],
  ['cm[H2O]', [-100, 250]],
  ['kg', [0.2, 500]],
  ['g', [200, 500_000]],
  ['[lb_av]', [0.4, 1_100]],
  ['cm', [10, 300]],
  ['mmol/L', [0, 100]],
  ['mg/dL', [0, 2_000]],
  ['g/dL', [0, 30]],
])

const byLoinc = new Map(
  terms.flatMap((term) => (term.kind === 'numeric' && term.loinc !== null ? [[term.loinc, term]] : [])),
)

/** A reading as it was sent. */
export interface SentReading {
  readonly term: Term
  readonly unit: string
  readonly atUtcMs: number
  /** Null: the sender says that there is none. */
  readonly value: number | null
  readonly validity: Reading['validity']
  /** What it does to what was sent of the same number and moment before; absent: nothing. */
  readonly change?: Reading['change']
}

/** The term of a code as people and systems write it: REFID, MDC number or LOINC; undefined for any other. */
export function termOf(code: string): Term | undefined {
  if (/^\d{1,10}$/.test(code)) return termByCode(Number(code))
  return termById(code) ?? byLoinc.get(code)
}

/** What is wrong with the time of something, or null. */
export function timeProblem(name: string, atUtcMs: number, nowUtcMs: number): string | null {
  if (atUtcMs < EARLIEST_UTC_MS) return `the time of ${name} lies before 2000: set the clock of the device`
  if (atUtcMs > nowUtcMs + MOST_AHEAD_MS)
    return `the time of ${name} lies in the future: set the clock of the device`
  return null
}

function isPossible(value: number, unit: string): boolean {
  const [least, most] = POSSIBLE.get(unit) ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  return Number.isFinite(value) && value >= least && value <= most
}

/** A reading that can be kept, or what is wrong with it. A wrong unit or time is never mended by a guess. */
export function checkedReading(sent: SentReading, nowUtcMs: number): Reading | string {
  const { term, unit, atUtcMs, value, validity, change } = sent
  if (term.kind !== 'numeric') return `${term.refid} is a wave: send numbers only`
  if (unitByUcum(unit) === undefined || !term.units.includes(unit))
    return `"${unit}" is no unit of ${term.name}: use ${term.units.join(' or ')}`
  const wrongTime = timeProblem(term.name, atUtcMs, nowUtcMs)
  if (wrongTime !== null) return wrongTime
  if (value !== null && !isPossible(value, unit)) return `${value} is no value of ${term.name}`
  const { refid: id, label, decimals } = term
  return { id, label, unit, decimals, atUtcMs, value, validity, ...(change !== undefined && { change }) }
}
