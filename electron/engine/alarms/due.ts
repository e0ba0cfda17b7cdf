import { LONGEST_FREEZE_MS } from './decide-limit.ts'
import { endOf } from './decide-time.ts'
import { isRate } from './rate-source.ts'
import type { Reading } from './readings.ts'
import type { AlarmState } from './types.ts'
import { parameterOf, type Watch } from './watches.ts'

/** What a look at what is due needs beside the state. */
export interface DueLook {
  readonly readings: readonly Reading[]
  reading(parameter: string): Reading | undefined
  watches(reading: Reading): readonly Watch[]
}

/** When time alone may bring the next event of a limit, after `afterMs`; infinite: not before the next value or act. */
export function nextDue(state: AlarmState, look: DueLook, afterMs: number): number {
  let dueMs = Number.POSITIVE_INFINITY
  const due = (atMs: number): void => {
    if (atMs > afterMs && atMs < dueMs) dueMs = atMs
  }
  const bound = (id: string) => {
    const reading = look.reading(parameterOf(id))
    const watch = reading && look.watches(reading).find((one) => one.id === id)
    if (reading !== undefined) due(reading.missingMs)
    return watch
  }
  for (const [id, { sinceMs, frozenMs }] of Object.entries(state.pending)) {
    const watch = bound(id)
    if (frozenMs !== null) due(frozenMs + LONGEST_FREEZE_MS)
    else if (watch !== undefined) due(sinceMs + watch.delayMs)
  }
  for (const [id, { clearingMs, ended }] of Object.entries(state.alarms)) {
    if (ended !== null || clearingMs === null) continue
    const watch = bound(id)
    if (watch !== undefined) due(clearingMs + watch.clearMs)
  }
  for (const off of Object.values(state.off)) due(endOf(off))
  // Another source of the rate takes over then.
  for (const reading of look.readings) if (isRate(reading)) due(reading.missingMs)
  return dueMs
}
