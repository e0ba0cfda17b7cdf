import type { RemoteReading, RemoteRow } from '../../ipc/remote.ts'
import type { Report } from './content.ts'

/**
 * Readings taken in a stretch, a row a number and unit, oldest first. The same reading that came twice, in two reports, is
 * one; two different values of one moment are both shown.
 */
export function dayOf(
  reports: readonly Report[],
  { fromUtcMs, toUtcMs }: { readonly fromUtcMs: number; readonly toUtcMs: number },
): readonly RemoteRow[] {
  const rows = new Map<string, RemoteRow & { readings: RemoteReading[] }>()
  const seen = new Set<string>()
  for (const { readings } of reports) {
    for (const { id, label, unit, decimals, atUtcMs, value, validity } of readings) {
      if (atUtcMs < fromUtcMs || atUtcMs >= toUtcMs) continue
      const reading = { atUtcMs, value, validity }
      const same = JSON.stringify([id, unit, reading])
      if (seen.has(same)) continue
      seen.add(same)
      const key = `${id} ${unit}`
      const row = rows.get(key) ?? { id, label, unit, decimals, readings: [] }
      row.readings.push(reading)
      rows.set(key, row)
    }
  }
  for (const row of rows.values()) row.readings.sort((a, b) => a.atUtcMs - b.atUtcMs)
  return [...rows.values()].sort((a, b) => (a.label < b.label ? -1 : 1))
}

/** When the newest reading was taken; null: there is none. */
export function lastContact(reports: readonly Report[]): number | null {
  const times = reports.flatMap(({ readings }) => readings.map(({ atUtcMs }) => atUtcMs))
  return times.length === 0 ? null : times.reduce((a, b) => Math.max(a, b))
}
