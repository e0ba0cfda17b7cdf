import type { Channel } from '../../../../drivers/model/channel.ts'
import { VigilError } from '../../../ipc/contract.ts'
import type { PersonFacts } from '../../../ipc/patient.ts'
import type { PatientView } from '../../../ipc/views.ts'
import type { StoreReader } from '../../store/types.ts'
import { labelsOf, senderName } from '../channel-labels.ts'
import type { Interval } from '../intervals.ts'
import { recordSeconds, waveChannels } from './record-grid.ts'
import { type Remark, remarksOf, SIMULATED } from './remarks.ts'
import { WaveFeed } from './wave-feed.ts'
import { type WaveRange, waveRange } from './wave-range.ts'

/** Who the waves of a file come from. */
export interface FileSubject {
  readonly patient: PatientView | null
  readonly person: PersonFacts | null
  /** In place of a birth date, `67` or `90+`; null: not said. */
  readonly age: string | null
}

/** What a wave file is made of: one bed, one stay. */
export interface WaveSource {
  readonly reader: StoreReader
  readonly bed: string
  readonly period: Interval
  readonly subject: FileSubject
}

/** A wave channel as a file names it, with the extent of its samples in the period. */
export interface NamedWave {
  readonly number: number
  readonly spec: Extract<Channel, { kind: 'wave' }>
  readonly label: string
  /** What tells where the samples come from, in a few words. */
  readonly device: string
  readonly range: WaveRange
}

/** All that stands in a wave file besides the samples. */
export interface WavePlan {
  readonly waves: readonly NamedWave[]
  /** Length of a record in seconds: every channel has a whole number of samples in it. */
  readonly seconds: number
  /** When the first sample was recorded. */
  readonly firstUtcMs: number
  readonly simulated: boolean
  readonly remarks: readonly Remark[]
}

/** How exactly the extent of samples must be known: of channels that need 32 bits only, or of all. */
export type Extent = 'wide' | 'all'

/**
 * What a wave file of a source will hold. Throws VigilError `nothingRecorded` without waves in the period, `badRequest`
 * where no record length fits the rates.
 */
export function planWaves({ reader, bed, period }: WaveSource, extent: Extent): WavePlan {
  const channels = reader.channels(bed)
  const labels = labelsOf(channels)
  let firstUtcMs = Number.POSITIVE_INFINITY
  const present = waveChannels(channels).filter((row) => {
    const first = new WaveFeed(reader, row, period).nextUtcMs()
    if (first !== null) firstUtcMs = Math.min(firstUtcMs, first)
    return first !== null
  })
  if (present.length === 0) {
    throw new VigilError(
      'nothingRecorded',
      `No waves of the bed "${bed}" are stored in this period: export its numbers as csv or jsonl.`,
    )
  }
  const seconds = recordSeconds(present.map(({ spec }) => spec.rateHz))
  if (seconds === null) {
    throw new VigilError(
      'badRequest',
      `The waves of the bed "${bed}" have rates that no common record length fits: export them as jsonl.`,
    )
  }
  const rowOf = new Map(channels.map((row) => [row.number, row]))
  const waves = present.map(({ number, spec }) => {
    const isMeasured = extent === 'all' || spec.width !== 16
    const range = isMeasured ? waveRange(reader, number, period) : { low: -0x8000, high: 0x7fff }
    const device = `${senderName(rowOf.get(number)?.driver ?? '', spec)} ${spec.vendor}`.trim()
    return { number, spec, label: labels.get(number) ?? spec.label, device, range }
  })
  const simulated = waves.some(({ number }) => rowOf.get(number)?.simulated === true)
  const remarks = remarksOf(reader, bed, period, (number) => labels.get(number) ?? `channel ${number}`)
  const marked = simulated
    ? [{ atUtcMs: firstUtcMs, durationMs: null, text: SIMULATED }, ...remarks]
    : remarks
  return { waves, seconds, firstUtcMs, simulated, remarks: marked }
}

/** What the samples themselves bring to the remarks: marks of the device, and delays. */
export function remarkTexts(plan: WavePlan): {
  mark(mark: { channel: number; atUtcMs: number; kind: string }): Remark
  delay(delay: { channel: number; atUtcMs: number; lateMs: number }): Remark
} {
  const labelOf = (channel: number): string =>
    plan.waves.find(({ number }) => number === channel)?.label ?? `channel ${channel}`
  return {
    mark: ({ channel, atUtcMs, kind }) => ({
      atUtcMs,
      durationMs: null,
      text: `${labelOf(channel)}: ${kind}`,
    }),
    delay: ({ channel, atUtcMs, lateMs }) => ({
      atUtcMs,
      durationMs: null,
      text: `${labelOf(channel)}: from here ${Math.round(lateMs)} ms later than recorded`,
    }),
  }
}
