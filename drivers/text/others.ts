import type { Out } from '../driver.ts'
import { FormatLock, LockGate } from '../framing/lock.ts'
import type { NumericChannel } from '../model/channel.ts'
import { numericOfTerm } from '../model/term-channel.ts'
import { ownPrefix } from './schema.ts'

const OTHER_NUMBER = /^(?<number>[+-]?\d{1,6}(?:\.(?<decimals>\d{1,4}))?)(?<percent>%?)$/
/** More keys than a monitor has would be damage that goes on and on. */
const MOST_OTHERS = 32

/** What a line says of a key that its file does not describe. `value` null: the sign for none. */
export interface OtherPair {
  readonly key: string
  readonly value: number | null
  /** UCUM: `%` if the monitor wrote it behind the number, else `1`. */
  readonly unit: string
  readonly decimals: number
}

/** In: the text behind a key. Out: null if it is neither a number nor the sign for none. */
export function otherPair(key: string, text: string, missing: RegExp): OtherPair | null {
  if (missing.test(text)) return { key, value: null, unit: text.endsWith('%') ? '%' : '1', decimals: 0 }
  const { number, decimals = '', percent } = OTHER_NUMBER.exec(text)?.groups ?? {}
  if (number === undefined) return null
  return { key, value: Number(number), unit: percent === '%' ? '%' : '1', decimals: decimals.length }
}

/** Says a value of the line at hand, or of one before it in the same row: each line brings its own. */
export type SayOther = (channel: NumericChannel, value: number | null, atMs: number) => void

interface Row {
  readonly lock: FormatLock
  readonly gate: LockGate<() => void>
  readonly channel: NumericChannel
}

/**
 * Numbers whose key no file describes: a damaged key looks like one. So each counts, with its vendor's key as its
 * label, once it came in as many lines in a row as the lock needs; the values of those lines are said then.
 */
export class OtherPairs {
  readonly #rows = new Map<string, Row>()
  readonly #id: string
  readonly #needed: number
  readonly #out: Out

  constructor(id: string, needed: number, out: Out) {
    this.#id = id
    this.#needed = needed
    this.#out = out
  }

  /** In: the pairs of one line, its arrival, and where each is said. Out: how many there was no room for. */
  take(pairs: readonly OtherPair[], atMs: number, say: SayOther): number {
    for (const [key, { lock }] of this.#rows)
      if (!pairs.some((one) => rowOf(one) === key)) {
        lock.malformed()
        this.#rows.delete(key)
      }
    let left = 0
    for (const pair of pairs) {
      const row = this.#rows.get(rowOf(pair)) ?? this.#begin(pair)
      if (row === null) left++
      else row.gate.wellFormed(() => say(row.channel, pair.value, atMs), atMs)
    }
    return left
  }

  /** A line was lost: every row begins again. */
  forget(): void {
    this.#rows.clear()
  }

  #begin(pair: OtherPair): Row | null {
    if (this.#rows.size >= MOST_OTHERS) return null
    const { key, unit, decimals } = pair
    const lock = new FormatLock(this.#needed)
    const gate = new LockGate<() => void>(lock, this.#out, (say) => say())
    const channel = numericOfTerm({
      id: `${ownPrefix(this.#id)}${key}`,
      source: 'text',
      vendor: key,
      label: key,
      unit,
      decimals,
    })
    const row = { lock, gate, channel }
    this.#rows.set(rowOf(pair), row)
    return row
  }
}

function rowOf({ key, unit }: OtherPair): string {
  return `${key} ${unit}`
}
