import { SECOND_MS } from '../constants.ts'
import { printNumber } from '../print.ts'
import { bytesOf } from './pieces.ts'
import type { Remark } from './remarks.ts'

/** Bytes for annotations in each record. */
export const ANNOTATION_BYTES = 256
/** Longest text of one annotation in bytes: it fits into a record beside its times. */
const LONGEST_TEXT_BYTES = 180
const TEXT_END = '\x14'
const DURATION = '\x15'
const LIST_END = '\0'
/** Digits of a second that a time has: microseconds. */
const TIME_DECIMALS = 6

/** Annotations that wait for room in a record, as Time-stamped Annotations Lists (EDF+ 2.2.2). */
export class AnnotationQueue {
  readonly #startUtcMs: number
  #waiting: Remark[]

  /** In: when the file starts, and what is known before the first record, in order of time. */
  constructor(startUtcMs: number, remarks: readonly Remark[]) {
    this.#startUtcMs = startUtcMs
    this.#waiting = [...remarks]
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0
  }

  /** More of them, met in the samples. */
  add(remarks: readonly Remark[]): void {
    if (remarks.length === 0) return
    this.#waiting = [...this.#waiting, ...remarks].sort((a, b) => a.atUtcMs - b.atUtcMs)
  }

  /** The annotations of a record: its own time, then those that begin up to its end, as many as there is room for. */
  take(recordUtcMs: number, endUtcMs: number): Uint8Array {
    const bytes = new Uint8Array(ANNOTATION_BYTES)
    const time = bytesOf(`${this.#onset(recordUtcMs)}${TEXT_END}${TEXT_END}${LIST_END}`)
    bytes.set(time)
    let used = time.length
    let taken = 0
    for (const remark of this.#waiting) {
      // A gap begins where the record before it ends, and is told there.
      if (remark.atUtcMs > endUtcMs) break
      const list = this.#list(remark)
      if (used + list.length > bytes.length) break
      bytes.set(list, used)
      used += list.length
      taken++
    }
    if (taken > 0) this.#waiting.splice(0, taken)
    return bytes
  }

  #list({ atUtcMs, durationMs, text }: Remark): Uint8Array {
    const duration = durationMs === null ? '' : `${DURATION}${seconds(durationMs)}`
    return bytesOf(`${this.#onset(atUtcMs)}${duration}${TEXT_END}${plainText(text)}${TEXT_END}${LIST_END}`)
  }

  #onset(atUtcMs: number): string {
    const text = seconds(atUtcMs - this.#startUtcMs)
    return text.startsWith('-') ? text : `+${text}`
  }
}

function seconds(ms: number): string {
  return printNumber(Number((ms / SECOND_MS).toFixed(TIME_DECIMALS)))
}

/** Without control characters, and no longer than there is room for. */
function plainText(text: string): string {
  const plain = text.replace(/\p{Cc}+/gu, ' ').trim()
  let cut = plain
  while (bytesOf(cut).length > LONGEST_TEXT_BYTES) cut = [...cut].slice(0, -1).join('')
  return cut
}
