import { leaf, type ReadSegment } from '../hl7v2/message.ts'
import { type Term, termByCode, termById, terms } from '../model/terms.ts'
import {
  LIMITS,
  MDC_NAME,
  OTHER_AT,
  OWN_NUMERICS,
  OWN_WAVES,
  type OwnRow,
  SYSTEM,
  TERM_BY_CODE,
} from './codes.ts'

/** What a row is about. */
export interface Subject {
  readonly kind: Term['kind']
  /** The vocabulary's term; null where it has none. */
  readonly term: Term | null
  /** The row of the vendor's list, where there is no term. */
  readonly own: OwnRow | null
  /** OBX-3.1 as sent. */
  readonly code: string
  readonly system: string
  readonly name: string
  /** The codes of both triplets that are numbers. */
  readonly numbers: readonly number[]
}

const OBX_CODE = 3
const OBX_PLACE = 4
const FIRST = 1
const SECOND = 4

const byLoinc = loincTable()
const ownByCode = new Map(
  [
    ...OWN_NUMERICS.map((row) => ['numeric', row] as const),
    ...OWN_WAVES.map((row) => ['wave', row] as const),
  ].map(([kind, row]) => [`${kind} ${row[0]} ${row[1]}`, row]),
)

/** A LOINC code belongs to the first term that has it as its own, else to the first that has it beside its own. */
function loincTable(): ReadonlyMap<string, Term> {
  const table = new Map<string, Term>()
  for (const column of ['loinc', 'loincAlso'] as const) {
    for (const term of terms) {
      const code = term[column]
      if (code !== null && term.kind === 'numeric' && !table.has(code)) table.set(code, term)
    }
  }
  return table
}

interface Coded {
  readonly code: string
  readonly name: string
  readonly system: string
}

function coded(row: ReadSegment, component: number): Coded {
  const text = (index: number): string => leaf(row, OBX_CODE, { component: component + index }).trim()
  return { code: text(0), name: text(1), system: text(2) }
}

/** The number of a code of the nomenclature; null for any other. */
function mdcNumber({ code, name, system }: Coded): number | null {
  const isMdc = system === SYSTEM.mdc || system === '' || name.startsWith(MDC_NAME)
  return isMdc && /^\d{1,10}$/.test(code) ? Number(code) : null
}

function termOf(number: number | null, kind: Term['kind']): Term | null {
  if (number === null) return null
  const named = TERM_BY_CODE.get(number)
  const term = named === undefined ? termByCode(number) : termById(named)
  return term?.kind === kind ? term : null
}

/**
 * What an OBX is about: by MDC number, then LOINC, each in the first and the alternate triplet of OBX-3, then by
 * the vendor's list; else only its code is known. Never by the name (INTEROP 1.4).
 */
export function subjectOf(row: ReadSegment, kind: Term['kind']): Subject {
  const triplets = [coded(row, FIRST), coded(row, SECOND)]
  const numbers = triplets.map(mdcNumber)
  const [primary = { code: '', name: '', system: '' }] = triplets
  const byNumber = numbers.map((number) => termOf(number, kind)).find((term) => term !== null)
  const byCode = (): Term | undefined =>
    triplets.flatMap(({ code, system }) => {
      const term = system === SYSTEM.loinc && kind === 'numeric' ? byLoinc.get(code) : undefined
      return term === undefined ? [] : [term]
    })[0]
  const other = OTHER_AT.find(
    ({ code, within }) =>
      kind === 'numeric' && numbers.includes(code) && leaf(row, OBX_PLACE).trim().startsWith(within),
  )
  const term = other === undefined ? (byNumber ?? byCode() ?? null) : null
  const own =
    other?.row ??
    (term === null ? (ownByCode.get(`${kind} ${primary.code} ${primary.system}`) ?? null) : null)
  const sent = triplets.map(({ code }) => (/^\d{1,10}$/.test(code) ? Number(code) : null))
  return { kind, term, own, ...primary, numbers: sent.filter((number) => number !== null) }
}

/** Whether the name of a row is that of another term than its number: on a line without a check, a sign of damage. */
export function isContradictory(row: ReadSegment): boolean {
  const { code, name, system } = coded(row, FIRST)
  const number = mdcNumber({ code, name, system })
  const named = termById(name)
  if (number === null || named === undefined || named.code === null) return false
  const meant = TERM_BY_CODE.get(number)
  return number !== named.code && meant !== name
}

/** A text of the wire as part of an id: capitals, digits and underscores. */
export function idPart(text: string): string {
  return text
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '_')
    .slice(0, LIMITS.codeLength)
}
