import type { WaveChannel } from '../model/channel.ts'
import { ECG_HZ, HIGHEST_SAMPLE, SAMPLES, SLOT_HZ } from './codes.ts'

/** Waves have ids of our own, in counts: the stream says neither their scale nor what those beside the ECG are. */
function wave(name: string, source: string, label: string, rateHz: number): WaveChannel {
  const id = `X_DINAMAP_PRO1000_${name}`
  return {
    kind: 'wave',
    key: id,
    id,
    code: null,
    source,
    vendor: name,
    label,
    unit: '1',
    timing: 'continuous',
    rateHz,
    gain: 1,
    offset: 0,
    width: 16,
    lowest: 0,
    highest: HIGHEST_SAMPLE,
  }
}

export const ecg = wave('ECG', 'ecg', 'ECG', ECG_HZ)

/** One wave for each of the four places of the first channel. */
export const slots: readonly WaveChannel[] = Array.from({ length: SAMPLES }, (_, index) =>
  wave(`SLOT_${index + 1}`, `slot${index + 1}`, `Wave ${index + 1}`, SLOT_HZ),
)

/** Every channel the monitor can send. */
export const channels: readonly WaveChannel[] = [ecg, ...slots]
