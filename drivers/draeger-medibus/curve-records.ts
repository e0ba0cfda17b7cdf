import { CURVE_BYTE, MOST_CURVES } from './codes.ts'

/** One sample of some curves, at the same moment. */
export interface Record {
  /** Which of the configured curves: bit 0 is the first. */
  readonly mask: number
  /** Raw values of those curves, in their order. */
  readonly values: readonly number[]
  /** Bytes it took. */
  readonly bytes: number
  /** The first one after damage: whether it is whole can be seen only by those behind it, so it shows nothing. */
  readonly isFirst: boolean
}

interface RecordSink {
  onRecord(record: Record): void
  /** A record had too few or too many bytes. */
  onBad(bytes: number): void
  /** A byte belongs to no record. */
  onStray(): void
}

const BYTES_PER_VALUE = 2

function curvesIn(mask: number): number {
  let count = 0
  for (let bit = 0; bit < MOST_CURVES; bit++) count += (mask >> bit) & 1
  return count
}

const between = (byte: number, from: number, to: number): boolean => byte >= from && byte <= to

/**
 * Finds records in the bytes of curves (definition, realtime): a sync byte that names the curves, two bytes for each,
 * then pairs of control bytes. There is no check, so a record counts only when the next one begins where it should:
 * a lost or added byte spoils it before it is shown.
 */
export class CurveRecords {
  readonly #sink: RecordSink
  #mask: number | null = null
  #raw: number[] = []
  #controls = 0
  #lastMs = 0
  #isFirst = true

  constructor(sink: RecordSink) {
    this.#sink = sink
  }

  push(byte: number, atMs: number): void {
    this.#lastMs = atMs
    if (between(byte, CURVE_BYTE.syncFrom, CURVE_BYTE.syncTo)) {
      this.#close()
      this.#mask = byte & CURVE_BYTE.nibble
    } else if (this.#mask === null) this.#stray()
    else if (between(byte, CURVE_BYTE.valueFrom, CURVE_BYTE.valueTo)) this.#value(byte)
    else if (between(byte, CURVE_BYTE.controlFrom, CURVE_BYTE.controlTo)) this.#control()
    else this.#bad(1)
  }

  /** Ends a whole record behind which the line has been silent. */
  settle(atMs: number): void {
    if (this.#mask !== null && this.#isWhole && atMs - this.#lastMs > CURVE_BYTE.settlesMs) this.#close()
  }

  /** The input has ended. Out: bytes of a record that was cut. */
  end(): number {
    const length = this.#length
    if (this.#isWhole) this.#close()
    const cut = this.#mask === null ? 0 : length
    this.#forget()
    this.#isFirst = true
    return cut
  }

  get #needed(): number {
    return this.#mask === null ? 0 : BYTES_PER_VALUE * curvesIn(this.#mask)
  }

  get #isWhole(): boolean {
    return this.#mask !== null && this.#raw.length === this.#needed && this.#controls % BYTES_PER_VALUE === 0
  }

  get #length(): number {
    return 1 + this.#raw.length + this.#controls
  }

  #value(byte: number): void {
    if (this.#raw.length === this.#needed || this.#controls > 0) this.#bad(1)
    else this.#raw.push(byte & CURVE_BYTE.low)
  }

  #control(): void {
    if (this.#raw.length < this.#needed || this.#controls === CURVE_BYTE.mostControls) this.#bad(1)
    else this.#controls++
  }

  #close(): void {
    const mask = this.#mask
    if (mask === null) return
    if (!this.#isWhole) {
      this.#bad(0)
      return
    }
    const bytes = this.#length
    const raw = this.#raw
    const values: number[] = []
    for (let at = 0; at < raw.length; at += BYTES_PER_VALUE)
      values.push((raw[at] ?? 0) | ((raw[at + 1] ?? 0) << CURVE_BYTE.bits))
    const isFirst = this.#isFirst
    this.#forget()
    this.#isFirst = false
    this.#sink.onRecord({ mask, values, bytes, isFirst })
  }

  #bad(more: number): void {
    const bytes = this.#mask === null ? more : this.#length + more
    this.#forget()
    this.#isFirst = true
    this.#sink.onBad(bytes)
  }

  #stray(): void {
    this.#isFirst = true
    this.#sink.onStray()
  }

  #forget(): void {
    this.#mask = null
    this.#raw = []
    this.#controls = 0
  }
}
