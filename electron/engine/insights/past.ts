import { z } from 'zod'
import type { NumericChannel } from '../../../drivers/model/channel.ts'
import type { InsightDismissal } from '../../ipc/insight.ts'
import { BASELINE, MINUTES } from '../analytics/insight/insight-table.ts'
import { type Minute, Minutes } from '../analytics/insight/minutes.ts'
import { readingsOf } from '../export/measured.ts'
import { shiftAlarmLog } from '../handover/shift-alarms.ts'
import { dismissalsInForce } from '../store/tables/dismissals.ts'
import { hintsInForce, type ShownHint } from '../store/tables/hints.ts'
import type { StoreReader } from '../store/types.ts'
import { markOf, sourceOf } from './parameters.ts'

/** Rules look back four hours, and a step is learnt and told over three more: the rest of a long stay is not read again. */
const TAIL_MS = 8 * 3_600_000
/** A personal baseline is learnt at the beginning of a stay; alarms and gaps may take some of its time. */
const HEAD_MS = 2 * BASELINE.mostMs

/** One channel of before, a point a minute. `head`: the beginning of a stay that began earlier than `tail`. */
export interface PastSeries {
  readonly channel: NumericChannel
  readonly head: readonly Minute[]
  readonly tail: readonly Minute[]
}

/** What the record knows of whoever lies in a bed that hints need. */
export interface InsightPast {
  readonly series: readonly PastSeries[]
  readonly dismissals: readonly InsightDismissal[]
  /** Hints that were shown when the record ended. */
  readonly shown: readonly ShownHint[]
}

/** Nothing of before counts. */
export const NO_PAST: InsightPast = { series: [], dismissals: [], shown: [] }

interface Alarmed {
  readonly sinceUtcMs: number
  readonly endUtcMs: number | null
}

/** Id of the condition that another monitor is on the line. */
export function otherMonitorId(bed: string): string {
  return `${bed}/vigil/device`
}

/** The minutes of a stretch of a channel by the rules of the live ones. */
export function minutesOf(
  reader: StoreReader,
  channel: number,
  spec: NumericChannel,
  { fromUtcMs, toUtcMs }: { readonly fromUtcMs: number; readonly toUtcMs: number },
  alarmed: readonly Alarmed[],
): Minute[] {
  if (fromUtcMs >= toUtcMs) return []
  const found: Minute[] = []
  const minutes = new Minutes((minute) => found.push(minute))
  const all = reader.numerics(channel, fromUtcMs, toUtcMs)
  const rows = spec.timing === 'episodic' ? readingsOf(all) : all
  for (const row of rows) {
    const { measuredUtcMs: atMs, value } = row
    if (atMs < fromUtcMs) continue
    const isAlarmed = alarmed.some(
      ({ sinceUtcMs, endUtcMs }) => sinceUtcMs <= atMs && (endUtcMs === null || atMs < endUtcMs),
    )
    minutes.push({ atMs, value, mark: markOf(row, isAlarmed) })
  }
  minutes.settle(toUtcMs + MINUTES.lengthMs + MINUTES.settleMs)
  return found
}

/** Since when the bed has been of whoever lies in it now, or of nobody. */
function stayFrom(reader: StoreReader, bed: string): number {
  const stays = reader.bindings(bed)
  const running = stays.find(({ toUtcMs }) => toUtcMs === null)
  return running?.fromUtcMs ?? Math.max(0, ...stays.map(({ toUtcMs }) => toUtcMs ?? 0))
}

const RequestSchema = z.strictObject({ bed: z.string(), driver: z.string(), untilUtcMs: z.number() })

/** Reads it, up to a moment. Another driver, or another monitor on the line, is a new beginning. Throws ZodError for no request. */
export function insightPast(reader: StoreReader, args: unknown): InsightPast {
  const { bed, driver, untilUtcMs } = RequestSchema.parse(args)
  const channels = reader.channels(bed).filter((channel) => channel.driver === driver)
  const seen = reader.span(bed)
  const stayUtcMs = Math.max(stayFrom(reader, bed), seen?.fromUtcMs ?? untilUtcMs)
  const alarms = shiftAlarmLog(reader, bed, { fromUtcMs: stayUtcMs, toUtcMs: untilUtcMs })
  const other = alarms.findLast(({ id }) => id === otherMonitorId(bed))
  const fromUtcMs = Math.max(stayUtcMs, other?.sinceUtcMs ?? 0)
  const alarmed = alarms.filter(({ kind }) => kind === 'physiological')
  const tailUtcMs = Math.max(fromUtcMs, untilUtcMs - TAIL_MS)
  // What was said before the PC's clock was set back holds as well.
  const notes = reader.notes(bed, stayUtcMs, Number.MAX_SAFE_INTEGER)
  return {
    series: channels.flatMap(({ number, channel: spec }) => {
      if (spec.kind !== 'numeric' || sourceOf(spec) === null) return []
      const minutes = (from: number, to: number) =>
        minutesOf(reader, number, spec, { fromUtcMs: from, toUtcMs: to }, alarmed)
      const head = minutes(fromUtcMs, Math.min(fromUtcMs + HEAD_MS, tailUtcMs))
      return [{ channel: spec, head, tail: minutes(tailUtcMs, untilUtcMs) }]
    }),
    dismissals: dismissalsInForce(notes),
    shown: hintsInForce(notes),
  }
}
