import type { RunExit } from '../../../ipc/views.ts'
import type { Connection } from '../file/database.ts'
import { queries } from '../file/queries.ts'

/** One run of the program on this record. Times UTC ms. */
export interface RunRow {
  readonly startedUtcMs: number
  readonly version: string
  /** Null for a run that did not close the record, unless it was told that the system may end: then when it was told. */
  readonly endedUtcMs: number | null
  readonly exit: RunExit | null
  /** Initials that were signed in at its end, or null. */
  readonly endedBy: string | null
}

/** How a run ended in order, or that its system may end. */
export type RunEnd = Pick<RunRow, 'exit' | 'endedBy'> & { readonly endedUtcMs: number }

interface RunColumns {
  readonly started_utc_ms: number
  readonly version: string
  readonly ended_utc_ms: number | null
  readonly exit: RunExit | null
  readonly ended_by: string | null
}

/** The run before this one, or null at the first start. */
export function readLastRun(connection: Connection): RunRow | null {
  const row = connection.prepare<[], RunColumns>(queries.lastRun).get()
  if (row === undefined) return null
  const { started_utc_ms: startedUtcMs, version, ended_utc_ms: endedUtcMs, exit, ended_by: endedBy } = row
  return { startedUtcMs, version, endedUtcMs, exit, endedBy }
}
