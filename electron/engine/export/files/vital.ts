import { gzipSync } from 'node:zlib'
import { VigilError } from '../../../ipc/contract.ts'
import type { NewChannel, StoredWave } from '../../store/types.ts'
import { labelsOf, senderName } from '../channel-labels.ts'
import { BY_HAND } from '../entry-terms.ts'
import { type RecordRow, recordRows } from '../record-rows.ts'
import type { Piece } from './pieces.ts'
import { remarksOf, SIMULATED } from './remarks.ts'
import { DOUBLE, INT16, INT32, PacketWriter, SAMPLES, STRINGS, VALUES } from './vital-packets.ts'
import type { WaveSource } from './wave-source.ts'

/** Waves are read a stretch at a time, so that a day of record needs no day of memory. */
const WINDOW_MS = 600_000
/** Packets are packed once so much has come together: members of gzip one behind the other are one file. */
const PACK_BYTES = 1_048_576
const MS_PER_S = 1_000
const EVENTS = 'EVENT'

type Wave = NewChannel & { readonly channel: Extract<NewChannel['channel'], { kind: 'wave' }> }

/**
 * Numbers, waves and remarks of a stay as a file of Vital Recorder (VitalDB's published format, version 3): samples as
 * they are recorded with their gain and offset, and nothing where the device sent none. Its pieces throw VigilError
 * `nothingRecorded` where there is neither number nor wave.
 */
export function* vitalPieces(source: WaveSource): Generator<Piece> {
  const { reader, bed, period } = source
  const channels = reader.channels(bed)
  const labels = labelsOf(channels)
  const packets = new PacketWriter()
  let isEmpty = true
  const pack = function* (least: number): Generator<Piece> {
    if (packets.bytes > least) yield gzipSync(packets.take())
  }
  const remarks = remarksOf(reader, bed, period, (number) => labels.get(number) ?? `channel ${number}`)
  const isSimulated = channels.some(({ simulated }) => simulated)
  const said = [...(isSimulated ? [{ atUtcMs: period.fromUtcMs, text: SIMULATED }] : []), ...remarks]
  if (said.length > 0) packets.track({ name: EVENTS, kind: STRINGS, format: 0, unit: '', rateHz: 0 })
  for (const { atUtcMs, text } of said) packets.text(EVENTS, atUtcMs / MS_PER_S, text)
  for (const row of recordRows(reader, [bed], period)) {
    if (row.value === null || row.gap !== null || row.move !== null) continue
    isEmpty = false
    const name = nameOf(row)
    packets.track({ name, kind: VALUES, format: DOUBLE, unit: row.unit, rateHz: 0 })
    packets.value(name, row.atUtcMs / MS_PER_S, row.value)
    yield* pack(PACK_BYTES)
  }
  for (const wave of channels.filter(isWave)) {
    const { number, driver, channel } = wave
    const name = labels.get(number) ?? channel.label
    for (let from = period.fromUtcMs; from < period.toUtcMs; from += WINDOW_MS) {
      for (const piece of reader.waves(number, from, Math.min(from + WINDOW_MS, period.toUtcMs))) {
        isEmpty = false
        packets.track({
          ...{
            name: `${name} wave`,
            kind: SAMPLES,
            unit: channel.unit,
            rateHz: channel.rateHz,
            device: senderName(driver, channel),
          },
          ...{ format: channel.width === 16 ? INT16 : INT32, gain: channel.gain, offset: channel.offset },
        })
        for (const { startUtcMs, samples } of measuredRuns(piece, channel.rateHz))
          packets.samples(`${name} wave`, startUtcMs / MS_PER_S, samples)
        yield* pack(PACK_BYTES)
      }
    }
  }
  if (isEmpty) {
    throw new VigilError(
      'nothingRecorded',
      `Nothing of the bed "${bed}" is stored in this period: choose another.`,
    )
  }
  yield* pack(0)
}

function isWave(row: NewChannel): row is Wave {
  return row.channel.kind === 'wave'
}

/** What was entered by hand never shares a track with what a monitor sent; nor do two places of one term, or two units. */
function nameOf({ label, site, unit, entry }: RecordRow): string {
  const place = site === null ? '' : ` ${site}`
  return `${label}${place}${unit === '' ? '' : ` (${unit})`}${entry === null ? '' : ` ${BY_HAND}`}`
}

/** The samples that were sent, cut where some are missing: each run with the time of its first one. */
export function measuredRuns(
  { startUtcMs, samples, missing }: StoredWave,
  rateHz: number,
): readonly { readonly startUtcMs: number; readonly samples: StoredWave['samples'] }[] {
  const runs: { startUtcMs: number; samples: StoredWave['samples'] }[] = []
  let from = 0
  const cut = (to: number) => {
    if (to > from)
      runs.push({ startUtcMs: startUtcMs + (from * MS_PER_S) / rateHz, samples: samples.subarray(from, to) })
  }
  for (const { start, length } of [...missing].sort((a, b) => a.start - b.start)) {
    cut(start)
    from = Math.max(from, start + length)
  }
  cut(samples.length)
  return runs
}
