import { VfDetector } from '../../../electron/engine/analytics/rhythm/vf-detector.ts'
import { ecgLeads, type Signal } from './signal.ts'

/** Seconds at which the first ECG lead of a record may be fibrillating. */
export function runVf(signals: readonly Signal[]): number[] {
  const found: number[] = []
  const [lead] = ecgLeads(signals)
  if (lead === undefined) return found
  const detector = new VfDetector(lead.rateHz, ({ atSeconds }) => found.push(atSeconds))
  for (const value of lead.values) detector.push(value)
  return found
}
