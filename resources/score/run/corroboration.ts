import type { Claim } from '../../../electron/engine/analytics/corroborate/corroborate-table.ts'
import { Corroborator } from '../../../electron/engine/analytics/corroborate/corroborator.ts'
import { ecgLeads, named, type Signal } from './signal.ts'

/** What follows the alarm before the question is asked: missing samples. */
const TAIL_SECONDS = 4

/** Whether the waves of a record contradict the alarm raised at its end. */
export function runCorroboration(signals: readonly Signal[], claim: Claim): boolean {
  const leads = ecgLeads(signals)
  const pulses = ['PLETH', 'ABP'].flatMap((name) => named(signals, name) ?? [])
  const corroborator = new Corroborator(
    leads.map(({ rateHz }) => rateHz),
    pulses.map(({ rateHz }) => rateHz),
  )
  for (const [lead, { values, rateHz }] of leads.entries()) {
    for (let index = 0; index < values.length + TAIL_SECONDS * rateHz; index++) {
      corroborator.pushLead(lead, values[index] ?? Number.NaN)
    }
  }
  for (const [wave, { values, rateHz }] of pulses.entries()) {
    for (let index = 0; index < values.length + TAIL_SECONDS * rateHz; index++) {
      corroborator.pushPulse(wave, values[index] ?? Number.NaN)
    }
  }
  const [first] = signals
  return corroborator.contradicts(claim, first === undefined ? 0 : first.values.length / first.rateHz)
}
