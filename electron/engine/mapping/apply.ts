import { convert } from '../../../drivers/model/units.ts'
import type { MapRow, SiteCode } from '../../ipc/mapping.ts'
import type { ShiftParameter } from '../../ipc/shift.ts'
import type { Observation } from '../export/observations.ts'

/** What a map makes of the numbers of a report. */
export interface MappedNumbers {
  readonly observations: readonly Observation[]
  readonly parameters?: ReadonlyMap<string, ShiftParameter>
}

/** Whether a form of message may carry a number in a unit. */
type MayHave = (id: string, unit: string) => boolean

/** The rows that hold for a destination, by id: its own before those for all. */
export function rowsFor(rows: readonly MapRow[], destination: string): readonly MapRow[] {
  const own = rows.filter((row) => row.destination === destination)
  const named = new Set(own.map(({ id }) => id))
  return [...own, ...rows.filter((row) => row.destination === null && !named.has(row.id))]
}

/**
 * The numbers of a report as a map has them: those that are not sent left out, values in the unit of the map where the
 * conversion is exact and the form may have it (else as they were measured), and the site's code beside them.
 */
export function mapped(
  { observations, parameters }: MappedNumbers,
  rows: readonly MapRow[],
  mayHave: MayHave,
): MappedNumbers {
  if (rows.length === 0) return { observations, ...(parameters && { parameters }) }
  const byId = new Map(rows.map((row) => [row.id, row]))
  const mappedOnes = observations.flatMap((one) => {
    const row = byId.get(one.channel.id)
    if (row === undefined) return one
    return row.isSent ? mappedOne(one, row, mayHave) : []
  })
  const mappedFigures = [...(parameters ?? [])].map(([key, one]) => {
    const unit = byId.get(one.id)?.unit ?? null
    return [key, unit === null || !mayHave(one.id, unit) ? one : inUnit(one, unit)] as const
  })
  return { observations: mappedOnes, ...(parameters && { parameters: new Map(mappedFigures) }) }
}

function mappedOne(one: Observation, { code, unit }: MapRow, mayHave: MayHave): Observation {
  const coded: { siteCode?: SiteCode } = code === null ? {} : { siteCode: code }
  const turned = unit === null || !mayHave(one.channel.id, unit) ? null : observationIn(one, unit)
  return { ...(turned ?? one), ...coded }
}

/** A number in another unit, with as many digits as lose no step of what was measured; null where no exact conversion leads there. */
export function observationIn(one: Observation, unit: string): Observation | null {
  const { channel, value } = one
  if (unit === channel.unit) return one
  // What is shown may have fewer digits than what was measured.
  const decimals = decimalsIn(Math.max(channel.decimals, digitsOf(value)), channel.unit, unit)
  if (decimals === null) return null
  const converted = value === null ? null : rounded(convert(value, channel.unit, unit), decimals)
  const { limits } = one
  const turned = (bound: number | null) =>
    bound === null ? null : rounded(convert(bound, channel.unit, unit), decimals)
  return {
    ...one,
    value: converted,
    channel: { ...channel, unit, decimals },
    ...(limits !== undefined && { limits: { low: turned(limits.low), high: turned(limits.high) } }),
  }
}

function inUnit(one: ShiftParameter, unit: string): ShiftParameter {
  const decimals = decimalsIn(one.decimals, one.unit, unit)
  if (decimals === null) return one
  const turned = (value: number | null) =>
    value === null ? null : rounded(convert(value, one.unit, unit), decimals)
  return {
    ...one,
    unit,
    decimals,
    last: turned(one.last),
    median: turned(one.median),
    lowest: turned(one.lowest),
    highest: turned(one.highest),
    peakLow: turned(one.peakLow),
    peakHigh: turned(one.peakHigh),
    limitLow: turned(one.limitLow),
    limitHigh: turned(one.limitHigh),
    trend: one.trend.map(({ atUtcMs, ...point }) => ({
      atUtcMs,
      median: turned(point.median) ?? point.median,
      low: turned(point.low) ?? point.low,
      high: turned(point.high) ?? point.high,
    })),
  }
}

/** Digits after the point that lose no step of the measured value; null where there is no conversion. */
function decimalsIn(decimals: number, from: string, to: string): number | null {
  const [zero, step] = [convert(0, from, to), convert(10 ** -decimals, from, to)]
  if (zero === null || step === null) return null
  return Math.max(0, Math.ceil(-Math.log10(Math.abs(step - zero))))
}

const MOST_DIGITS = 6

/** Digits after the point that a value has. */
function digitsOf(value: number | null): number {
  const [, fraction = ''] = String(value ?? 0).split('.')
  return /^\d+$/.test(fraction) ? Math.min(MOST_DIGITS, fraction.length) : 0
}

function rounded(value: number | null, decimals: number): number | null {
  return value === null ? null : Number(value.toFixed(decimals))
}
