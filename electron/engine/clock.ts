/** Time comes in from outside: monotonic for delays and order, UTC for storing (DESIGN rule 9). */
export interface Clock {
  monotonicMs(): number
  /** Station time in UTC milliseconds for a monotonic reading of this clock. */
  utcMs(monotonicMs: number): number
}

/** The PC's clocks. UTC follows the wall clock, so that a corrected PC clock shows in the record. */
export function systemClock(): Clock {
  return {
    monotonicMs: () => performance.now(),
    utcMs: (monotonicMs) => Date.now() - (performance.now() - monotonicMs),
  }
}
