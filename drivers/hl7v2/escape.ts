import { decodeBytes } from './charset.ts'
import { type Delimiters, STANDARD } from './codes.ts'

/** What stands inside an escape sequence: a letter with hex digits, or a formatting command. */
const SEQUENCE = /^(?:[A-Za-z][0-9A-Fa-f]*|\.[A-Za-z]{2}[+-]?\d*)$/
const HEX_RADIX = 16
const FIRST_PRINTABLE = 0x20
const LINE_BREAK = '.br'
const ASCII = 0x80

/** 1 for each ASCII character that cannot stand in a leaf as it is, with the usual delimiters. */
const UNSAFE = Uint8Array.from({ length: ASCII }, (_, code) =>
  code < FIRST_PRINTABLE || letterOf(String.fromCharCode(code), STANDARD) !== null ? 1 : 0,
)

/** Whether nothing in a text must be escaped with the usual delimiters, as in nearly every leaf that is written. */
function isSafe(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (UNSAFE[text.charCodeAt(i)] === 1) return false
  return true
}

/**
 * Makes user text safe inside one leaf (INTEROP 1.8): delimiters become escape
 * sequences, line ends become `\.br\`, other control characters are dropped.
 */
export function escapeText(text: string, delimiters: Delimiters = STANDARD): string {
  if (delimiters === STANDARD && isSafe(text)) return text
  const mark = delimiters.escape
  let safe = ''
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i)
    const letter = letterOf(character, delimiters)
    if (letter !== null) {
      safe += `${mark}${letter}${mark}`
    } else if (character === '\r' || character === '\n') {
      if (character === '\r' && text.charAt(i + 1) === '\n') i++
      safe += `${mark}${LINE_BREAK}${mark}`
    } else if (character.charCodeAt(0) >= FIRST_PRINTABLE) {
      safe += character
    }
  }
  return safe
}

/**
 * Turns one leaf back into text (after splitting, never before). Hex bytes are
 * read in the message's character set; highlighting is dropped; a sequence
 * nobody knows stays as it is, as does an escape character that opens none.
 */
export function unescapeText(leaf: string, delimiters: Delimiters = STANDARD, charset = ''): string {
  const mark = delimiters.escape
  let at = leaf.indexOf(mark)
  if (at === -1 || mark === '') return leaf
  let text = leaf.slice(0, at)
  while (at < leaf.length) {
    const end = leaf.indexOf(mark, at + 1)
    const inside = end === -1 ? '' : leaf.slice(at + 1, end)
    if (end === -1 || !SEQUENCE.test(inside)) {
      const next = end === -1 ? leaf.length : end
      text += leaf.slice(at, next)
      at = next
      continue
    }
    text += meaningOf(inside, delimiters, charset) ?? leaf.slice(at, end + 1)
    const next = leaf.indexOf(mark, end + 1)
    text += leaf.slice(end + 1, next === -1 ? leaf.length : next)
    at = next === -1 ? leaf.length : next
  }
  return text
}

/** Letter that stands for a delimiter, or null for an ordinary character. */
function letterOf(character: string, delimiters: Delimiters): string | null {
  switch (character) {
    case delimiters.escape:
      return 'E'
    case delimiters.field:
      return 'F'
    case delimiters.component:
      return 'S'
    case delimiters.subcomponent:
      return 'T'
    case delimiters.repetition:
      return 'R'
    case delimiters.truncation:
      return 'P'
    default:
      return null
  }
}

/** Text that a sequence stands for, or null if it is unknown. */
function meaningOf(inside: string, delimiters: Delimiters, charset: string): string | null {
  switch (inside) {
    case 'E':
      return delimiters.escape
    case 'F':
      return delimiters.field
    case 'S':
      return delimiters.component
    case 'T':
      return delimiters.subcomponent
    case 'R':
      return delimiters.repetition
    case 'P':
      return delimiters.truncation
    case 'H':
    case 'N':
      return ''
    case LINE_BREAK:
      return '\n'
    default:
      return inside.startsWith('X') ? textOfHex(inside.slice(1), charset) : null
  }
}

function textOfHex(hex: string, charset: string): string | null {
  if (hex.length === 0 || hex.length % 2 !== 0) return null
  const bytes = new Uint8Array(hex.length / 2)
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(i * 2, i * 2 + 2), HEX_RADIX)
  return decodeBytes(bytes, charset)
}
