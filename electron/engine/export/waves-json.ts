import { sitesOf } from '../../../drivers/model/channel.ts'
import { physicalScale } from '../../../drivers/model/physical.ts'
import type { StoredWave, StoreReader } from '../store/types.ts'
import { MINUTE_MS } from './constants.ts'
import { printUtc } from './print.ts'
import { type ExportRequest, resolveExport } from './record-rows.ts'

/** Waves are read a stretch at a time, so that a month of record needs no month of memory. */
const WINDOW_MS = 10 * MINUTE_MS

/**
 * The record's waves as NDJSON, one object for each stretch without a gap, at most ten minutes long: `time` is that of
 * the first sample, samples are physical values, null where the device sent none. Bed by bed, channel by channel.
 * Throws VigilError `unknownBed` or `nothingRecorded` before the first line.
 */
export function* exportWavesJson(reader: StoreReader, request: ExportRequest): Generator<string> {
  const { beds, period } = resolveExport(reader, request)
  for (const bed of beds) {
    const channels = reader.channels(bed)
    const sites = sitesOf(channels.map((one) => one.channel))
    for (const { number, channel, simulated } of channels) {
      if (channel.kind !== 'wave') continue
      const { id, code, label, unit, rateHz } = channel
      const names = { type: 'wave', bed, id, site: sites.get(channel.key) ?? null, code, label, unit, rateHz }
      const scale = physicalScale(channel)
      for (let from = period.fromUtcMs; from < period.toUtcMs; from += WINDOW_MS) {
        const to = Math.min(from + WINDOW_MS, period.toUtcMs)
        for (const piece of reader.waves(number, from, to)) {
          const facts = {
            time: printUtc(piece.startUtcMs),
            ...names,
            simulated,
            samples: physical(piece, scale),
          }
          yield `${JSON.stringify(facts)}\n`
        }
      }
    }
  }
}

function physical({ samples, missing }: StoredWave, scale: (raw: number) => number): (number | null)[] {
  const values: (number | null)[] = Array.from(samples, scale)
  for (const run of missing) values.fill(null, run.start, run.start + run.length)
  return values
}
