import type { WaveChannel } from '../../../drivers/model/channel.ts'
import { physicalScale } from '../../../drivers/model/physical.ts'
import type { ShiftStrip } from '../../ipc/shift.ts'
import type { NewChannel, StoredWave, StoreReader } from '../store/types.ts'
import { MINUTE_MS, SECOND_MS, STRIP_ROWS, STRIP_SECONDS } from './constants.ts'
import type { Interval } from './intervals.ts'

/** Which waves a printed page shows first, by REFID. */
const ORDER: readonly RegExp[] = [
  /^MDC_ECG_/,
  /^MDC_PULS_OXIM_PLETH/,
  /^MDC_PRESS_BLD_ART/,
  /CO2/,
  /RESP|IMPED/,
]

type StripRow = ShiftStrip['rows'][number]

interface NumberedWave {
  readonly number: number
  readonly spec: WaveChannel
}

/** The waves of a bed, those that a page shows first before the others. */
export function wavesOf(channels: readonly NewChannel[]): (NewChannel & NumberedWave)[] {
  return channels
    .flatMap((one) => (one.channel.kind === 'wave' ? { ...one, spec: one.channel } : []))
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
    const samples = place(pieces, spec, fromUtcMs)
    if (samples.every((sample) => sample === null)) continue
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

function place(pieces: readonly StoredWave[], spec: WaveChannel, fromUtcMs: number): (number | null)[] {
  const samples = new Array<number | null>(Math.round(STRIP_SECONDS * spec.rateHz)).fill(null)
  const physical = physicalScale(spec)
  for (const piece of pieces) {
    const first = Math.round(((piece.startUtcMs - fromUtcMs) * spec.rateHz) / SECOND_MS)
    const absent = new Set<number>()
    for (const run of piece.missing) {
      for (let index = run.start; index < run.start + run.length; index++) absent.add(index)
    }
    for (let index = 0; index < piece.samples.length; index++) {
      const raw = piece.samples[index]
      const at = first + index
      if (raw === undefined || absent.has(index) || at < 0 || at >= samples.length) continue
      samples[at] = physical(raw)
    }
  }
  return samples
}

function rankOf(spec: WaveChannel): number {
  const rank = ORDER.findIndex((pattern) => pattern.test(spec.id))
  return rank === -1 ? ORDER.length : rank
}
