import { leaf, type ReadSegment } from '../hl7v2/message.ts'
import { unitByMdcCode, unitByUcum } from '../model/units.ts'
import { LIMITS, MDC_NAME, MORE_UNITS, SYSTEM, UNIT_SPELLINGS } from './codes.ts'

/** What OBX-6 says. `conflict`: its two codes name different units. */
export type SentUnit =
  | { readonly kind: 'none' }
  | { readonly kind: 'known'; readonly ucum: string }
  | { readonly kind: 'unknown'; readonly text: string }
  | { readonly kind: 'conflict'; readonly text: string }

const OBX_UNIT = 6
const ALTERNATE = 4

/** Beats and breaths a minute are stored as `/min` (drivers/model). */
const STORED: ReadonlyMap<string, string> = new Map([
  ['{beat}/min', '/min'],
  ['{breath}/min', '/min'],
])

/** Reads the unit of an OBX segment: by MDC number first, then UCUM, then as older senders spell it. */
export function unitOf(row: ReadSegment): SentUnit {
  const first = ucumOf(row, 1)
  const second = ucumOf(row, ALTERNATE)
  if (first !== null && second !== null && first !== second) {
    return { kind: 'conflict', text: `${first} and ${second}` }
  }
  const ucum = first ?? second
  if (ucum !== null) return { kind: 'known', ucum }
  const text = leaf(row, OBX_UNIT, { component: 2 }) || leaf(row, OBX_UNIT)
  return text.trim() === '' ? { kind: 'none' } : { kind: 'unknown', text: annotation(text) }
}

/** One of the two codes of OBX-6 as UCUM; null where it says nothing that is known. */
function ucumOf(row: ReadSegment, component: number): string | null {
  const code = leaf(row, OBX_UNIT, { component }).trim()
  const system = leaf(row, OBX_UNIT, { component: component + 2 }).trim()
  const name = leaf(row, OBX_UNIT, { component: component + 1 }).trim()
  if (code === '') return null
  const more = MORE_UNITS.get(`${code} ${system}`)
  if (more !== undefined) return more
  const isNumber = /^\d{6}$/.test(code)
  const known = isNumber
    ? system === SYSTEM.mdc || system === '' || name.startsWith(MDC_NAME)
      ? unitByMdcCode(Number(code))?.ucum
      : undefined
    : (unitByUcum(code)?.ucum ?? UNIT_SPELLINGS.get(code))
  return known === undefined ? null : (STORED.get(known) ?? known)
}

/** A unit nobody knows, as a UCUM annotation in the sender's words. */
function annotation(text: string): string {
  return `{${text.replaceAll(/[^\x21-\x7e]|[{}#@]/g, '_').slice(0, LIMITS.labelLength)}}`
}
