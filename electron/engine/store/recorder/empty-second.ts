import type { SecondOfRecord, StoredAlert, StoredClock, StoredNumeric } from '../types.ts'

/** What a store that refused it is asked to take once more. */
export interface Retried {
  readonly numerics: StoredNumeric[]
  readonly alerts: StoredAlert[]
  readonly clocks: StoredClock[]
}

/** Nothing to send again. */
export function nothing(): Retried {
  return { numerics: [], alerts: [], clocks: [] }
}

/** A second of record with nothing in it. */
export function emptySecond(atUtcMs: number): SecondOfRecord {
  const at = Math.round(atUtcMs)
  return {
    fromUtcMs: at,
    toUtcMs: at,
    channels: [],
    waves: [],
    numerics: [],
    alerts: [],
    gaps: [],
    clocks: [],
  }
}
