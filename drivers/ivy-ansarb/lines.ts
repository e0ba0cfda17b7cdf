import { HEART_LINE, LINE_END, LINES, type LineRow, PULSE, SATURATION_LINE, type ValueRow } from './codes.ts'

/** `NAME=state;values;text;`: what follows the state, without the last separator. The recording has no small letter. */
const LINE = /^([A-Z][A-Z0-9]{0,7})=\d((?:;[ -:<-Z]*)+);$/
const NUMBER = /^\d{1,3}(?:\.\d)?$/
const PULSE_TEXT = /^PR=(.*)$/
const LEAD_TEXT = /^ECG-([A-Z0-9]+)-/
const LOWEST_PRINTABLE = 0x20
const HIGHEST_PRINTABLE = 0x7e

/** One line as it was understood; a value is null where the monitor has none. */
export interface ReadLine {
  readonly row: LineRow
  readonly values: readonly (number | null)[]
  readonly text: string
}

/** Everything a frame says in words. */
export interface ReadLines {
  readonly lines: readonly ReadLine[]
  /** Null: the monitor has none; undefined: it did not say. */
  readonly pulseRate: number | null | undefined
  /** The lead of the ECG; empty where it is not named. */
  readonly lead: string
  /** Lines of a name that is not known. */
  readonly unknown: number
}

const rows = new Map(LINES.map((row) => [row.name, row]))

/** In: the text of a frame. Out: null unless every line has its form, none comes twice, and the heart rate's is there. */
export function readLines(bytes: Uint8Array): ReadLines | null {
  const texts = textsOf(bytes)
  if (texts === null) return null
  const found = new Map<string, ReadLine | null>()
  for (const text of texts) {
    const [, name, rest = ''] = LINE.exec(text) ?? []
    if (name === undefined || found.has(name)) return null
    const row = rows.get(name)
    const line = row === undefined ? null : readLine(row, rest.slice(1).split(';'))
    if (line === undefined) return null
    found.set(name, line)
  }
  const lines = [...found.values()].filter((line) => line !== null)
  const heart = found.get(HEART_LINE)
  const pulse = pulseOf(found.get(SATURATION_LINE)?.text ?? '')
  if (heart == null || pulse === 'malformed') return null
  const lead = LEAD_TEXT.exec(heart.text)?.[1] ?? ''
  return { lines, pulseRate: pulse, lead, unknown: found.size - lines.length }
}

/** The lines, each without its end; null if one has no end or holds what cannot be printed. */
function textsOf(bytes: Uint8Array): readonly string[] | null {
  const texts: string[] = []
  let text = ''
  for (const byte of bytes) {
    if (byte === LINE_END) {
      texts.push(text)
      text = ''
    } else if (byte < LOWEST_PRINTABLE || byte > HIGHEST_PRINTABLE) return null
    else text += String.fromCharCode(byte)
  }
  return text === '' ? texts : null
}

function readLine(row: LineRow, parts: readonly string[]): ReadLine | undefined {
  if (parts.length !== row.values.length + 1) return undefined
  const values = row.values.map((value, index) => numberOf(value, parts[index] ?? ''))
  const known = values.filter((value) => value !== undefined)
  if (known.length < values.length) return undefined
  return { row, values: known, text: parts.at(-1)?.trim() ?? '' }
}

function numberOf({ highest }: ValueRow, text: string): number | null | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return null
  if (!NUMBER.test(trimmed)) return undefined
  const value = Number(trimmed)
  return value <= highest ? value : undefined
}

function pulseOf(text: string): number | null | undefined | 'malformed' {
  const [, sent] = PULSE_TEXT.exec(text) ?? []
  if (sent === undefined) return undefined
  const value = numberOf(PULSE, sent)
  return value === undefined ? 'malformed' : value
}
