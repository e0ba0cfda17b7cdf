import type { ShiftAlert, ShiftGap } from '../../ipc/shift.ts'
import type { StoreReader } from '../store/types.ts'
import { DAY_MS, SHORTEST_LISTED_SILENCE_MS } from './constants.ts'
import { clip, type Interval, unionOf, without } from './intervals.ts'

/** Cause of a silence that the gap ledger does not explain: before the first start, for one. */
const NOT_RECORDED = 'notRecorded'

/** Gaps by channel number (null = the whole bed), cut to the period; adjoining ones of one cause are joined. */
export interface LedgerGap extends Interval {
  readonly channel: number | null
  readonly cause: string
}

/** The ledger's gaps of a bed inside a period, in order of time. */
export function ledgerGaps(reader: StoreReader, bed: string, period: Interval): LedgerGap[] {
  const byKind = new Map<string, LedgerGap[]>()
  for (const gap of reader.gaps(bed, period.fromUtcMs, period.toUtcMs)) {
    const inside = clip(gap, period)
    if (inside === null) continue
    const kind = `${gap.channel} ${gap.cause}`
    const same = byKind.get(kind) ?? []
    same.push(inside)
    byKind.set(kind, same)
  }
  const joined: LedgerGap[] = []
  for (const same of byKind.values()) {
    const first = same[0]
    if (first === undefined) continue
    for (const one of unionOf(same)) joined.push({ ...one, channel: first.channel, cause: first.cause })
  }
  return joined.sort((a, b) => a.fromUtcMs - b.fromUtcMs || a.toUtcMs - b.toUtcMs)
}

/**
 * Gaps for the page: those of the ledger, and silences of the whole bed of a minute
 * or more that no row of the ledger explains, so that no silence goes unsaid.
 */
export function shiftGaps(
  ledger: readonly LedgerGap[],
  monitored: readonly Interval[],
  period: Interval,
  labelOf: (channel: number) => string,
): ShiftGap[] {
  const explained = ledger.filter((gap) => gap.channel === null)
  const unexplained = without(without([period], monitored), explained).filter(
    (one) => one.toUtcMs - one.fromUtcMs >= SHORTEST_LISTED_SILENCE_MS,
  )
  const gaps: ShiftGap[] = ledger.map((gap) => ({
    fromUtcMs: gap.fromUtcMs,
    toUtcMs: gap.toUtcMs,
    cause: gap.cause,
    label: gap.channel === null ? null : labelOf(gap.channel),
  }))
  for (const { fromUtcMs, toUtcMs } of unexplained) {
    gaps.push({ fromUtcMs, toUtcMs, cause: NOT_RECORDED, label: null })
  }
  return gaps.sort((a, b) => a.fromUtcMs - b.fromUtcMs)
}

/** The bedside monitor's own alarms that were in force in the period; one still on at its end has no end. */
export function shiftAlerts(reader: StoreReader, bed: string, period: Interval): ShiftAlert[] {
  const open = new Map<string, ShiftAlert>()
  const alerts: ShiftAlert[] = []
  // An alarm that began before the period may still stand in it.
  for (const row of reader.alerts(bed, period.fromUtcMs - DAY_MS, period.toUtcMs)) {
    const name = `${row.kind} ${row.priority} ${row.text}`
    const running = open.get(name)
    if (row.phase === 'start') {
      if (running === undefined) {
        open.set(name, { atUtcMs: row.atUtcMs, endUtcMs: null, priority: row.priority, text: row.text })
      }
    } else if (running !== undefined) {
      open.delete(name)
      alerts.push({ ...running, endUtcMs: row.atUtcMs })
    }
  }
  return [...alerts, ...open.values()]
    .filter((alert) => alert.endUtcMs === null || alert.endUtcMs > period.fromUtcMs)
    .sort((a, b) => a.atUtcMs - b.atUtcMs)
}
