const BYTE_BITS = 8
const WORD_BITS = 16
const BYTE_MASK = 0xff

/** Builds big-endian messages; short ones, a few a minute, so plain numbers are good enough. */
export class Writer {
  readonly #bytes: number[] = []

  get length(): number {
    return this.#bytes.length
  }

  u8(value: number): this {
    this.#bytes.push(value & BYTE_MASK)
    return this
  }

  u16(value: number): this {
    return this.u8(value >>> BYTE_BITS).u8(value)
  }

  u32(value: number): this {
    return this.u16(value >>> WORD_BITS).u16(value)
  }

  raw(bytes: Iterable<number>): this {
    for (const byte of bytes) this.#bytes.push(byte)
    return this
  }

  /** A 16-bit length and then what `fill` writes. */
  sized(fill: (body: Writer) => void): this {
    const body = new Writer()
    fill(body)
    return this.u16(body.length).raw(body.#bytes)
  }

  /** An attribute: id, length, value. */
  attribute(id: number, fill: (value: Writer) => void): this {
    return this.u16(id).sized(fill)
  }

  /** A list of attributes or entries, each written by one function: count, length, entries. */
  list(...entries: readonly ((list: Writer) => void)[]): this {
    return this.u16(entries.length).sized((body) => {
      for (const entry of entries) entry(body)
    })
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes)
  }
}
