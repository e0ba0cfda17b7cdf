import type { By } from '../types.ts'
import type { DataRemoval } from './data-classes.ts'

const MS_PER_DAY = 86_400_000
/** How often it looks while there is nothing to remove. */
const LOOK_EVERY_MS = 60_000
/** Classes beside the waves, which policy.ts looks after, as the disk may demand their room too. */
const CLASSES = ['numerics', 'alerts'] as const

/** What the policy uses of the writer. */
export interface DataPolicyWriter {
  keptDays(kind: (typeof CLASSES)[number]): number | null
  removeData(kind: (typeof CLASSES)[number], beforeUtcMs: number, by: By): DataRemoval | null
}

/** Removes numbers and alarms that are older than their setting says, whole days in UTC, a little at a time. */
export class DataPolicy {
  readonly #station: string
  #nextLookMs = 0

  constructor(station: string) {
    this.#station = station
  }

  /** One look or one removal. In: monotonic ms and UTC ms. Out: what was removed, or null. */
  step(writer: DataPolicyWriter, nowMs: number, nowUtcMs: number): DataRemoval | null {
    if (nowMs < this.#nextLookMs) return null
    const actor = { station: this.#station, initials: null, verified: false, session: 'store' } as const
    for (const kind of CLASSES) {
      const days = writer.keptDays(kind)
      if (days === null) continue
      // By whole days: one audit row a channel and day, not one a minute.
      const beforeUtcMs = Math.floor((nowUtcMs - days * MS_PER_DAY) / MS_PER_DAY) * MS_PER_DAY
      const removal = writer.removeData(kind, beforeUtcMs, { actor, atUtcMs: nowUtcMs })
      if (removal !== null) return removal
    }
    this.#nextLookMs = nowMs + LOOK_EVERY_MS
    return null
  }
}
