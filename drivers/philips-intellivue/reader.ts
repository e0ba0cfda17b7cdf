import { ABSOLUTE_TIME, FLOAT, PRIVATE_CHARACTERS } from './codes.ts'

const WORD_BYTES = 2
const LONG_BYTES = 4
const BYTE_BITS = 8
const DECIMAL = 10

/**
 * Reads big-endian fields from a message and never beyond it: after the first
 * read that does not fit, everything reads as 0 and `failed` stays true.
 */
export class Reader {
  readonly #view: DataView
  #at = 0
  #failed = false

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get failed(): boolean {
    return this.#failed
  }

  get left(): number {
    return this.#view.byteLength - this.#at
  }

  u8(): number {
    return this.#has(1) ? this.#view.getUint8(this.#at++) : 0
  }

  u16(): number {
    if (!this.#has(WORD_BYTES)) return 0
    this.#at += WORD_BYTES
    return this.#view.getUint16(this.#at - WORD_BYTES)
  }

  u32(): number {
    if (!this.#has(LONG_BYTES)) return 0
    this.#at += LONG_BYTES
    return this.#view.getUint32(this.#at - LONG_BYTES)
  }

  /** FLOAT of the vendor; null where the mantissa says that there is no number. */
  float(): number | null {
    return this.#failed ? null : floatOf(this.u32())
  }

  /** The next `length` bytes as a view into the message. */
  take(length: number): Uint8Array {
    if (!this.#has(length)) return new Uint8Array(0)
    const from = this.#view.byteOffset + this.#at
    this.#at += length
    return new Uint8Array(this.#view.buffer, from, length)
  }

  skip(length: number): void {
    if (this.#has(length)) this.#at += length
  }

  /** A string with its length before it, in UTF-16; the vendor's private characters as a reader sees them. */
  string(): string {
    return textOf(this.take(this.u16()))
  }

  #has(length: number): boolean {
    if (this.#failed || length > this.left) this.#failed = true
    return !this.#failed
  }
}

/** The number of a FLOAT; null for not-a-number, not-at-this-resolution and the infinities. */
export function floatOf(bits: number): number | null {
  if (FLOAT.special.includes(bits & FLOAT.mantissaMask)) return null
  const exponent = (bits | 0) >> FLOAT.exponentShift
  const mantissa = (bits << (FLOAT.bits - FLOAT.mantissaBits)) >> (FLOAT.bits - FLOAT.mantissaBits)
  // Dividing keeps 3702 at 10^-2 the nearest number to 37.02; multiplying by 0.01 would not.
  return exponent < 0 ? mantissa / DECIMAL ** -exponent : mantissa * DECIMAL ** exponent
}

/** UTF-16 text without its padding, trimmed. */
export function textOf(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at + 1 < bytes.length; at += WORD_BYTES) {
    const unit = ((bytes[at] ?? 0) << BYTE_BITS) | (bytes[at + 1] ?? 0)
    if (unit === 0) continue
    const known = PRIVATE_CHARACTERS[unit]
    text += known === undefined ? String.fromCharCode(unit) : (known ?? '')
  }
  return text.trim()
}

/** Plain text of one byte a character, up to the first zero, trimmed. */
export function asciiOf(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) {
    if (byte === 0) break
    text += String.fromCharCode(byte)
  }
  return text.trim()
}

/** An absolute time read as if it were UTC, milliseconds; null if it is not set or no date. */
export function absoluteMs(bytes: Uint8Array): number | null {
  if (bytes.length < ABSOLUTE_TIME.bytes) return null
  const digits: number[] = []
  for (const byte of bytes.subarray(0, ABSOLUTE_TIME.bytes - 1)) {
    const tens = byte >> ABSOLUTE_TIME.digitShift
    const ones = byte & ABSOLUTE_TIME.digitMask
    if (tens >= DECIMAL || ones >= DECIMAL) return null
    digits.push(tens * DECIMAL + ones)
  }
  const [century = 0, year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = digits
  const isDate = century > 0 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24
  if (!isDate) return null
  return Date.UTC(century * ABSOLUTE_TIME.century + year, month - 1, day, hour, minute, second)
}
