import { MONITOR_NAME } from '../../electron/ipc/devices.ts'
import type { ShiftGap, ShiftParameter, ShiftSummary, TrendPoint } from '../../electron/ipc/shift.ts'
import { kindOf } from '../beds/parameters.ts'

/** A point of a lane; null where the line must break. */
export interface LanePoint {
  readonly atUtcMs: number
  readonly median: number | null
  readonly band: readonly [low: number, high: number] | null
}

/** What a lane draws of a parameter. */
export type LaneParameter = Pick<
  ShiftParameter,
  | 'key'
  | 'device'
  | 'id'
  | 'label'
  | 'unit'
  | 'decimals'
  | 'episodic'
  | 'limitLow'
  | 'limitHigh'
  | 'lowest'
  | 'highest'
  | 'last'
  | 'trend'
> & {
  /** Points farther apart than this are not joined; absent: points are a minute apart. */
  readonly breakAfterMs?: number
}

/** The stretch that lanes show, and its gaps. */
export type LanePeriod = Pick<ShiftSummary, 'bed' | 'fromUtcMs' | 'toUtcMs' | 'gaps'>

/** Points are a minute apart; more than this between two of them is a gap, and no line crosses it. */
const BREAK_AFTER_MS = 90_000

/** Points of a line with a break wherever a minute has no data. */
export function lanePoints(
  trend: readonly TrendPoint[],
  breakAfterMs: number = BREAK_AFTER_MS,
): readonly LanePoint[] {
  const points: LanePoint[] = []
  let before: TrendPoint | null = null
  for (const point of trend) {
    if (before !== null && point.atUtcMs - before.atUtcMs > breakAfterMs) {
      points.push({ atUtcMs: before.atUtcMs + 1, median: null, band: null })
    }
    points.push({ atUtcMs: point.atUtcMs, median: point.median, band: [point.low, point.high] })
    before = point
  }
  return points
}

/** Clinical range and step of an axis, by kind and unit. An axis starts here and widens by whole steps (UI.md 4.8). */
const AXES: Readonly<Record<string, readonly [low: number, high: number, step: number]>> = {
  'ecg /min': [40, 140, 20],
  'spo2 %': [80, 100, 10],
  'spo2 /min': [40, 140, 20],
  'resp /min': [0, 40, 10],
  'co2 /min': [0, 40, 10],
  'temp Cel': [35, 40, 1],
  'art mm[Hg]': [40, 180, 20],
  'nibp mm[Hg]': [40, 180, 20],
  'co2 %': [0, 8, 2],
  'co2 mm[Hg]': [0, 60, 20],
}

/** Axis of a lane: the clinical range, widened by whole steps to hold every median. */
export function laneDomain(
  parameter: Pick<ShiftParameter, 'id' | 'unit' | 'lowest' | 'highest'>,
): readonly [low: number, high: number] {
  const { lowest, highest, unit, id } = parameter
  const axis = AXES[`${kindOf(id)} ${unit}`]
  const from = lowest ?? 0
  const to = highest ?? 1
  if (axis === undefined) {
    const room = Math.max((to - from) * 0.2, Math.abs(to) * 0.05, 0.5)
    return [from - room, to + room]
  }
  const [low, high, step] = axis
  return [Math.min(low, Math.floor(from / step) * step), Math.max(high, Math.ceil(to / step) * step)]
}

/** Gaps of one parameter: those of the whole bed and those of its own channel, cut to the period. */
export function gapsOf(
  gaps: readonly ShiftGap[],
  parameter: Pick<ShiftParameter, 'label' | 'device'>,
  period: { fromUtcMs: number; toUtcMs: number },
): readonly ShiftGap[] {
  return gaps
    .filter(({ label, device }) =>
      device === undefined
        ? label === null || label === parameter.label
        : device === (parameter.device ?? MONITOR_NAME),
    )
    .map((gap) => ({
      ...gap,
      fromUtcMs: Math.max(gap.fromUtcMs, period.fromUtcMs),
      toUtcMs: Math.min(gap.toUtcMs, period.toUtcMs),
    }))
    .filter(({ fromUtcMs, toUtcMs }) => toUtcMs > fromUtcMs)
}

/** Vital signs in the order of the page (ISO/IEEE 11073-10101 terms). */
const VITAL_ORDER: readonly RegExp[] = [
  /^MDC_ECG_(HEART_RATE|CARD_BEAT_RATE)$/,
  /^MDC_PULS_OXIM_SAT_O2$/,
  /^MDC_(CO2_|TTHOR_|AWAY_)?RESP_RATE$/,
  /^MDC_PRESS_BLD_(ART|ART_ABP|AORT)_SYS$/,
  /^MDC_PRESS_(BLD_NONINV|CUFF)_SYS$/,
  /^MDC_TEMP/,
  /^MDC_PRESS_BLD_(ART|ART_ABP|AORT)_MEAN$/,
  /^MDC_PRESS_(BLD_NONINV|CUFF)_MEAN$/,
  /^MDC_(CONC_)?AWAY_CO2_ET$/,
  /^MDC_PRESS_BLD_(ART|ART_ABP|AORT)_DIA$/,
  /^MDC_PRESS_(BLD_NONINV|CUFF)_DIA$/,
  /^MDC_(PULS_OXIM|PLETH)_PULS_RATE$/,
]

function vitalRank({ id }: { readonly id: string }): number {
  const rank = VITAL_ORDER.findIndex((term) => term.test(id))
  return rank === -1 ? VITAL_ORDER.length : rank
}

/** Whether a parameter is a vital sign of the page. */
export function isVital(parameter: { readonly id: string }): boolean {
  return vitalRank(parameter) < VITAL_ORDER.length
}

/**
 * Parameters in the order of the page: one of each vital sign, then further sources of the same sign and
 * everything else as the device sends it.
 */
export function orderParameters<P extends { readonly id: string }>(parameters: readonly P[]): readonly P[] {
  const sorted = [...parameters].sort((left, right) => vitalRank(left) - vitalRank(right))
  const taken = new Set<number>()
  const first: P[] = []
  const further: P[] = []
  for (const parameter of sorted) {
    const rank = vitalRank(parameter)
    const repeats = rank === VITAL_ORDER.length || taken.has(rank)
    taken.add(rank)
    if (repeats) further.push(parameter)
    else first.push(parameter)
  }
  return [...first, ...further]
}

/** Parameters with at least one value, and the labels of those that the monitor named without ever giving one. */
export function splitByValue(parameters: readonly ShiftParameter[]): {
  readonly measured: readonly ShiftParameter[]
  readonly empty: readonly string[]
} {
  const measured = parameters.filter(({ lowest }) => lowest !== null)
  const empty = parameters.filter(({ lowest }) => lowest === null).map(({ label }) => label)
  return { measured, empty }
}

const HOUR_MS = 3_600_000
const TICK_STEPS_MS = [HOUR_MS / 12, HOUR_MS / 4, HOUR_MS, 2 * HOUR_MS, 4 * HOUR_MS, 12 * HOUR_MS] as const
const MOST_TICKS = 9

/** Round clock times for the time axis, at most nine. In: the period; whole steps are counted from local midnight. */
export function timeTicks(fromUtcMs: number, toUtcMs: number): readonly number[] {
  const step = TICK_STEPS_MS.find((ms) => (toUtcMs - fromUtcMs) / ms <= MOST_TICKS) ?? 24 * HOUR_MS
  const midnight = new Date(fromUtcMs)
  midnight.setHours(0, 0, 0, 0)
  const first = Math.ceil((fromUtcMs - midnight.getTime()) / step) * step + midnight.getTime()
  const ticks: number[] = []
  for (let at = first; at <= toUtcMs; at += step) ticks.push(at)
  return ticks
}
