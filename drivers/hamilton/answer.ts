import { exactly, type LengthFormat } from '../framing/length.ts'
import { lockErrors } from '../framing/lock.ts'
import { ASKED, FRAME, MISSING, REFUSED, RULES, TEXT } from './codes.ts'

/** One answer: what was asked, and the number; null where the ventilator has none or does not know the question. */
export interface Answer {
  readonly asked: number
  readonly value: number | null
  readonly isRefused: boolean
}

function textOf(frame: Uint8Array): string {
  return String.fromCharCode(...frame.subarray(FRAME.textAt, -2))
}

function isRefused(id: number, text: string): boolean {
  return id === REFUSED.id && text === REFUSED.text
}

/** How answers are told apart. There is no check, only a form. */
export const format: LengthFormat = {
  sync: exactly(FRAME.start),
  headerBytes: 2,
  maximumBytes: FRAME.answerBytes,
  lengthOf: ([, id = 0]) => (ASKED.includes(id) || id === REFUSED.id ? FRAME.answerBytes : null),
  problemOf(frame) {
    const [, id = 0] = frame
    if (frame.at(-2) !== FRAME.end || frame.at(-1) !== FRAME.last) return 'length'
    const text = textOf(frame)
    return isRefused(id, text) || (ASKED.includes(id) && TEXT.test(text)) ? null : 'checksum'
  },
}

/** Reads an answer that has the form of one. */
export function readAnswer(frame: Uint8Array): Answer {
  const [, asked = 0] = frame
  const text = textOf(frame)
  const refused = isRefused(asked, text)
  const trimmed = text.trim()
  return { asked, value: refused || MISSING.has(trimmed) ? null : Number(trimmed), isRefused: refused }
}

/** The request for one number. */
export function requestOf(asked: number): Uint8Array {
  return Uint8Array.of(FRAME.start, asked, FRAME.end, FRAME.last)
}

/** What random bytes must match. */
export const lock = lockErrors(RULES)
