import { LeadFusion } from '../../../electron/engine/analytics/ecg/lead-fusion.ts'
import type { Beat } from '../../../electron/engine/analytics/ecg/qrs-detector.ts'
import { ecgLeads, type Signal } from './signal.ts'

/** What follows the end of a record, so that beats still waiting for their look ahead are decided. */
const TAIL_SECONDS = 5

/** Streams the ECG leads of a record through the product's beat detector. */
export function runBeats(signals: readonly Signal[]): Beat[] {
  const leads = ecgLeads(signals)
  const [first] = leads
  const beats: Beat[] = []
  if (first === undefined) return beats
  const fusion = new LeadFusion(first.rateHz, leads.length, (beat) => beats.push(beat))
  const end = first.values.length + TAIL_SECONDS * first.rateHz
  for (let index = 0; index < end; index++) {
    for (let lead = leads.length - 1; lead >= 0; lead--) {
      fusion.push(lead, leads[lead]?.values[index] ?? Number.NaN)
    }
  }
  return beats
}
