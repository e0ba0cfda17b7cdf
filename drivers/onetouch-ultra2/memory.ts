import type { MeterRecord } from './lines.ts'

/** Readings in the order they were taken. */
export interface Found {
  readonly records: readonly MeterRecord[]
  /** They came into the memory between two answers: they were taken just now. */
  readonly isJustNow: boolean
}

/**
 * Follows the memory of a meter from answer to answer. New is what was not in it the time before; what is in it when a
 * meter is first heard was taken before, perhaps from somebody else, unless the meter is the patient's own.
 */
export class Memory {
  readonly #isOwn: boolean
  #serial: string | null = null
  #known: ReadonlySet<string> | null = null
  #wanted = -1
  #wasAway = true
  #records = new Map<string, MeterRecord>()

  constructor(isOwn: boolean) {
    this.#isOwn = isOwn
  }

  /** An answer begins. Out: what is new if it is empty, null while it goes on. */
  header(serial: string, count: number): Found | null {
    if (serial !== this.#serial) {
      this.#known = null
      this.#wasAway = true
    }
    this.#serial = serial
    this.#records = new Map()
    this.#wanted = count
    return this.#settle()
  }

  /** One reading of an answer, the latest first. Out: the new ones in the order they were taken once it is whole. */
  record(record: MeterRecord): Found | null {
    if (this.#wanted < 0) return null
    // A line that came twice is one reading.
    this.#records.set(record.text, record)
    return this.#settle()
  }

  /** A line was lost: this answer tells nothing. */
  lost(): void {
    this.#wanted = -1
    this.#records = new Map()
  }

  /** The meter was away: others may have used it. */
  away(): void {
    this.lost()
    this.#wasAway = true
    if (!this.#isOwn) this.#known = null
  }

  /** The latest stand first: what is new stands before all that is known. */
  #settle(): Found | null {
    if (this.#records.size < this.#wanted) return null
    const records = [...this.#records.values()]
    const known = this.#known
    const isJustNow = !this.#wasAway
    this.lost()
    this.#wasAway = false
    this.#known = new Set(records.map(({ text }) => text))
    const firstKnown = records.findIndex(({ text }) => known?.has(text))
    const fresh = records.slice(0, firstKnown < 0 ? records.length : firstKnown)
    const patients = (known === null ? records : fresh).filter(({ isControl }) => !isControl)
    const first = this.#isOwn ? patients.slice(0, 1) : []
    return { records: known === null ? first : patients.reverse(), isJustNow }
  }
}
