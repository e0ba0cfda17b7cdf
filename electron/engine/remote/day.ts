import type { RemoteReading, RemoteRow } from '../../ipc/remote.ts'
import type { Reading, Report } from './content.ts'

/** Which number and moment a reading is of, whatever unit it was sent in. */
function momentOf({ id, atUtcMs }: Reading): string {
  return `${id} ${atUtcMs}`
}

/**
 * The readings that hold: of a number and moment that its sender has corrected or taken back, the last such word alone, in
 * whatever order the two came (a file may be late, or come twice). What takes something back has the unit of that.
 */
function holding(readings: readonly Reading[]): readonly Reading[] {
  const lastWord = new Map(
    readings.filter(({ change }) => change !== undefined).map((one) => [momentOf(one), one]),
  )
  if (lastWord.size === 0) return readings
  const units = new Map(
    readings.filter(({ change }) => change === undefined).map((one) => [momentOf(one), one.unit]),
  )
  return readings.flatMap((one) => {
    const last = lastWord.get(momentOf(one)) ?? one
    if (last !== one) return []
    return one.change === 'withdrawn' ? [{ ...one, unit: units.get(momentOf(one)) ?? one.unit }] : [one]
  })
}

/**
 * Readings taken in a stretch, a row a number and unit, oldest first. The same reading that came twice, in two reports, is
 * one; two different values of one moment are both shown, unless one of them was said to be the right one.
 */
export function dayOf(
  reports: readonly Report[],
  { fromUtcMs, toUtcMs }: { readonly fromUtcMs: number; readonly toUtcMs: number },
): readonly RemoteRow[] {
  const rows = new Map<string, RemoteRow & { readings: RemoteReading[] }>()
  const seen = new Set<string>()
  const taken = reports.flatMap(({ readings }) =>
    readings.filter(({ atUtcMs }) => atUtcMs >= fromUtcMs && atUtcMs < toUtcMs),
  )
  for (const { id, label, unit, decimals, atUtcMs, value, validity, change } of holding(taken)) {
    const reading = { atUtcMs, value, validity, ...(change !== undefined && { change }) }
    const same = JSON.stringify([id, unit, reading])
    if (seen.has(same)) continue
    seen.add(same)
    const key = `${id} ${unit}`
    const row = rows.get(key) ?? { id, label, unit, decimals, readings: [] }
    row.readings.push(reading)
    rows.set(key, row)
  }
  for (const row of rows.values()) row.readings.sort((a, b) => a.atUtcMs - b.atUtcMs)
  return [...rows.values()].sort((a, b) => (a.label < b.label ? -1 : 1))
}

/** When the newest reading was taken, or an implant interrogated; null: neither. What was taken back is none of theirs. */
export function lastContact(reports: readonly Report[]): number | null {
  let last: number | null = null
  const contact = (atUtcMs: number) => {
    last = Math.max(last ?? atUtcMs, atUtcMs)
  }
  for (const { atUtcMs, change } of holding(reports.flatMap(({ readings }) => readings)))
    if (change !== 'withdrawn') contact(atUtcMs)
  for (const { implant } of reports) if (implant !== null) contact(implant.sessionUtcMs)
  return last
}
