import { limitsFor } from '../../../drivers/model/limits.ts'
import { VigilError } from '../../ipc/contract.ts'
import type { TrendParameter, TrendView } from '../../ipc/trend.ts'
import { listedNotes } from '../store/tables/notes.ts'
import type { NewChannel, StoreReader } from '../store/types.ts'
import { labelsOf, uniqueKeys } from './channel-labels.ts'
import { entriesIn } from './entry-terms.ts'
import type { Interval } from './intervals.ts'
import { shiftClock } from './shift-clock.ts'
import { ledgerGaps, shiftAlerts, shiftGaps } from './shift-events.ts'
import { lastStayIn } from './stay.ts'

/** Enough for a day of minutes and a week of ten minutes; a screen has no more columns. */
const MOST_BUCKETS = 1_500

/** Which bed and period. Times UTC ms, half open. */
export interface TrendRequest {
  readonly bed: string
  readonly fromUtcMs: number
  readonly toUtcMs: number
}

/**
 * Trends, gaps, alarms and notes of one bed, from the store alone, for the last stay in the period: the trend of one
 * person is never continued with another's. Throws VigilError `unknownBed`, TypeError for a period that is none.
 */
export function computeTrendView(reader: StoreReader, request: TrendRequest): TrendView {
  const channels = reader.channels(request.bed)
  if (channels.length === 0 && !reader.beds().some(({ bed }) => bed === request.bed)) {
    throw new VigilError(
      'unknownBed',
      `The record has no bed "${request.bed}": choose one of the beds it has.`,
    )
  }
  if (!(request.fromUtcMs < request.toUtcMs)) throw new TypeError('"toUtcMs" must be later than "fromUtcMs"')
  const { fromUtcMs, toUtcMs } = lastStayIn(reader, request.bed, request)
  const period: Interval = { fromUtcMs, toUtcMs }
  const labels = labelsOf(channels)
  const labelOf = (number: number): string => labels.get(number) ?? String(number)
  const found = channels.flatMap((channel) => {
    const trend = parameterOf(reader, channel, labelOf(channel.number), period)
    return trend === null ? [] : [{ channel, ...trend }]
  })
  const ledger = ledgerGaps(reader, request.bed, period)
  return {
    bed: request.bed,
    fromUtcMs,
    toUtcMs,
    simulated: (found.length > 0 ? found.map((one) => one.channel) : channels).some((one) => one.simulated),
    complete: found.every((one) => one.complete),
    parameters: uniqueKeys(found.map((one) => one.parameter)),
    gaps: shiftGaps(ledger, measured(found.map((one) => one.parameter)), period, labelOf),
    alerts: shiftAlerts(reader, request.bed, period),
    entries: entriesIn(reader, request.bed, period),
    notes: listedNotes(reader.notes(request.bed, fromUtcMs, toUtcMs)),
    clock: shiftClock(reader, request.bed, period),
  }
}

function parameterOf(
  reader: StoreReader,
  { number, channel: spec }: NewChannel,
  label: string,
  { fromUtcMs, toUtcMs }: Interval,
): { parameter: TrendParameter; complete: boolean } | null {
  if (spec.kind !== 'numeric') return null
  const trend = reader.trend(number, fromUtcMs, toUtcMs, MOST_BUCKETS)
  if (trend === null || trend.points.length === 0) return null
  // No limit is held against such a number, so none is drawn.
  const limits = spec.isNoAlarmSource === true ? null : limitsFor('adult', spec.id, spec.unit)
  const parameter: TrendParameter = {
    key: spec.key,
    ...(spec.device !== undefined && { device: spec.device }),
    id: spec.id,
    label,
    unit: spec.unit,
    decimals: spec.decimals,
    episodic: spec.timing === 'episodic',
    limitLow: limits?.low ?? null,
    limitHigh: limits?.high ?? null,
    widthMs: trend.widthMs,
    buckets: trend.points.map((point) => ({
      atUtcMs: Math.max(point.fromUtcMs, fromUtcMs),
      low: point.least,
      high: point.greatest,
      mean: point.mean ?? point.least,
      doubtful: point.questionable + point.demo > 0,
    })),
  }
  return { parameter, complete: trend.complete }
}

/** Stretches in which something was measured, as wide as the buckets. */
function measured(parameters: readonly TrendParameter[]): Interval[] {
  const starts = new Map<number, number>()
  for (const { buckets, widthMs } of parameters) {
    for (const { atUtcMs } of buckets) {
      const start = Math.floor(atUtcMs / widthMs) * widthMs
      starts.set(start, Math.max(starts.get(start) ?? 0, start + widthMs))
    }
  }
  return [...starts]
    .map(([fromUtcMs, toUtcMs]) => ({ fromUtcMs, toUtcMs }))
    .sort((a, b) => a.fromUtcMs - b.fromUtcMs)
}
