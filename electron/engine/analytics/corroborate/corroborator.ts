import { contradicts } from './contradictions.ts'
import type { Claim } from './corroborate-table.ts'
import { Lead, PulseWave } from './witnesses.ts'

/**
 * Says whether the waves of a bed contradict its monitor's alarm. It informs; it silences
 * nothing. Feed every lead and pulse wave sample by sample (NaN = missing); ask some
 * seconds after the alarm, when the beats before it have been decided.
 */
export class Corroborator {
  private readonly leads: readonly Lead[]
  private readonly pulses: readonly PulseWave[]

  /** In: samples a second of each ECG lead (millivolts) and of each pulse wave. */
  constructor(leadRatesHz: readonly number[], pulseRatesHz: readonly number[]) {
    this.leads = leadRatesHz.map((rateHz) => new Lead(rateHz))
    this.pulses = pulseRatesHz.map((rateHz) => new PulseWave(rateHz))
  }

  pushLead(lead: number, value: number): void {
    this.leads[lead]?.push(value)
  }

  pushPulse(wave: number, value: number): void {
    this.pulses[wave]?.push(value)
  }

  /** In: what the monitor claims, and when, seconds since the first sample. */
  contradicts(claim: Claim, atSeconds: number): boolean {
    return contradicts(claim, {
      atSeconds,
      pulses: this.pulses.map((wave) => wave.view(atSeconds)),
      leads: this.leads.map((lead) => lead.view(atSeconds)),
      isOscillating: this.leads.some((lead) => lead.hasOscillated(atSeconds)),
    })
  }
}
