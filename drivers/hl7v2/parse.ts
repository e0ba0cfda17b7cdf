import { decodeMessage } from './charset.ts'
import type { Delimiters } from './codes.ts'
import { unescapeText } from './escape.ts'
import type { ReadComponent, ReadField, ReadMessage, ReadRepeat, ReadSegment } from './message.ts'

export type ParseResult =
  | { readonly ok: true; readonly message: ReadMessage }
  | { readonly ok: false; readonly problem: string }

const SEGMENT_START = /^[A-Z][A-Z0-9]{2}(?=[^A-Za-z0-9\s]|$)/
const LINE_ENDS = /\r\n|\r|\n/
const BYTE_ORDER_MARK = '\ufeff'
const HEADER = 'MSH'
/** Batch wrappers around messages in a file; they belong to no message. */
const BATCH = new Set(['FHS', 'BHS', 'BTS', 'FTS'])
const CHARSET_FIELD = 18
const DELIMITER_NAMES = ['component', 'repetition', 'escape', 'subcomponent', 'truncation'] as const

/**
 * Reads one message (INTEROP 1.7). Takes a byte order mark, any line ends, four
 * or five delimiters, blanks at line ends, unknown segments, a line break inside
 * a field. Never throws; a text that is no message comes back as a problem.
 */
export function parseMessage(input: string | Uint8Array): ParseResult {
  const text = typeof input === 'string' ? input : decodeMessage(input)
  const remarks: string[] = []
  const lines = segmentLines(text, remarks).filter((line) => !BATCH.has(line.slice(0, 3)))
  const header = lines[0]
  if (header === undefined) return failed('The message is empty.')
  if (!header.startsWith(HEADER)) return failed('The message does not begin with an MSH segment.')
  const delimiters = readDelimiters(header)
  if (typeof delimiters === 'string') return failed(delimiters)
  const charset = header.split(delimiters.field)[CHARSET_FIELD - 1] ?? ''
  const segments = lines.map((line) => readSegment(line, delimiters, charset))
  if (segments.filter((segment) => segment.name === HEADER).length > 1) {
    return failed('The text holds more than one message.')
  }
  return { ok: true, message: { segments, remarks } }
}

/** Cuts a text with several messages into one text each, at every MSH line; batch wrappers are left out. */
export function splitMessages(text: string): string[] {
  const messages: string[][] = []
  for (const line of segmentLines(text, [])) {
    if (BATCH.has(line.slice(0, 3))) continue
    if (line.startsWith(HEADER)) messages.push([])
    messages.at(-1)?.push(line)
  }
  return messages.map((lines) => `${lines.join('\r')}\r`)
}

/** Lines of a message; a line that is no segment is the rest of the field before it. */
function segmentLines(text: string, remarks: string[]): string[] {
  const clean = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
  const lines: string[] = []
  for (const raw of clean.split(LINE_ENDS)) {
    const line = raw.trimEnd()
    if (line === '') continue
    const last = lines.length - 1
    if (SEGMENT_START.test(line) || last < 0) {
      lines.push(line)
    } else {
      lines[last] = `${lines[last] ?? ''}\n${line}`
      remarks.push('A line without a segment name was read as the rest of the line before it.')
    }
  }
  return lines
}

/** MSH-1 and MSH-2, or a sentence that says what is wrong with them. */
function readDelimiters(header: string): Delimiters | string {
  const field = header.charAt(HEADER.length)
  const rest = header.slice(HEADER.length + 1)
  const end = rest.indexOf(field)
  const marks = end === -1 ? rest : rest.slice(0, end)
  if (field === '') return 'The MSH segment ends before its separators.'
  if (marks.length === 0 || marks.length > DELIMITER_NAMES.length) {
    return 'MSH-2 must hold one to five separators.'
  }
  const all = [field, ...marks]
  if (new Set(all).size !== all.length) return 'MSH-1 and MSH-2 use one separator twice.'
  if (all.some((mark) => /[A-Za-z0-9\s]/.test(mark))) return 'MSH-1 and MSH-2 hold a letter, digit or blank.'
  return {
    field,
    component: marks.charAt(0),
    repetition: marks.charAt(1),
    escape: marks.charAt(2),
    subcomponent: marks.charAt(3),
    truncation: marks.charAt(4) || null,
  }
}

function readSegment(line: string, delimiters: Delimiters, charset: string): ReadSegment {
  const name = line.slice(0, HEADER.length)
  const parts = line.split(delimiters.field)
  if (name !== HEADER) {
    return { name, fields: parts.slice(1).map((part) => readField(part, delimiters, charset)) }
  }
  // In MSH the separator is field 1 itself and field 2 holds the others: neither is split or unescaped.
  const fixed = [delimiters.field, parts[1] ?? ''].map((mark): ReadField => [[[mark]]])
  return { name, fields: [...fixed, ...parts.slice(2).map((part) => readField(part, delimiters, charset))] }
}

function readField(text: string, delimiters: Delimiters, charset: string): ReadField {
  if (text === '') return []
  const { repetition, component, subcomponent } = delimiters
  // A second of an ECG is one field of hundreds of components: what the field lacks is not looked for in each.
  const isNested = holds(text, subcomponent)
  const isEscaped = holds(text, delimiters.escape)
  const read = (leaf: string) => (isEscaped ? unescapeText(leaf, delimiters, charset) : leaf)
  const readComponent = (part: string): ReadComponent =>
    isNested ? part.split(subcomponent).map(read) : [read(part)]
  return cut(text, repetition).map((repeat): ReadRepeat => cut(repeat, component).map(readComponent))
}

function holds(text: string, mark: string): boolean {
  return mark !== '' && text.includes(mark)
}

function cut(text: string, separator: string): string[] {
  return separator === '' ? [text] : text.split(separator)
}

function failed(problem: string): ParseResult {
  return { ok: false, problem }
}
