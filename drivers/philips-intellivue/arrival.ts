import { ARRIVAL } from './codes.ts'
import type { PollResult } from './message.ts'

/** What the network did to a poll result: `again`, it came before; `late`, a newer one of its kind came before it. */
export interface Arrival {
  readonly verdict: 'new' | 'again' | 'late'
  /** Results of this poll that never came before this one. */
  readonly lost: number
}

interface Course {
  ticks: number
  sequence: number | null
}

/**
 * Keeps the order of poll results where datagrams may be lost, doubled or overtaken: a
 * number that is older than the one shown must never replace it, and samples must
 * never be drawn twice. A counter that falls far back is a monitor that was switched on.
 */
export class ArrivalWatch {
  readonly #seen = new Set<string>()
  readonly #courses = new Map<string, Course>()

  judge(result: PollResult): Arrival {
    const { invoke, sequence, ticks, link, objectClass, group, extended } = result
    const kind = `${objectClass}/${group}/${extended}`
    const name = `${kind}/${invoke}/${sequence}/${ticks}/${link?.count ?? 'end'}`
    if (this.#seen.has(name)) return { verdict: 'again', lost: 0 }
    this.#remember(name)
    const course = this.#courses.get(kind)
    if (sequence === 0) {
      // The confirmation of a poll carries nothing, and its time runs ahead of the samples that follow.
      if (course !== undefined) course.sequence = 0
      return { verdict: 'new', lost: 0 }
    }
    const backTicks = course === undefined ? 0 : (course.ticks - ticks) | 0
    if (backTicks > 0 && backTicks < ARRIVAL.restartTicks) {
      // What is numbered was counted as lost when its successor came.
      return { verdict: 'late', lost: sequence === null ? 1 : 0 }
    }
    this.#courses.set(kind, { ticks, sequence })
    return { verdict: 'new', lost: skipped(course?.sequence ?? null, sequence) }
  }

  reset(): void {
    this.#seen.clear()
    this.#courses.clear()
  }

  #remember(name: string): void {
    this.#seen.add(name)
    if (this.#seen.size <= ARRIVAL.remembered) return
    for (const oldest of this.#seen) {
      this.#seen.delete(oldest)
      break
    }
  }
}

/** Numbers left out between two results of one poll. */
function skipped(before: number | null, sequence: number | null): number {
  if (before === null || sequence === null) return 0
  const step = (sequence - before) & ARRIVAL.sequenceMask
  return step > 1 && step <= ARRIVAL.mostSkipped ? step - 1 : 0
}
