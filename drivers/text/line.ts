import type { Validity } from '../model/measurement.ts'
import { clockOf } from './clock.ts'
import type { Columns } from './columns.ts'
import { type OtherPair, otherPair } from './others.ts'
import type { TextDefinition, TextField, TextMarker } from './schema.ts'

const HEXADECIMAL = 16
const LOWEST_PRINTABLE = 0x20
const HIGHEST_PRINTABLE = 0x7e
const NUMBER = /^[+-]?\d{1,6}(?:\.\d{1,4})?$/
const HEX_WORD = /^[0-9A-Fa-f]{1,8}$/
const BLANKS = / +/

/** One line as it was understood. `values` has a field only if the line carried it; null: no value. */
export interface TextLine {
  readonly values: ReadonlyMap<TextField, number | null>
  /** What the markers of the line make of every number in it. */
  readonly validity: Validity
  readonly deviceMs: number | null
  readonly serialNumber: string | null
  /** Empty unless the file says that columns stay. */
  readonly columns: Columns
  /** Numbers of pairs whose key the file does not describe. */
  readonly others: readonly OtherPair[]
  /** Codes that the file does not know, and texts that are no number where one was expected. */
  readonly unknownCodes: number
}

/** What a reader makes of a line: its content, a header, or null if it is malformed. */
export type LineReader = (line: string) => TextLine | 'ignored' | null

type Texts = ReadonlyMap<string, string>
type Mark = { readonly validity: Validity; readonly unknown: number }

const WORST_FIRST: readonly Validity[] = ['off', 'invalid', 'questionable', 'good']

function worstOf(all: readonly Validity[]): Validity {
  return WORST_FIRST.find((one) => all.includes(one)) ?? 'good'
}

/** Bytes of a line as text; null if one of them cannot be printed. */
export function printable(bytes: Uint8Array): string | null {
  let text = ''
  for (const byte of bytes) {
    if (byte < LOWEST_PRINTABLE || byte > HIGHEST_PRINTABLE) return null
    text += String.fromCharCode(byte)
  }
  return text
}

/** Out: undefined if the text is neither a number in its limits nor the sign for none. */
function numberOf(
  field: TextField,
  form: RegExp | null,
  text: string,
  missing: RegExp,
): number | null | undefined {
  if (missing.test(text)) return null
  const hasSuffix = field.suffix !== '' && field.suffix.includes(text.at(-1) ?? ' ')
  const digits = hasSuffix ? text.slice(0, -1) : text
  if (!NUMBER.test(digits) || form?.test(digits) === false) return undefined
  const value = Number(digits)
  return value >= field.lowest && value <= field.highest ? value : undefined
}

function markOf(marker: TextMarker, text: string): Mark | null {
  if (marker.kind === 'bits') {
    if (!HEX_WORD.test(text)) return null
    const word = Number.parseInt(text, HEXADECIMAL)
    const set = marker.rules.filter(({ mask }) => (word & Number.parseInt(mask, HEXADECIMAL)) !== 0)
    return { validity: worstOf(set.map((rule) => rule.means)), unknown: 0 }
  }
  const codes = text.split(BLANKS).filter((code) => code !== '')
  const hit = marker.rules.filter((rule) => rule.codes.some((code) => codes.includes(code)))
  const unknown = codes.filter((code) => !marker.known.includes(code)).length
  // Nobody knows what it says about the values, and a damaged code may have said that there are none.
  const doubt: readonly Validity[] = unknown > 0 ? ['questionable'] : []
  return { validity: worstOf([...hit.map((rule) => rule.means), ...doubt]), unknown }
}

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`)
}

/** The parts of a line by name; null if one of them is not a pair or comes twice. */
function pairsOf(text: string, pair: RegExp, required: readonly string[]): Texts | null {
  const texts = new Map<string, string>()
  for (const part of text.split(BLANKS)) {
    if (part === '') continue
    const groups = pair.exec(part)?.groups
    const { key, value } = groups ?? {}
    if (key === undefined || value === undefined || texts.has(key)) return null
    texts.set(key, value)
  }
  return required.every((key) => texts.has(key)) ? texts : null
}

/** Makes the reader of a definition's lines. In: the checked file. */
export function createLineReader(file: TextDefinition): LineReader {
  const line = file.columnsStay ? new RegExp(whole(file.line), 'd') : whole(file.line)
  const missing = whole(file.missing)
  const ignored = file.ignored.map(whole)
  const forms = new Map(
    file.fields.map((field) => [field, field.form === undefined ? null : whole(field.form)]),
  )
  const pair = file.pairs === undefined ? null : whole(file.pairs.pattern)

  function textsOf(groups: Readonly<Record<string, string | undefined>>): Texts | null {
    if (pair !== null) return pairsOf(groups.pairs ?? '', pair, file.pairs?.required ?? [])
    return new Map(Object.entries(groups).flatMap(([key, text]) => (text === undefined ? [] : [[key, text]])))
  }

  const described = new Set([
    ...file.fields.map((field) => field.from),
    ...file.markers.map((marker) => marker.from),
    ...(file.serialNumber === undefined ? [] : [file.serialNumber]),
    ...(file.pairs?.notNumbers ?? []),
  ])

  function othersOf(texts: Texts): readonly (OtherPair | null)[] {
    if (pair === null) return []
    const keys = [...texts].filter(([key]) => !described.has(key))
    return keys.map(([key, text]) => otherPair(key, text, missing))
  }

  return (text) => {
    const match = line.exec(text)
    if (match === null) return ignored.some((pattern) => pattern.test(text)) ? 'ignored' : null
    const groups = match.groups ?? {}
    const texts = textsOf(groups)
    const deviceMs = clockOf(groups)
    if (texts === null || Number.isNaN(deviceMs)) return null
    const values = new Map<TextField, number | null>()
    let unreadable = 0
    for (const field of file.fields) {
      const found = texts.get(field.from)
      if (found === undefined) continue
      const value = numberOf(field, forms.get(field) ?? null, found.trim(), missing)
      if (value === undefined && !field.isUncertain) return null
      if (value === undefined) unreadable++
      values.set(field, value ?? null)
    }
    const marks = file.markers.map((marker) => markOf(marker, texts.get(marker.from) ?? ''))
    const known = marks.filter((mark) => mark !== null)
    if (known.length < marks.length) return null
    const others = othersOf(texts)
    const pairs = others.filter((one) => one !== null)
    unreadable += others.length - pairs.length
    const serial = file.serialNumber === undefined ? undefined : texts.get(file.serialNumber)
    return {
      values,
      deviceMs,
      validity: worstOf(known.map((mark) => mark.validity)),
      serialNumber: serial === undefined || missing.test(serial) ? null : serial,
      others: pairs,
      columns: file.fields.flatMap(({ from }) => match.indices?.groups?.[from]?.[1] ?? []),
      unknownCodes: known.reduce((sum, mark) => sum + mark.unknown, unreadable),
    }
  }
}
