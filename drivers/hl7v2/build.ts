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
  let text = ''
  for (const segment of segments) text += `${buildSegment(segment, delimiters)}\r`
  return text
}

/** Writes one segment without its carriage return. */
export function buildSegment(segment: Segment, delimiters: Delimiters = STANDARD): string {
  if (!SEGMENT_NAME.test(segment.name))
    throw new TypeError(`"name" must be a segment name, not ${segment.name}`)
  const isHeader = segment.name === HEADER
  const separator = delimiters.field
  let text = isHeader ? HEADER + separator + marksOf(delimiters) : segment.name
  let written = isHeader ? 2 : 0
  // Keys that are numbers come in ascending order, whatever the order they were set in (ECMA-262, OrdinaryOwnPropertyKeys).
  for (const key of Object.keys(segment.fields)) {
    const number = Number(key)
    if (!Number.isInteger(number) || number < 1) throw new TypeError('"fields" must be numbered from 1')
    if (isHeader && number <= 2) throw new TypeError('"fields" 1 and 2 of MSH are written by themselves')
    const field = buildField(segment.fields[number] ?? '', delimiters)
    if (field === '') continue
    text += separator.repeat(number - written) + field
    written = number
  }
  return text
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
  if (typeof field !== 'object' || !('repeats' in field)) return buildRepeat(field, delimiters)
  return joined(field.repeats, delimiters.repetition, delimiters, buildRepeat)
}

function buildRepeat(repeat: Repeat, delimiters: Delimiters): string {
  if (typeof repeat === 'string') return escapeText(repeat, delimiters)
  return joined(repeat, delimiters.component, delimiters, buildComponent)
}

function buildComponent(component: Component, delimiters: Delimiters): string {
  if (typeof component === 'string') return escapeText(component, delimiters)
  return joined(component, delimiters.subcomponent, delimiters, escapeText)
}

/** Joins what `build` makes of each part, without the empty ones at the end. */
function joined<Part>(
  parts: readonly Part[],
  separator: string,
  delimiters: Delimiters,
  build: (part: Part, delimiters: Delimiters) => string,
): string {
  let text = ''
  let separators = 0
  for (const part of parts) {
    const built = build(part, delimiters)
    if (built !== '') {
      text += separator.repeat(separators) + built
      separators = 0
    }
    separators++
  }
  return text
}

function marksOf(delimiters: Delimiters): string {
  const { component, repetition, subcomponent, truncation } = delimiters
  return component + repetition + delimiters.escape + subcomponent + (truncation ?? '')
}
