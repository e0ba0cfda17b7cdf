import type { InsightFact, InsightRef } from '../../ipc/insight.ts'
import { MINUTES } from '../analytics/insight/insight-table.ts'

/** A step or a stay away from the usual that began so much later is another one. */
const SAME_START_MS = 2 * MINUTES.lengthMs

/** One name for all findings of a number by a rule that go the same way. */
export function nameOf({ parameter, rule, direction }: InsightRef): string {
  return `${parameter}/${rule}/${direction}`
}

/** Whether a finding of before and one of now are the same. The window of a trend moves on: its start says nothing. */
function isSame(was: InsightFact, found: InsightFact): boolean {
  return found.rule === 'trend' || Math.abs(found.sinceUtcMs - was.sinceUtcMs) <= SAME_START_MS
}

/** What is held of a finding. */
interface Held {
  readonly id: string
  readonly fact: InsightFact
}

/** What is held of the findings of a bed, such as dismissals: until they end, so that a new one begins anew. */
export class FindingBook<T extends Held> {
  readonly #held = new Map<string, T>()

  constructor(held: readonly T[] = []) {
    for (const one of held) this.add(one)
  }

  add(one: T): void {
    this.#held.set(nameOf(one.fact), one)
  }

  /** Takes one back. Out: it, or null where none of that id holds. */
  take(id: string): T | null {
    const found = [...this.#held.values()].find((one) => one.id === id)
    if (found === undefined) return null
    this.#held.delete(nameOf(found.fact))
    return found
  }

  /** What is held of a finding; null: nothing. */
  of(found: InsightFact): T | null {
    const held = this.#held.get(nameOf(found))
    return held !== undefined && isSame(held.fact, found) ? held : null
  }

  /**
   * Ends those whose finding is over. In: what a parameter has now, and whether a rule could answer at all: its silence
   * for want of data ends nothing. Out: those that are over.
   */
  end(
    parameter: InsightFact['parameter'],
    found: readonly InsightFact[],
    answers: (rule: InsightFact['rule']) => boolean,
  ): T[] {
    const over = [...this.#held.values()].filter(({ fact }) => {
      if (fact.parameter !== parameter) return false
      const now = found.find((one) => nameOf(one) === nameOf(fact))
      return now === undefined ? answers(fact.rule) : !isSame(fact, now)
    })
    for (const { fact } of over) this.#held.delete(nameOf(fact))
    return over
  }
}
