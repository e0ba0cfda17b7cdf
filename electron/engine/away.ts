import type { EngineRestart } from '../ipc/contract.ts'
import type { AwayView } from '../ipc/views.ts'
import type { StoreOpened } from './store/threads/rpc.ts'
import type { GapCause } from './store/types.ts'

/** What the engine knows of its own start. */
export interface StartFacts {
  readonly nowUtcMs: number
  /** When the PC was started, UTC ms. */
  readonly bootUtcMs: number
  readonly version: string
  /** Why main started the engine again; null at the first start of the app. */
  readonly restart: EngineRestart | null
}

/** The start of the PC is counted back from now: the two clocks may differ by this much. */
const BOOT_SLACK_MS = 5_000
/** A system that was to end and ran on for longer was kept from it: what stopped Vigil then was something else. */
const ENDS_WITHIN_MS = 60_000
const MS_PER_S = 1_000

/** The last moment at which Vigil is known to have run on this record, UTC ms, or null for a new record. */
function lastAliveUtcMs({ lastRun, coverage }: StoreOpened): number | null {
  const known = coverage.map((bed) => bed.knownUntilUtcMs)
  if (lastRun !== null) known.push(lastRun.endedUtcMs ?? lastRun.startedUtcMs)
  return known.length === 0 ? null : Math.max(...known)
}

function kindOf(opened: StoreOpened, fromUtcMs: number, facts: StartFacts): AwayView['kind'] {
  if (facts.restart?.kind === 'hung') return 'hung'
  if (facts.restart?.kind === 'ended') return 'engineEnded'
  const { lastRun, closedCleanly } = opened
  const wasStarted = facts.bootUtcMs > fromUtcMs + BOOT_SLACK_MS
  // A signal to end, and the PC was started anew since: its shutdown or restart has sent it.
  if (closedCleanly)
    return lastRun?.exit === 'signal' && wasStarted ? 'systemEnds' : (lastRun?.exit ?? 'closed')
  if (wasToldOfEnd(lastRun, fromUtcMs)) return 'systemEnds'
  return wasStarted ? 'pcStopped' : 'stopped'
}

/** Whether the last run was told of the end of the system shortly before its record ends, and had no time to close it. */
function wasToldOfEnd(lastRun: StoreOpened['lastRun'], fromUtcMs: number): boolean {
  if (lastRun?.exit !== 'systemEnds' || lastRun.endedUtcMs === null) return false
  return fromUtcMs - lastRun.endedUtcMs <= ENDS_WITHIN_MS
}

/**
 * How long Vigil was not running before this start, and why as far as can be known. Null at the first start
 * on a record and where the clock stands before the end of the record.
 */
export function awayBefore(opened: StoreOpened, facts: StartFacts): AwayView | null {
  const fromUtcMs = lastAliveUtcMs(opened)
  if (fromUtcMs === null || fromUtcMs >= facts.nowUtcMs) return null
  const { lastRun } = opened
  return {
    fromUtcMs,
    toUtcMs: facts.nowUtcMs,
    kind: kindOf(opened, fromUtcMs, facts),
    by: opened.closedCleanly ? (lastRun?.endedBy ?? null) : null,
    updatedFrom: lastRun === null || lastRun.version === facts.version ? null : lastRun.version,
  }
}

/** Cause and evidence of the gap since the last run, for the ledger of every bed. */
export function gapSinceLastRun(
  opened: StoreOpened,
  facts: StartFacts,
): { readonly cause: GapCause; readonly evidence: string } {
  const kind = kindOf(opened, lastAliveUtcMs(opened) ?? facts.nowUtcMs, facts)
  const by = opened.lastRun?.endedBy ?? null
  const who = by === null ? '' : ` ${by} was signed in.`
  switch (kind) {
    case 'closed':
      return { cause: 'appClosed', evidence: `Vigil was closed.${who}` }
    case 'signal':
      return { cause: 'appClosed', evidence: `Vigil was told to end by a signal of the system.${who}` }
    case 'systemEnds': {
      const restarted = facts.bootUtcMs > (lastAliveUtcMs(opened) ?? facts.nowUtcMs) + BOOT_SLACK_MS
      const when = restarted ? `; the PC was started again at ${new Date(facts.bootUtcMs).toISOString()}` : ''
      return {
        cause: 'appClosed',
        evidence: `The PC was shut down or restarted, or its user signed out${when}.${who}`,
      }
    }
    case 'hung':
      return { cause: 'hung', evidence: `The engine ${restartText(facts.restart)}` }
    case 'engineEnded':
      return { cause: 'crash', evidence: `The engine ${restartText(facts.restart)}` }
    case 'pcStopped': {
      const boot = new Date(facts.bootUtcMs).toISOString()
      const evidence = `The record was not closed, and the PC was started at ${boot}: it lost power or was reset.`
      return { cause: 'crash', evidence }
    }
    case 'stopped':
      return { cause: 'crash', evidence: 'The record was not closed; the PC has run on since.' }
  }
}

function restartText(restart: EngineRestart | null): string {
  if (restart === null) return 'was started again.'
  if (restart.kind === 'ended') return `ended by itself with code ${restart.code} and was started again.`
  return `gave no sign of life for ${(restart.silentMs / MS_PER_S).toFixed(1)} s and was started again.`
}
