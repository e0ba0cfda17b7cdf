import type { Pulse } from './burst.ts'
import { burstMs } from './burst.ts'
import { FALL_MS, HARMONIC_LEVEL, HARMONICS, RISE_MS } from './burst-table.ts'

const MS_PER_SECOND = 1_000

function raisedCosine(part: number): number {
  return (1 - Math.cos(Math.PI * Math.min(1, Math.max(0, part)))) / 2
}

/** One pulse with its harmonics and edges; its highest sample is `peak`. */
function pulseSamples(pulse: Pulse, rateHz: number, peak: number): Float32Array<ArrayBuffer> {
  const count = Math.round((pulse.durationMs * rateHz) / MS_PER_SECOND)
  const samples = new Float32Array(count)
  let highest = 0
  for (let at = 0; at < count; at++) {
    const phase = (2 * Math.PI * pulse.frequencyHz * at) / rateHz
    let sum = Math.sin(phase)
    for (const harmonic of HARMONICS) sum += HARMONIC_LEVEL * Math.sin(harmonic * phase)
    const atMs = (at * MS_PER_SECOND) / rateHz
    const edges = raisedCosine(atMs / RISE_MS) * raisedCosine((pulse.durationMs - atMs) / FALL_MS)
    samples[at] = sum * edges
    highest = Math.max(highest, Math.abs(sum * edges))
  }
  for (let at = 0; at < count; at++) samples[at] = ((samples[at] ?? 0) / highest) * peak
  return samples
}

/** The samples of a burst. In: its pulses, the rate of the audio clock in Hz, and its peak (1 = full scale). */
export function synthesise(
  pulses: readonly Pulse[],
  rateHz: number,
  peak: number,
): Float32Array<ArrayBuffer> {
  if (!(rateHz > 0)) throw new TypeError('"rateHz" must be above 0')
  if (!(peak > 0 && peak <= 1))
    throw new TypeError('"peak" must be above 0 and at most 1: a silent alarm is none')
  const samples = new Float32Array(Math.ceil((burstMs(pulses) * rateHz) / MS_PER_SECOND))
  for (const pulse of pulses) {
    samples.set(pulseSamples(pulse, rateHz, peak), Math.floor((pulse.startMs * rateHz) / MS_PER_SECOND))
  }
  return samples
}
