import { type FrameRule, type LockErrors, lockErrors, odds } from '../framing/lock.ts'
import { hasNumber } from '../model/measurement.ts'
import { isSame } from './columns.ts'
import { createLineReader, printable, type TextLine } from './line.ts'
import type { TextDefinition } from './schema.ts'

const BYTE_VALUES = 256

/** What lines without a check let through. */
export interface TextErrors {
  readonly lock: LockErrors
  readonly text: string
}

/** Whether a line shows a number that the line it was made from did not, or trusts one more. What it no longer shows, or doubts, misleads nobody. */
function shows(line: TextLine, other: TextLine): boolean {
  if (!hasNumber(line.validity)) return false
  if (line.validity !== other.validity && line.validity !== 'questionable') return true
  return [...line.values].some(([field, value]) => value !== null && value !== other.values.get(field))
}

/**
 * Counts, byte by byte of the file's first sample, which other bytes the line would
 * be believed with. Out: the chance for one changed byte and for a whole line of random bytes.
 * It reads every line that differs in one byte: some ten thousand, so call it only to print.
 */
export function textErrors(file: TextDefinition, needed: number): TextErrors {
  const read = createLineReader(file)
  const bytes = Uint8Array.from(file.samples[0]?.line ?? '', (character) => character.charCodeAt(0))
  const lineOf = (): TextLine | null => {
    const text = printable(bytes)
    const line = text === null ? null : read(text)
    return line === 'ignored' ? null : line
  }
  const sent = lineOf()
  const rules: FrameRule[] = []
  let wrong = 0
  bytes.forEach((original, at) => {
    let allowed = 0
    for (let value = 0; value < BYTE_VALUES; value++) {
      bytes[at] = value
      const line = lineOf()
      if (line === null || sent === null || !isSame(sent.columns, line.columns)) continue
      allowed++
      if (shows(line, sent)) wrong++
    }
    bytes[at] = original
    rules.push({ allowed, possible: BYTE_VALUES })
  })
  const lock = lockErrors(rules, needed)
  const chance = wrong / (bytes.length * (BYTE_VALUES - 1))
  const byByte = chance === 0 ? 'none' : odds(chance)
  return { lock, text: `${byByte} of lines with one changed byte show other values; ${lock.text}` }
}
