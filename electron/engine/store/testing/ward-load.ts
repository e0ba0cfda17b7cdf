import type { Wave } from '../../../../drivers/model/measurement.ts'
import type { BedBatch } from '../../bus.ts'
import type { Clock } from '../../clock.ts'
import type { OpenedWriter } from '../open/open.ts'
import { Recorder } from '../recorder/recorder.ts'
import type { RecordOutcome, SecondOfRecord, StoreReader } from '../types.ts'
import { numericChannel, RATE_HZ, START_UTC_MS, waveChannel } from './samples.ts'

const BEDS = 16
const WAVES = 4
const NUMERICS = 12
/** Samples count up and start again here; each channel begins elsewhere. */
const SAMPLE_MODULUS = 30_000
const CHANNEL_OFFSET = 1_000
const MS_PER_S = 1_000

/** Beds of the load. */
export const LOAD_BEDS: readonly string[] = Array.from({ length: BEDS }, (_, index) => `b${index + 1}`)

/** Keys of the waves of each of them. */
export const LOAD_WAVES: readonly string[] = Array.from({ length: WAVES }, (_, index) => `w${index}`)

const waveChannels = LOAD_WAVES.map((key) => waveChannel(key))
const numericChannels = Array.from({ length: NUMERICS }, (_, index) => numericChannel(`n${index}`))

/** The sample of a wave at its place in time: whoever reads it can tell whether it is right. */
export function sampleAt(key: string, index: number): number {
  return (Number(key.slice(1)) * CHANNEL_OFFSET + index) % SAMPLE_MODULUS
}

function waveOf(index: number, from: number, length: number): Wave {
  const channel = waveChannels[index]
  if (channel === undefined) throw new TypeError('"index" is no wave of the load')
  const samples = Int16Array.from({ length }, (_, at) => sampleAt(channel.key, from + at))
  return { type: 'wave', atMs: 0, deviceMs: null, channel, samples, missing: [], marks: [] }
}

/** What a bed sends in the `forMs` before `clock` time `atMs`: four waves at RATE_HZ and twelve numbers. */
export function loadBatch(bed: string, clock: Clock, atMs: number, forMs: number): BedBatch {
  const atUtcMs = clock.utcMs(atMs)
  const startUtcMs = atUtcMs - forMs
  const from = ((startUtcMs - START_UTC_MS) * RATE_HZ) / MS_PER_S
  const waves = waveChannels.map((_, index) => waveOf(index, from, (forMs * RATE_HZ) / MS_PER_S))
  const stamp = { atMs, deviceMs: null }
  const numerics = numericChannels.map(
    (channel) => ({ type: 'numeric', channel, value: 60, validity: 'good', ...stamp }) as const,
  )
  return {
    bed,
    atMs,
    atUtcMs,
    simulated: true,
    measurements: [...waves, ...numerics],
    waves: waves.map((wave) => ({ wave, startUtcMs, gapBefore: false })),
  }
}

/** The real recorder straight on an open writer, without threads: what it hands on is on the disk at once. */
export function recorderOn(
  opened: OpenedWriter,
  clock: Clock,
  stored: (second: SecondOfRecord) => void = () => {},
): Recorder {
  const { writer } = opened
  const record = async (second: SecondOfRecord): Promise<RecordOutcome> => {
    const outcome = writer.record(second)
    stored(second)
    return outcome
  }
  return new Recorder({
    client: { opened: { ...opened, channels: writer.channels() }, record },
    clock,
    driverOf: () => 'test',
    linkOf: () => 'sim:test',
    sinceLastRun: { cause: opened.closedCleanly ? 'appClosed' : 'crash', evidence: 'of the test' },
  })
}

/** Milliseconds of each wave channel of the load that are stored up to `untilUtcMs`, at their places; throws for a sample that was not recorded. */
export function storedMs(reader: StoreReader, untilUtcMs: number): Map<string, number> {
  const stored = new Map<string, number>()
  for (const { number, bed, channel } of reader.channels()) {
    if (channel.kind !== 'wave') continue
    let samples = 0
    for (const piece of reader.waves(number, START_UTC_MS, untilUtcMs)) {
      const from = Math.round(((piece.startUtcMs - START_UTC_MS) * RATE_HZ) / MS_PER_S)
      const wrong = piece.samples.findIndex((sample, at) => sample !== sampleAt(channel.key, from + at))
      if (wrong >= 0) throw new Error(`${bed} ${channel.key} holds a sample that was not recorded`)
      samples += piece.samples.length
    }
    stored.set(`${bed} ${channel.key}`, (samples * MS_PER_S) / RATE_HZ)
  }
  return stored
}
