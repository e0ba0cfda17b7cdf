import { LONG_FLOAT, SHORT_FLOAT, TIME_BYTES } from './codes.ts'

const BYTE_BITS = 8

/** Reads a payload field by field, little-endian. After the end every field is null, and `isShort` says so. */
export class PayloadReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** More was read than there was: the payload is not what its flags say. */
  get isShort(): boolean {
    return this.#at > this.#bytes.length
  }

  get left(): number {
    return Math.max(0, this.#bytes.length - this.#at)
  }

  unsigned(size: number): number {
    let value = 0
    for (let index = 0; index < size; index++)
      value += (this.#bytes[this.#at + index] ?? 0) * 2 ** (BYTE_BITS * index)
    this.#at += size
    return value
  }

  skip(size: number): void {
    this.#at += size
  }

  /** A number with an exponent of ten; null for the values that stand for none. */
  shortFloat(): number | null {
    return this.#float(SHORT_FLOAT)
  }

  longFloat(): number | null {
    return this.#float(LONG_FLOAT)
  }

  /** The device's date and time read as if it were UTC; null if a part is unknown or cannot be. */
  time(): number | null {
    const from = this.#at
    const year = this.unsigned(2)
    const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = this.#bytes.subarray(
      this.#at,
      from + TIME_BYTES,
    )
    this.#at = from + TIME_BYTES
    if (year === 0 || month === 0 || day === 0) return null
    const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
    const isSame =
      at.getUTCMonth() === month - 1 &&
      at.getUTCDate() === day &&
      at.getUTCHours() === hour &&
      at.getUTCMinutes() === minute &&
      at.getUTCSeconds() === second
    return isSame ? at.getTime() : null
  }

  #float({ bits, size, none }: typeof SHORT_FLOAT | typeof LONG_FLOAT): number | null {
    const raw = this.unsigned(size)
    const mantissa = raw % 2 ** bits
    const exponentBits = size * BYTE_BITS - bits
    const exponent = Math.floor(raw / 2 ** bits)
    if (none.some((value) => value === mantissa)) return null
    const signed = (value: number, width: number) => (value >= 2 ** (width - 1) ? value - 2 ** width : value)
    const power = signed(exponent, exponentBits)
    const digits = signed(mantissa, bits)
    // A quotient of whole numbers has no binary crumbs.
    return power < 0 ? digits / 10 ** -power : digits * 10 ** power
  }
}
