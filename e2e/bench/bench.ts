import type { Runner } from './electron-side.ts'
import type { StagedApps } from './stage.ts'

/** What every benchmark gets. */
export interface PlainBench {
  /** A folder of this run's own, removed at its end. */
  readonly folder: string
  /** Prints one line of progress. */
  say(text: string): void
}

/** What a benchmark gets that draws. */
export interface Bench extends Runner, PlainBench {
  readonly apps: StagedApps
}
