import type { WaveChannel } from '../../../drivers/model/channel.ts'
import type { MissingRun, WaveMark } from '../../../drivers/model/measurement.ts'
import { every, syntheticEcg } from '../analytics/testing/synthetic.ts'
import type { TimedWave } from '../bus.ts'

export const ECG_HZ = 250
export const PLETH_HZ = 100
/** Raw units in a millivolt of the leads here. */
const RAW_A_MILLIVOLT = 1_000
const MS_PER_S = 1_000
const SECONDS_A_MINUTE = 60

/** A wave channel of a test; its key is the term. */
export function waveChannel(id: string, label: string, rateHz: number, changes: Partial<WaveChannel> = {}) {
  const channel: WaveChannel = {
    kind: 'wave',
    key: id,
    id,
    code: null,
    source: id,
    vendor: id,
    label,
    unit: 'mV',
    timing: 'continuous',
    rateHz,
    gain: 1 / RAW_A_MILLIVOLT,
    offset: 0,
    width: 16,
    lowest: -1,
    highest: 1,
    ...changes,
  }
  return channel
}

export const LEAD_II = waveChannel('MDC_ECG_ELEC_POTL_II', 'II', ECG_HZ)
export const PLETH = waveChannel('MDC_PULS_OXIM_PLETH', 'Pleth', PLETH_HZ, { unit: '1' })
export const CHEST = waveChannel('MDC_IMPED_TTHOR', 'Resp', PLETH_HZ, { unit: 'Ohm' })

/** Raw samples of a lead with an even rate. */
export function ecgSamples(perMinute: number, seconds: number, rateHz = ECG_HZ): Int16Array {
  const values = syntheticEcg(rateHz, seconds, every(SECONDS_A_MINUTE / perMinute, seconds))
  return Int16Array.from(values, (value) => Math.round(value * RAW_A_MILLIVOLT))
}

/** Raw samples of a wave that goes up and down evenly: pulses, breaths. */
export function evenSamples(perMinute: number, seconds: number, rateHz = PLETH_HZ): Int16Array {
  return Int16Array.from({ length: Math.round(seconds * rateHz) }, (_, index) =>
    Math.round(RAW_A_MILLIVOLT * Math.sin((2 * Math.PI * perMinute * index) / (rateHz * SECONDS_A_MINUTE))),
  )
}

export interface ChunkChanges {
  readonly gapBefore?: boolean
  readonly missing?: readonly MissingRun[]
  readonly marks?: readonly WaveMark[]
}

/** Samples of a channel as the bus carries them. */
export function timed(
  channel: WaveChannel,
  samples: Int16Array,
  startUtcMs: number,
  { gapBefore = false, missing = [], marks = [] }: ChunkChanges = {},
): TimedWave {
  const wave = { type: 'wave', channel, samples, missing, marks, atMs: 0, deviceMs: null } as const
  return { wave, startUtcMs, gapBefore }
}

/** The same in chunks of so many samples. */
export function chunks(
  channel: WaveChannel,
  samples: Int16Array,
  startUtcMs: number,
  length: number,
): TimedWave[] {
  const found: TimedWave[] = []
  for (let at = 0; at < samples.length; at += length) {
    const piece = samples.slice(at, at + length)
    found.push(timed(channel, piece, startUtcMs + (at * MS_PER_S) / channel.rateHz))
  }
  return found
}
