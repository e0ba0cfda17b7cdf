import { uptime } from 'node:os'

/** Wall and monotonic time moved apart by this much: the PC may have slept. Keeping time with a server stays below. */
const APART_MS = 1_000
const MS_PER_S = 1_000

/** Time comes in from outside: monotonic for delays and order, UTC for storing (DESIGN rule 9). */
export interface Clock {
  /** Counts the time the PC sleeps too: what came before is old after it. */
  monotonicMs(): number
  /** Station time in UTC milliseconds for a monotonic reading of this clock. */
  utcMs(monotonicMs: number): number
}

/** What the PC says of its time. */
export interface TimeSources {
  wallMs(): number
  monotonicMs(): number
  /** Time since the PC was started, sleep included; null where `monotonicMs` counts sleep itself. */
  startedMs(): number | null
}

const systemSources: TimeSources = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  // Only Linux stops its monotonic clock while the PC sleeps.
  startedMs: () => (process.platform === 'linux' ? uptime() * MS_PER_S : null),
}

/** The PC's clocks. UTC follows the wall clock, so that a corrected PC clock shows in the record. */
export function systemClock(sources: TimeSources = systemSources): Clock {
  let sleptMs = 0
  let wallOffsetMs = sources.wallMs() - sources.monotonicMs()
  let startedOffsetMs = startedOffset()

  function startedOffset(): number | null {
    const startedMs = sources.startedMs()
    return startedMs === null ? null : startedMs - sources.monotonicMs()
  }

  /** Reading the time since start is a system call too many for every look at the clock. */
  function addSleep(): void {
    const offsetMs = startedOffset()
    if (offsetMs !== null && startedOffsetMs !== null && offsetMs - startedOffsetMs > APART_MS) {
      sleptMs += offsetMs - startedOffsetMs
    }
    startedOffsetMs = offsetMs
  }

  function monotonicMs(): number {
    const nowMs = sources.monotonicMs()
    const offsetMs = sources.wallMs() - nowMs
    if (Math.abs(offsetMs - wallOffsetMs) > APART_MS) {
      wallOffsetMs = offsetMs
      addSleep()
    }
    return nowMs + sleptMs
  }

  return { monotonicMs, utcMs: (readingMs) => sources.wallMs() - (monotonicMs() - readingMs) }
}
