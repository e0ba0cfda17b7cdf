import type { ReviewLane, ReviewOverview, ReviewRequest } from '../../ipc/review.ts'
import { entriesIn } from '../export/entry-terms.ts'
import { movesIn } from '../export/moves.ts'
import { ledgerGaps, shiftAlerts, shiftGaps } from '../export/shift-events.ts'
import { listedNotes } from '../store/tables/notes.ts'
import type { StoreReader } from '../store/types.ts'
import { channelsOf, type LabelledChannel, waveOf } from './channels.ts'

/** Points of a lane: about as many as it has columns on a wide screen. */
const MOST_POINTS = 1_200

/**
 * What the record knows of a bed in a period: one lane for each number that was measured, the waves there are, gaps
 * and the monitor's alarms. Throws VigilError `unknownBed`.
 */
export function reviewOverview(reader: StoreReader, request: ReviewRequest): ReviewOverview {
  const { bed, fromUtcMs, toUtcMs } = request
  const channels = channelsOf(reader, bed)
  const labels = new Map(channels.map(({ number, label }) => [number, label]))
  const lanes = channels.flatMap((channel) => laneOf(reader, channel, request) ?? [])
  const measured = lanes.flatMap(({ points, widthMs }) =>
    points.map(({ atUtcMs }) => ({ fromUtcMs: atUtcMs, toUtcMs: atUtcMs + widthMs })),
  )
  const labelOf = (channel: number): string => labels.get(channel) ?? String(channel)
  return {
    bed,
    fromUtcMs,
    toUtcMs,
    recorded: reader.span(bed),
    lanes,
    waves: channels.flatMap((channel) => {
      const wave = waveOf(channel)
      return wave !== null && hasWaves(reader, channel.number, request) ? [wave] : []
    }),
    gaps: shiftGaps(ledgerGaps(reader, bed, request), measured, request, labelOf),
    alerts: shiftAlerts(reader, bed, request),
    notes: listedNotes(reader.notes(bed, fromUtcMs, toUtcMs)),
    entries: entriesIn(reader, bed, request),
    moves: movesIn(reader, bed, request),
  }
}

/** Null for waves, and for numbers of which the period has none. */
function laneOf(
  reader: StoreReader,
  { number, channel, label, simulated }: LabelledChannel,
  { fromUtcMs, toUtcMs }: ReviewRequest,
): ReviewLane | null {
  if (channel.kind !== 'numeric') return null
  const trend = reader.trend(number, fromUtcMs, toUtcMs, MOST_POINTS)
  if (trend === null || trend.points.length === 0) return null
  const { key, id, unit, decimals, timing } = channel
  return {
    key,
    id,
    label,
    unit,
    decimals,
    episodic: timing === 'episodic',
    simulated,
    widthMs: trend.widthMs,
    points: trend.points.map(({ fromUtcMs: atUtcMs, least, greatest, mean }) => ({
      atUtcMs,
      least,
      greatest,
      mean,
    })),
    complete: trend.complete,
  }
}

/** By the coarsest look there is: a wave's trend is kept beside it. */
function hasWaves(reader: StoreReader, channel: number, { fromUtcMs, toUtcMs }: ReviewRequest): boolean {
  const trend = reader.trend(channel, fromUtcMs, toUtcMs, 1)
  return trend !== null && (trend.points.length > 0 || !trend.complete)
}
