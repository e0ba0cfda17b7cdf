import { leaf, type ReadMessage, repeats } from '../hl7v2/message.ts'
import { ATTRIBUTES, SYSTEM, UNIT_NUMBERS } from './codes.ts'
import { FacetIndex } from './facets.ts'
import { type Report, type Row, reportsOf } from './rows.ts'

const MS_PER_SECOND = 1000
const OBX_CODE = 3
const OBX_VALUE = 5
const OBX_UNIT = 6
const NUMERIC_TYPES: ReadonlySet<string> = new Set(['NM', 'SN', 'NA'])
const UNIT_NAME = 'MDC_DIM_'
/** What may stand in a list of samples; nobody sends words there. */
const SAMPLE_TEXT = /^[-+.,0-9\s]*$/

/** Whether a row holds samples. */
export function isWaveRow({ type }: Row): boolean {
  return type === 'NA'
}

/**
 * Why a message cannot be what was sent, or null. HL7 has no check, but some of what it says it says twice: samples
 * are digits only and fill whole seconds at a rate that the message states; a place may end in the code of its row.
 */
export function damageOf(message: ReadMessage): string | null {
  for (const report of reportsOf(message)) {
    if (report.rows.some(isMisplaced)) return 'A row of the message has another code than its place says.'
    if (report.rows.some(hasBrokenUnit)) return 'A unit of the message has a number that is no unit.'
    const waves = report.rows.filter(isWaveRow)
    if (waves.length === 0) continue
    const index = new FacetIndex(report.rows)
    for (const row of waves) {
      if (!isList(row)) return 'The message holds a sample that is no number.'
      if (!isComplete(row, report, index))
        return 'The message holds more or fewer samples than its times say.'
    }
  }
  return null
}

/** Senders that end the place of a row with its code do so in every row; nobody counts rows to such numbers. */
function isMisplaced({ type, place, segment }: Row): boolean {
  const { metric, isFacet } = place
  if (!NUMERIC_TYPES.has(type) || isFacet || metric === null || metric < ATTRIBUTES.below) return false
  const parts = [1, 2, 3, 4, 5, 6].map((component) => leaf(segment, OBX_CODE, { component }).trim())
  // Where only LOINC or a vendor's code is given, the place may hold the number of the nomenclature.
  return parts.some((part) => part.includes(SYSTEM.mdc)) && !parts.includes(String(metric))
}

/** A unit that is named as one of the nomenclature must have a number of its partition 4. */
function hasBrokenUnit({ type, segment }: Row): boolean {
  if (!NUMERIC_TYPES.has(type)) return false
  const code = leaf(segment, OBX_UNIT).trim()
  const isNamed = `${code} ${leaf(segment, OBX_UNIT, { component: 2 })}`.includes(UNIT_NAME)
  const number = /^\d{6}$/.test(code) ? Number(code) : 0
  return isNamed && (number < UNIT_NUMBERS.from || number >= UNIT_NUMBERS.below)
}

function isList({ segment }: Row): boolean {
  return repeats(segment, OBX_VALUE).every((repeat) => repeat.every(([text = '']) => SAMPLE_TEXT.test(text)))
}

/** Whether the samples fill the report's time, where that is whole seconds and the rate a whole number. */
function isComplete(row: Row, { lengthMs }: Report, index: FacetIndex): boolean {
  const rateHz = index.of(row)?.rateHz ?? null
  if (lengthMs === null || rateHz === null || lengthMs % MS_PER_SECOND !== 0 || !Number.isInteger(rateHz))
    return true
  const count = repeats(row.segment, OBX_VALUE).reduce((sum, repeat) => sum + repeat.length, 0)
  const isEmpty = count === 0 || leaf(row.segment, OBX_VALUE, { component: count }) === ''
  return (count <= 1 && isEmpty) || count === (rateHz * lengthMs) / MS_PER_SECOND
}
