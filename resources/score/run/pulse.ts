import { PulseRate } from '../../../electron/engine/analytics/pleth/pulse-rate.ts'
import type { Signal } from './signal.ts'

/** Streams a pulse wave; out: the rate known at each of the given seconds, null where none is stated. */
export function runPulse({ values, rateHz }: Signal, atSeconds: readonly number[]): (number | null)[] {
  const pulse = new PulseRate(rateHz)
  let index = 0
  return atSeconds.map((second) => {
    for (const end = Math.min(values.length, second * rateHz); index < end; index++)
      pulse.push(values[index] ?? Number.NaN)
    const rate = pulse.rate()
    return 'perMinute' in rate ? rate.perMinute : null
  })
}
