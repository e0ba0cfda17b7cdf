/** What a scanner read from a wristband, or a person typed. */
export interface Scan {
  /** The identifier, or what was read where it is none that is known. */
  readonly id: string
  /** Who issued it, where the code itself says so. */
  readonly authority: string | null
  /** Why it is no patient's: a damaged number, or the badge of somebody who gives care. */
  readonly problem: 'checkDigit' | 'staff' | null
}

/** Separates elements of variable length: FNC1 as scanners send it (GS1 General Specifications, 7.8.4). */
const SEPARATOR = '\u001d'
/** Symbology identifiers of codes that hold GS1 elements (ISO/IEC 15424): GS1-128, DataMatrix, QR, DataBar, DotCode. */
const GS1_CODE = /^\](?:C1|d2|Q3|e0|J1)/
const ANY_CODE = /^\][A-Za-z][0-9A-Za-z]/
/** Application identifiers as they are printed under the bars. */
const PRINTED = /^\((\d{2,4})\)/
/** Global service relation number (GS1 General Specifications, 3.8): 8018 of who gets care, 8017 of who gives it. */
const RECIPIENT = '8018'
const PROVIDER = '8017'
const GSRN_DIGITS = 18
const GSRN = /^(801[78])(\d{18})(?:$|8019)/
export const GS1_AUTHORITY = 'GS1'
const TRIPLE = 3
const TEN = 10

/** Whether the last digit of a GS1 number is its check digit: weights 3 and 1 from the right, modulo 10 (7.9). */
export function hasCheckDigit(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const isTripled = (digits.length - 1 - index) % 2 === 1
    sum += Number(digits[index]) * (isTripled ? TRIPLE : 1)
  }
  return sum % TEN === 0
}

/** The elements of a GS1 text without the brackets that print shows. */
function elementsOf(text: string): string {
  let rest = text
  let elements = ''
  for (let match = PRINTED.exec(rest); match !== null; match = PRINTED.exec(rest)) {
    const value = /^[^(]*/.exec(rest.slice(match[0].length))?.[0] ?? ''
    elements += `${elements === '' ? '' : SEPARATOR}${match[1]}${value.trim()}`
    rest = rest.slice(match[0].length + value.length)
  }
  return elements
}

function gsrnOf(elements: string, isSurely: boolean): Scan | null {
  const start = elements.split(SEPARATOR).find((element) => GSRN.test(element))
  const [, kind, digits = ''] = GSRN.exec(start ?? '') ?? []
  if (kind === undefined) return null
  if (!hasCheckDigit(digits)) return isSurely ? { id: digits, authority: null, problem: 'checkDigit' } : null
  return kind === PROVIDER
    ? { id: digits, authority: null, problem: 'staff' }
    : { id: digits, authority: GS1_AUTHORITY, problem: null }
}

function plain(text: string): string {
  const bare = text.replace(/\p{Cc}/gu, '').trim()
  // Some scanners send the start and stop signs of Code 39.
  return /^\*[^*]+\*$/.test(bare) ? bare.slice(1, -1) : bare
}

/**
 * Reads what came from a wristband: a GS1 service relation number, whole or with further elements, printed with
 * brackets or not; else the text itself without what scanners add. Never throws. The number of a GS1 element that cannot
 * be right is named, not used.
 */
export function readWristband(text: string): Scan {
  const trimmed = text.trim()
  const isGs1 = GS1_CODE.test(trimmed) || PRINTED.test(trimmed)
  const body = trimmed.replace(ANY_CODE, '').replace(new RegExp(`^${SEPARATOR}+`), '')
  const elements = PRINTED.test(body) ? elementsOf(body) : body
  const known = gsrnOf(elements, isGs1)
  if (known !== null) return known
  const isCut = isGs1 && elements.startsWith(RECIPIENT) && elements.length < RECIPIENT.length + GSRN_DIGITS
  return { id: plain(body), authority: null, problem: isCut ? 'checkDigit' : null }
}
