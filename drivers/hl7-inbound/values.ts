import { leaf, type ReadSegment, repeats } from '../hl7v2/message.ts'
import type { Validity } from '../model/measurement.ts'
import { FLAGS, LIMITS, RESULT_ABSENT } from './codes.ts'

const OBX_VALUE = 5
const OBX_FLAGS = 8
const OBX_STATUS = 11

/** HL7 data type NM: digits and a point. No exponent, no comma, no comparison: those are not read as something else. */
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/
/** How senders print that there is no value. */
const NOTHING = /^(?:-+|\?+|\*+|"")?$/

/** A number that HL7 allows as NM; null for any other text. */
export function numberOf(text: string): number | null {
  const trimmed = text.trim()
  return trimmed.length <= LIMITS.numberLength && NUMBER.test(trimmed) ? Number(trimmed) : null
}

/** What OBX-5 holds: a number, nothing, or something that is neither. */
export type SentValue = number | 'nothing' | 'unreadable'

/** OBX-5 as NM, or as SN (`^1^:^2` is a ratio; `>^200` is no number). */
export function sentValueOf(row: ReadSegment): SentValue {
  if (repeats(row, OBX_VALUE).length > 1) return 'unreadable'
  if (leaf(row, 2) === 'SN') return structuredOf(row)
  const text = leaf(row, OBX_VALUE).trim()
  return NOTHING.test(text) ? 'nothing' : (numberOf(text) ?? 'unreadable')
}

function structuredOf(row: ReadSegment): SentValue {
  const [comparator = '', first = '', separator = '', second = ''] = [1, 2, 3, 4].map((component) =>
    leaf(row, OBX_VALUE, { component }).trim(),
  )
  if (first === '') return comparator === '' ? 'nothing' : 'unreadable'
  const number = numberOf(first)
  if (number === null || (comparator !== '' && comparator !== '=')) return 'unreadable'
  if (separator === '' && second === '') return number
  const divisor = numberOf(second)
  const isRatio = (separator === ':' || separator === '/') && divisor !== null && divisor !== 0
  return isRatio ? number / divisor : 'unreadable'
}

/** The flags of OBX-8: repetitions, or the parts of one (`H~PH~SP`, `H^PH^SP`). */
export function flagsOf(row: ReadSegment): readonly string[] {
  return repeats(row, OBX_FLAGS).flatMap((repeat) => repeat.map((component) => component[0] ?? ''))
}

/**
 * How far a row may be trusted (INTEROP 1.3): no number first, then demo, then questionable.
 * In: `isTest`, whether the whole message is no patient's (MSH-11).
 */
export function validityOf(row: ReadSegment, isTest: boolean): Validity {
  const flags = flagsOf(row)
  if (flags.some((flag) => FLAGS.off.has(flag))) return 'off'
  if (RESULT_ABSENT.has(leaf(row, OBX_STATUS)) || flags.some((flag) => FLAGS.absent.has(flag))) {
    return 'invalid'
  }
  if (isTest || flags.some((flag) => FLAGS.demo.has(flag))) return 'demo'
  return flags.some((flag) => FLAGS.questionable.has(flag)) ? 'questionable' : 'good'
}
