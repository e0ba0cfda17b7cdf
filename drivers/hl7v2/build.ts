import { type Delimiters, STANDARD } from './codes.ts'
import { escapeText } from './escape.ts'

/** Plain text, or the sub-components of one component. */
export type Component = string | readonly string[]
/** Plain text, or components. */
export type Repeat = string | readonly Component[]
/** Plain text, components, or several repetitions. Text is user text: it is escaped here, once. */
export type Field = Repeat | { readonly repeats: readonly Repeat[] }

/** One segment to write; keys are the standard's field numbers, from 1. MSH-1 and MSH-2 are written by themselves. */
export interface Segment {
  readonly name: string
  readonly fields: Readonly<Record<number, Field>>
}

const SEGMENT_NAME = /^[A-Z][A-Z0-9]{2}$/
const HEADER = 'MSH'

/**
 * Writes segments as one message: each ends in a carriage return, empty leaves,
 * components and fields at an end are left out, every leaf is escaped (INTEROP
 * 1.1, 1.8). Throws a TypeError for a segment name or field number that cannot be.
 */
export function buildMessage(segments: readonly Segment[], delimiters: Delimiters = STANDARD): string {
  return segments.map((segment) => `${buildSegment(segment, delimiters)}\r`).join('')
}

/** Writes one segment without its carriage return. */
export function buildSegment(segment: Segment, delimiters: Delimiters = STANDARD): string {
  if (!SEGMENT_NAME.test(segment.name))
    throw new TypeError(`"name" must be a segment name, not ${segment.name}`)
  const isHeader = segment.name === HEADER
  const parts: string[] = []
  for (const [key, field] of Object.entries(segment.fields)) {
    const number = Number(key)
    if (!Number.isInteger(number) || number < 1) throw new TypeError('"fields" must be numbered from 1')
    if (isHeader && number <= 2) throw new TypeError('"fields" 1 and 2 of MSH are written by themselves')
    parts[number - 1] = buildField(field, delimiters)
  }
  const separator = delimiters.field
  if (!isHeader) return joined([segment.name, ...Array.from(parts, (part) => part ?? '')], separator)
  const rest = Array.from(parts.slice(2), (part) => part ?? '')
  return joined([HEADER, marksOf(delimiters), ...rest], separator)
}

/**
 * A number as HL7 wants it (NM): a point, no exponent, no thousands mark, never a
 * trailing zero that was not measured. Throws a TypeError for what is no number.
 */
export function decimalText(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError('"value" must be a finite number')
  const text = String(value === 0 ? 0 : value)
  const [mantissa = '', exponent] = text.split('e')
  return exponent === undefined ? text : shiftPoint(mantissa, Number(exponent))
}

/** `1.25` and -7 become 0.000000125. */
function shiftPoint(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith('-') ? '-' : ''
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.')
  const digits = whole + fraction
  const point = whole.length + exponent
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return sign + digits.padEnd(point, '0')
}

function buildField(field: Field, delimiters: Delimiters): string {
  const list = typeof field === 'object' && 'repeats' in field ? field.repeats : [field]
  return joined(
    list.map((repeat) => buildRepeat(repeat, delimiters)),
    delimiters.repetition,
  )
}

function buildRepeat(repeat: Repeat, delimiters: Delimiters): string {
  if (typeof repeat === 'string') return escapeText(repeat, delimiters)
  return joined(
    repeat.map((component) =>
      typeof component === 'string'
        ? escapeText(component, delimiters)
        : joined(
            component.map((leaf) => escapeText(leaf, delimiters)),
            delimiters.subcomponent,
          ),
    ),
    delimiters.component,
  )
}

/** Joins parts without the empty ones at the end. */
function joined(parts: readonly string[], separator: string): string {
  let length = parts.length
  while (length > 0 && parts[length - 1] === '') length--
  return parts.slice(0, length).join(separator)
}

function marksOf(delimiters: Delimiters): string {
  const { component, repetition, subcomponent, truncation } = delimiters
  return component + repetition + delimiters.escape + subcomponent + (truncation ?? '')
}
