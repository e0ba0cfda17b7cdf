import type { WaveChannel } from '../../../drivers/model/channel.ts'
import { physicalScale } from '../../../drivers/model/physical.ts'
import type { ShiftStrip } from '../../ipc/shift.ts'
import type { NewChannel, StoreReader } from '../store/types.ts'
import { MINUTE_MS, SECOND_MS, STRIP_ROWS, STRIP_SECONDS } from './constants.ts'
import type { Interval } from './intervals.ts'
import { samplesOnGrid } from './wave-grid.ts'

/** Which waves a printed page shows first, by REFID. */
const ORDER: readonly RegExp[] = [
  /^MDC_ECG_/,
  /^MDC_PULS_OXIM_PLETH/,
  /^MDC_PRESS_BLD_ART/,
  /CO2/,
  /RESP|IMPED/,
]

type StripRow = ShiftStrip['rows'][number]

/** A wave of a bed, its number in the record, and the driver that it came by. */
export interface NumberedWave {
  readonly number: number
  readonly spec: WaveChannel
  readonly driver: string
}

/** The waves of a bed, those that a page shows first before the others. */
export function wavesOf(channels: readonly NewChannel[]): NumberedWave[] {
  return channels
    .flatMap(({ number, channel, driver }) =>
      channel.kind === 'wave' ? { number, spec: channel, driver } : [],
    )
    .sort((a, b) => rankOf(a.spec) - rankOf(b.spec) || a.number - b.number)
}

/** The last ten seconds with waves in a period: physical values, null where nothing was sent. Null without waves. */
export function lastStrip(
  reader: StoreReader,
  channels: readonly NewChannel[],
  period: Interval,
  labelOf: (channel: number) => string,
): ShiftStrip | null {
  const endUtcMs = lastSampleUtcMs(reader, wavesOf(channels), period)
  if (endUtcMs === null) return null
  return stripFrom(reader, channels, endUtcMs - STRIP_SECONDS * SECOND_MS, period, labelOf)
}

/** Ten seconds of waves from a moment on, cut to a period; null where there is no sample. */
export function stripFrom(
  reader: StoreReader,
  channels: readonly NewChannel[],
  fromUtcMs: number,
  period: Interval,
  labelOf: (channel: number) => string,
): ShiftStrip | null {
  const endUtcMs = Math.min(fromUtcMs + STRIP_SECONDS * SECOND_MS, period.toUtcMs)
  const rows: StripRow[] = []
  for (const { number, spec } of wavesOf(channels)) {
    if (rows.length === STRIP_ROWS) break
    const pieces = reader.waves(number, Math.max(fromUtcMs, period.fromUtcMs), endUtcMs)
    const raw = samplesOnGrid(pieces, spec.rateHz, fromUtcMs, Math.round(STRIP_SECONDS * spec.rateHz))
    if (raw.every((sample) => sample === null)) continue
    const physical = physicalScale(spec)
    const samples = raw.map((sample) => (sample === null ? null : physical(sample)))
    rows.push({ label: labelOf(number), unit: spec.unit, rateHz: spec.rateHz, samples })
  }
  return rows.length === 0 ? null : { fromUtcMs, seconds: STRIP_SECONDS, rows }
}

/**
 * Looks at the strip's own length first, where most shifts end, then steps back a minute at a time: a long silence costs
 * look-ups and no decoding.
 */
function lastSampleUtcMs(
  reader: StoreReader,
  waves: readonly NumberedWave[],
  period: Interval,
): number | null {
  let stepMs = STRIP_SECONDS * SECOND_MS
  for (let toUtcMs = period.toUtcMs; toUtcMs > period.fromUtcMs; toUtcMs -= stepMs, stepMs = MINUTE_MS) {
    let endUtcMs: number | null = null
    const fromUtcMs = Math.max(toUtcMs - stepMs, period.fromUtcMs)
    for (const { number, spec } of waves) {
      const last = reader.waves(number, fromUtcMs, toUtcMs).at(-1)
      if (last === undefined) continue
      const end = last.startUtcMs + (last.samples.length * SECOND_MS) / spec.rateHz
      endUtcMs = Math.max(endUtcMs ?? end, end)
    }
    if (endUtcMs !== null) return Math.min(endUtcMs, period.toUtcMs)
  }
  return null
}

function rankOf(spec: WaveChannel): number {
  const rank = ORDER.findIndex((pattern) => pattern.test(spec.id))
  return rank === -1 ? ORDER.length : rank
}
