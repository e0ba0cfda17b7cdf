import type { ReviewRequest, ReviewRows, ReviewRowsRequest, ReviewStrip } from '../../ipc/review.ts'
import type { StoreReader } from '../store/types.ts'
import { channelsOf, waveOf } from './channels.ts'
import { columnExtremes, lostShare, placeWave } from './samples.ts'

/** One wave of a bed in rows of equal length; no row for a channel that is none of its waves. Throws VigilError `unknownBed`. */
export function reviewRows(reader: StoreReader, request: ReviewRowsRequest): ReviewRows {
  const { bed, fromUtcMs, toUtcMs, rowMs, columns } = request
  const spec = channelsOf(reader, bed).find(({ number }) => number === request.channel)?.channel
  if (spec?.kind !== 'wave') return { rows: [] }
  const rows: ReviewRows['rows'][number][] = []
  for (let at = fromUtcMs; at < toUtcMs; at += rowMs) {
    const { values } = placeWave(reader.waves(request.channel, at, at + rowMs), spec, at, at + rowMs)
    rows.push({ fromUtcMs: at, ...columnExtremes(values, columns) })
  }
  return { rows }
}

/** All waves of a bed that have a sample in the stretch. Throws VigilError `unknownBed`. */
export function reviewStrip(reader: StoreReader, { bed, fromUtcMs, toUtcMs }: ReviewRequest): ReviewStrip {
  const rows = channelsOf(reader, bed).flatMap((channel) => {
    const wave = waveOf(channel)
    if (wave === null || channel.channel.kind !== 'wave') return []
    const pieces = reader.waves(wave.channel, fromUtcMs, toUtcMs)
    if (pieces.length === 0) return []
    const placed = placeWave(pieces, channel.channel, fromUtcMs, toUtcMs)
    return [{ ...wave, ...placed, lost: lostShare(placed.values) }]
  })
  const stay = reader
    .bindings(bed)
    .find((one) => one.fromUtcMs <= fromUtcMs && (one.toUtcMs ?? Number.POSITIVE_INFINITY) >= toUtcMs)
  return { bed, fromUtcMs, toUtcMs, patient: stay?.patient ?? null, rows }
}
