import { RespirationRate } from '../../../electron/engine/analytics/resp/respiration-rate.ts'
import type { Signal } from './signal.ts'

/** Streams a respiration wave; out: the rate at the end of each window of `windowSeconds`, null where none is stated. */
export function runRespiration({ values, rateHz }: Signal, windowSeconds: number): (number | null)[] {
  const rates: (number | null)[] = []
  const respiration = new RespirationRate(rateHz)
  for (const [index, value] of values.entries()) {
    respiration.push(value)
    if ((index + 1) % Math.round(windowSeconds * rateHz) !== 0) continue
    const rate = respiration.rate()
    rates.push('perMinute' in rate ? rate.perMinute : null)
  }
  return rates
}
