import { type Term, type TermGroup, terms } from './term-tables.ts'
import { type Unit, unitByUcum } from './units.ts'

export { type Term, type TermGroup, terms }

const byRefid = new Map(terms.map((term) => [term.refid, term]))
const byCode = new Map(terms.flatMap((term) => (term.code === null ? [] : [[term.code, term] as const])))

/** Looks a term up by its REFID; undefined for a vendor's own `X_` id. */
export function termById(refid: string): Term | undefined {
  return byRefid.get(refid)
}

/** Looks a term up by its MDC code: match on the number, never on a maker's spelling (INTEROP 1.4). */
export function termByCode(code: number): Term | undefined {
  return byCode.get(code)
}

/** Whether a UCUM unit is legal for a term. False for an unknown term or unit. */
export function isLegalUnit(refid: string, ucum: string): boolean {
  return byRefid.get(refid)?.units.includes(ucum) ?? false
}

const PULSE_RATES = new Set([147842, 147850, 149514, 149522, 149530, 149538, 149546, 148066])
const BREATH_RATES = new Set([151562, 151570, 151578, 151594])

/**
 * The unit as HL7 v2 wants it: `/min` of a heart or pulse rate is `{beat}/min`
 * with its own MDC code, of a breathing rate `{breath}/min` (INTEROP 1.1, OBX-6).
 * In: term and stored UCUM unit. Out: the unit row, undefined if unknown.
 */
export function messageUnit(refid: string, ucum: string): Unit | undefined {
  const code = byRefid.get(refid)?.code ?? null
  if (ucum === '/min' && code !== null) {
    if (PULSE_RATES.has(code)) return unitByUcum('{beat}/min')
    if (BREATH_RATES.has(code)) return unitByUcum('{breath}/min')
  }
  return unitByUcum(ucum)
}
