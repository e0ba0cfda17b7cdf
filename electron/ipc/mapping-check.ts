import { isLoincCode } from '../../drivers/model/loinc.ts'
import { type Term, terms } from '../../drivers/model/term-tables.ts'
import { convert, unitByUcum } from '../../drivers/model/units.ts'
import type { MapRow } from './mapping.ts'
import { LOCAL_SYSTEM, uriOfSystem } from './mapping-systems.ts'

/** What is wrong with a row. */
export type MapProblemKind =
  | 'twice'
  | 'noCode'
  | 'noName'
  | 'noSystem'
  | 'badUri'
  | 'badLoinc'
  | 'otherNumber'
  | 'shared'
  | 'noUnit'
  | 'noConversion'

export interface MapProblem {
  readonly row: number
  readonly kind: MapProblemKind
  /** What it is about: a code, a unit, the name of the number whose code it is. */
  readonly about: string
}

const URI = /^(https?:\/\/|urn:)\S+$/

/** The terms that a public code stands for. */
function termsOf(system: string, code: string): readonly Term[] {
  if (system === 'LN') return terms.filter(({ loinc, loincAlso }) => loinc === code || loincAlso === code)
  if (system === 'MDC') return terms.filter((term) => term.code !== null && String(term.code) === code)
  return []
}

function codeProblem({ id, code }: MapRow): Omit<MapProblem, 'row'> | null {
  if (code === null) return null
  if (code.code === '') return { kind: 'noCode', about: id }
  if (code.name === '') return { kind: 'noName', about: code.code }
  const isPublic = uriOfSystem(code.system) !== undefined
  if (!isPublic && !LOCAL_SYSTEM.test(code.system)) return { kind: 'noSystem', about: code.system }
  if (code.uri !== '' && !URI.test(code.uri)) return { kind: 'badUri', about: code.uri }
  if (code.system === 'LN' && !isLoincCode(code.code)) return { kind: 'badLoinc', about: code.code }
  const meant = termsOf(code.system, code.code)
  const [other] = meant
  // Two terms may share a LOINC code: a heart rate of the ECG and a plain one.
  if (other === undefined || meant.some(({ refid }) => refid === id)) return null
  return { kind: 'otherNumber', about: other.name }
}

function unitProblem({ id, unit }: MapRow): Omit<MapProblem, 'row'> | null {
  if (unit === null) return null
  if (unitByUcum(unit) === undefined) return { kind: 'noUnit', about: unit }
  const term = terms.find(({ refid }) => refid === id)
  const isReachable = term?.units.some((from) => convert(1, from, unit) !== null) ?? false
  return isReachable ? null : { kind: 'noConversion', about: unit }
}

/** A code that another number has at the same destination already: a receiver would file the one as the other. */
function sharedProblem(
  { id, destination, code }: MapRow,
  before: readonly MapRow[],
): Omit<MapProblem, 'row'> | null {
  if (code === null || termsOf(code.system, code.code).length > 0) return null
  const other = before.find(
    (one) =>
      one.id !== id &&
      one.code?.code === code.code &&
      one.code.system === code.system &&
      (one.destination === destination || one.destination === null || destination === null),
  )
  return other === undefined ? null : { kind: 'shared', about: other.id }
}

/** What is wrong with a map, a row at most once; empty: it can be used. */
export function mapProblems(rows: readonly MapRow[]): readonly MapProblem[] {
  const seen = new Set<string>()
  return rows.flatMap((row, index) => {
    const name = JSON.stringify([row.id, row.destination])
    const twice: Omit<MapProblem, 'row'> | null = seen.has(name) ? { kind: 'twice', about: row.id } : null
    seen.add(name)
    const problem = twice ?? codeProblem(row) ?? sharedProblem(row, rows.slice(0, index)) ?? unitProblem(row)
    return problem === null ? [] : [{ row: index, ...problem }]
  })
}

/** Units that a number can go out in, the one that it is measured in first. In: its id and its unit, UCUM. */
export function unitsFor(id: string, unit: string): readonly string[] {
  const legal = terms.find(({ refid }) => refid === id)?.units ?? []
  const others = legal.filter((one) => one !== unit && convert(1, unit, one) !== null)
  return [unit, ...others]
}
