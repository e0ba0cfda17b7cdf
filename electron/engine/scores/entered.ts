import { ACVPU, EFFORTS, type EntryKind, type EntryView } from '../../ipc/entry.ts'
import type { Dated, DatedObservations } from '../analytics/scores/observations.ts'

/** Above this share of oxygen it is more than air. */
const AIR_PERCENT = 21
const PERCENT = 100
const FREEZING_FAHRENHEIT = 32
const FAHRENHEIT_A_CELSIUS = 1.8
const DAYS_A_YEAR = 365.25
const DAY_MS = 86_400_000

/** What scores read of what people entered. The table of ages bounds how long it counts. */
export type EnteredObservations = Pick<
  DatedObservations,
  'consciousness' | 'isOnOxygen' | 'oxygenFlow' | 'fio2' | 'temperature' | 'effort' | 'capillaryRefill'
>

function dated<T>(
  entry: EntryView | undefined,
  read: (entry: EntryView) => NonNullable<T> | null,
): Dated<NonNullable<T>> | null {
  if (entry === undefined) return null
  return { value: read(entry), measuredAtMs: entry.atUtcMs, currentForMs: Number.POSITIVE_INFINITY }
}

function celsius({ value, unit }: EntryView): number {
  return unit === 'Cel' ? Number(value) : (Number(value) - FREEZING_FAHRENHEIT) / FAHRENHEIT_A_CELSIUS
}

/** What valid entries say at a moment, the latest of each kind up to then. Times are those of the entries, UTC ms. */
export function enteredAt(entries: readonly EntryView[], atUtcMs: number): EnteredObservations {
  const last = (kind: EntryKind): EntryView | undefined =>
    entries
      .filter((entry) => entry.kind === kind && entry.state === 'valid' && entry.atUtcMs <= atUtcMs)
      .sort((a, b) => b.atUtcMs - a.atUtcMs || b.writtenUtcMs - a.writtenUtcMs)[0]
  const oxygen = last('oxygen')
  const isShare = oxygen?.unit === '%'
  return {
    consciousness: dated(last('consciousness'), ({ value }) => ACVPU.find((one) => one === value) ?? null),
    isOnOxygen: dated(oxygen, ({ value }) => Number(value) > (isShare ? AIR_PERCENT : 0)),
    oxygenFlow: isShare ? null : dated(oxygen, ({ value }) => Number(value)),
    fio2: isShare ? dated(oxygen, ({ value }) => Number(value) / PERCENT) : null,
    temperature: dated(last('temperature'), celsius),
    effort: dated(last('effort'), ({ value }) => EFFORTS.find((one) => one === value) ?? null),
    capillaryRefill: dated(last('capillaryRefill'), ({ value }) => Number(value)),
  }
}

/** Whether what was typed is newer than what the sensor says. */
export function isNewer(typed: Dated<number> | null, sensor: Dated<number> | null): boolean {
  return typed !== null && (sensor === null || typed.measuredAtMs > sensor.measuredAtMs)
}

/** Years of age at a moment; null without a birth date. In: YYYY-MM-DD. */
export function yearsAt(birthDate: string | null, atUtcMs: number): number | null {
  return birthDate === null ? null : (atUtcMs - Date.parse(birthDate)) / (DAYS_A_YEAR * DAY_MS)
}
