import type { ShiftAlert, ShiftGap } from '../../ipc/shift.ts'
import type { StoreReader } from '../store/types.ts'
import { deviceLabel } from './channel-labels.ts'
import { DAY_MS, SHORTEST_LISTED_SILENCE_MS } from './constants.ts'
import type { Interval } from './intervals.ts'
import { disjointGaps, type LedgerGap, NOT_RECORDED, timelineOf } from './timeline.ts'

/** The ledger's gaps of a bed inside a period, apart from each other, in order of time. */
export function ledgerGaps(reader: StoreReader, bed: string, period: Interval): LedgerGap[] {
  return disjointGaps(reader.gaps(bed, period.fromUtcMs, period.toUtcMs), period)
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
  // Where all devices of a bed are away, each of them says why.
  const told = [
    ...monitored,
    ...ledger.filter(({ channel, device }) => channel === null && device !== undefined),
  ]
  const unexplained = timelineOf(null, period, ledger, told).filter(
    ({ gap, fromUtcMs, toUtcMs }) =>
      gap?.cause === NOT_RECORDED && toUtcMs - fromUtcMs >= SHORTEST_LISTED_SILENCE_MS,
  )
  const gaps: ShiftGap[] = ledger.map(({ fromUtcMs, toUtcMs, cause, channel, device, evidence }) => ({
    fromUtcMs,
    toUtcMs,
    cause,
    label: channel === null ? deviceLabel(device) : labelOf(channel),
    ...(device !== undefined && { device: deviceLabel(device) ?? device }),
    evidence,
  }))
  for (const { fromUtcMs, toUtcMs } of unexplained) {
    gaps.push({ fromUtcMs, toUtcMs, cause: NOT_RECORDED, label: null, evidence: '' })
  }
  return gaps.sort((a, b) => a.fromUtcMs - b.fromUtcMs)
}

/** The bedside monitor's own alarms that were in force in the period; one still on at its end has no end. */
export function shiftAlerts(reader: StoreReader, bed: string, period: Interval): ShiftAlert[] {
  const open = new Map<string, ShiftAlert>()
  const alerts: ShiftAlert[] = []
  // An alarm that began before the period may still stand in it.
  for (const row of reader.alerts(bed, period.fromUtcMs - DAY_MS, period.toUtcMs)) {
    const name = `${row.kind} ${row.priority} ${row.device ?? ''} ${row.text}`
    const text = row.device === undefined ? row.text : `${row.device}: ${row.text}`
    const running = open.get(name)
    if (row.phase === 'start') {
      if (running === undefined) {
        open.set(name, { atUtcMs: row.atUtcMs, endUtcMs: null, priority: row.priority, text })
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
