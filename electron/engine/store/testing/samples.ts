import type { NumericChannel, WaveChannel } from '../../../../drivers/model/channel.ts'
import type { Actor } from '../../../ipc/views.ts'
import type { OpenWriterOptions } from '../open/open.ts'
import type { NewChannel, SecondOfRecord, StoredNumeric, StoredWave } from '../types.ts'

/** For tests that write a real disk: far above what they take, as other tests share the machine. */
export const DISK_TEST_TIMEOUT_MS = 60_000
/** A fixed instant for tests: 2026-01-05T08:00:00Z. */
export const START_UTC_MS = Date.UTC(2026, 0, 5, 8)
export const RATE_HZ = 250

/** A made-up actor. */
export const ACTOR: Actor = { station: 'ward-3', initials: 'AB', verified: false, session: 's-1' }

/** Options to open a store in `dataDir` with the key beside the data. */
export function openOptions(dataDir: string): OpenWriterOptions {
  return { dataDir, keyFile: null, key: null, station: 'ward-3', nowUtcMs: START_UTC_MS }
}

/** A wave channel, at RATE_HZ unless said otherwise. */
export function waveChannel(key: string, rateHz = RATE_HZ): WaveChannel {
  return {
    kind: 'wave',
    key,
    id: `X_TEST_${key.toUpperCase()}`,
    code: null,
    source: 'test',
    vendor: key,
    label: key,
    unit: 'mV',
    timing: 'continuous',
    rateHz,
    gain: 0.001,
    offset: 0,
    width: 16,
    lowest: -1,
    highest: 1,
  }
}

/** A numeric channel. */
export function numericChannel(key: string, timing: NumericChannel['timing'] = 'continuous'): NumericChannel {
  return {
    kind: 'numeric',
    key,
    id: `X_TEST_${key.toUpperCase()}`,
    code: null,
    source: 'test',
    vendor: key,
    label: key,
    unit: '/min',
    timing,
    decimals: 0,
  }
}

/** The row that announces a channel. */
export function announced(number: number, channel: NewChannel['channel'], bed = 'b1'): NewChannel {
  return { number, bed, driver: 'test', simulated: true, channel }
}

/** A second with only what is named. */
export function secondOf(parts: Partial<SecondOfRecord>): SecondOfRecord {
  return {
    fromUtcMs: START_UTC_MS,
    toUtcMs: START_UTC_MS + 1000,
    channels: [],
    waves: [],
    numerics: [],
    alerts: [],
    gaps: [],
    clocks: [],
    ...parts,
  }
}

/** A piece of wave whose samples tell where they belong. */
export function pieceAt(channel: number, startUtcMs: number, samples: ArrayLike<number>): StoredWave {
  return { channel, startUtcMs, samples: Int16Array.from(samples), missing: [], marks: [] }
}

/** A good numeric at one instant. */
export function numericAt(channel: number, atUtcMs: number, value: number): StoredNumeric {
  return { channel, atUtcMs, measuredUtcMs: atUtcMs, deviceMs: atUtcMs - 40, value, validity: 'good' }
}
