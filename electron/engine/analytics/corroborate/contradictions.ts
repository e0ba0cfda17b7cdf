import { type Claim, CONTRADICT } from './corroborate-table.ts'
import { runRates, type Train } from './train.ts'

/** One pulse wave at the time of a claim. */
export interface PulseView {
  readonly times: readonly number[]
  readonly train: Train
  /** How well the wave repeats itself, -1 to 1, and after how many seconds. */
  readonly correlation: number
  readonly period: number
}

/** One ECG lead at the time of a claim. */
export interface LeadView {
  readonly times: readonly number[]
  readonly train: Train
  /** Lowest typicality of the beats, and that of all but the worst. */
  readonly lowest: number
  readonly usual: number
  /** Most beats of an unusual shape in a row, at a ventricular rate. */
  readonly unusualRun: number
}

/** What is known of one bed when its monitor claims something. */
export interface Views {
  readonly atSeconds: number
  readonly pulses: readonly PulseView[]
  readonly leads: readonly LeadView[]
  readonly isOscillating: boolean
}

const SECONDS_A_MINUTE = 60

/** A wave that repeats itself at the distance of its pulses. */
export function isSteady({ train, correlation, period }: PulseView): boolean {
  const { steady, fewest } = CONTRADICT
  return (
    train.count >= fewest &&
    correlation > steady.correlation &&
    train.odd <= steady.odd &&
    Math.abs(period / train.distance - 1) < steady.agreement
  )
}

/** Beats that look alike and come evenly. */
export function isRegular({ train, usual }: LeadView): boolean {
  const { regularBeats, fewest } = CONTRADICT
  return train.count >= fewest && usual > regularBeats.typicality && train.odd <= regularBeats.odd
}

/** A wave that repeats itself so well leaves no room for a run of another origin. */
function isStrictlySteady({ train, correlation }: PulseView): boolean {
  const rule = CONTRADICT.ventricular.strictPulse
  return (
    train.count >= CONTRADICT.fewest &&
    correlation > rule.correlation &&
    train.odd <= rule.odd &&
    train.longestGap < rule.gap &&
    SECONDS_A_MINUTE / train.distance < rule.rate
  )
}

/** Slowest and fastest run of the last seconds; a train too short for one proves nothing. */
function slowest(times: readonly number[], at: number, seconds: number, run: number): number {
  const rates = runRates(times, at - seconds, at, run)
  return rates.length === 0 ? 0 : Math.min(...rates)
}

function fastest(times: readonly number[], at: number, seconds: number, run: number): number {
  return Math.max(0, ...runRates(times, at - seconds, at, run))
}

/** A run of the ventricle begins with beats that look different from those before it. */
function hasUsualBeatsOnly({ train, lowest }: LeadView): boolean {
  return train.count >= CONTRADICT.fewest && lowest > CONTRADICT.ventricular.typicalityAlone
}

const RULES: Readonly<Record<Claim, (views: Views) => boolean>> = {
  asystole: ({ pulses, leads }) => {
    const rule = CONTRADICT.asystole
    return (
      pulses.some((pulse) => isSteady(pulse) && pulse.train.longestGap < rule.steadyGap) ||
      pulses.some(
        ({ train, correlation }) =>
          correlation > rule.fairCorrelation &&
          train.longestGap < rule.fairGap &&
          train.count >= rule.fairFewest,
      ) ||
      leads.some(
        ({ train, usual }) =>
          usual > rule.beatTypicality && train.longestGap < rule.beatGap && train.count >= rule.beatFewest,
      )
    )
  },
  bradycardia: ({ pulses, leads, atSeconds }) => {
    const { run, pulse, beats, typicality } = CONTRADICT.bradycardia
    return (
      pulses.some(
        (one) => isSteady(one) && slowest(one.times, atSeconds, CONTRADICT.bradySeconds, run) > pulse,
      ) ||
      leads.some(
        ({ times, usual }) =>
          usual > typicality && slowest(times, atSeconds, CONTRADICT.bradyBeatSeconds, run) > beats,
      )
    )
  },
  tachycardia: ({ pulses, leads, atSeconds }) => {
    const { run, pulse, beats, beatsAlone } = CONTRADICT.tachycardia
    const rateOf = ({ times }: PulseView | LeadView) =>
      fastest(times, atSeconds, CONTRADICT.bradySeconds, run)
    const regular = leads.filter(isRegular)
    const isPulseSlow = pulses.some((one) => isSteady(one) && rateOf(one) < pulse)
    return (
      (isPulseSlow && regular.every((lead) => rateOf(lead) < beats)) ||
      (regular.length > 0 &&
        regular.every((lead) => rateOf(lead) < beatsAlone) &&
        pulses.every((one) => rateOf(one) < pulse))
    )
  },
  fibrillation: ({ pulses, leads, atSeconds, isOscillating }) => {
    const rule = CONTRADICT.fibrillation
    return (
      pulses.some(
        ({ train, correlation }) =>
          correlation > rule.correlation &&
          train.longestGap < rule.gap &&
          train.odd < rule.odd &&
          train.count >= CONTRADICT.fewest,
      ) ||
      (!isOscillating &&
        leads.some(
          ({ times, train, usual }) =>
            usual > rule.typicality &&
            train.longestGap < rule.gap &&
            fastest(times, atSeconds, CONTRADICT.windowSeconds, rule.run) < rule.beats,
        ))
    )
  },
  'ventricular tachycardia': ({ pulses, leads, atSeconds }) => {
    const rule = CONTRADICT.ventricular
    const quiet = pulses.filter(
      ({ train, correlation }) =>
        train.count >= CONTRADICT.fewest &&
        correlation > rule.correlation &&
        SECONDS_A_MINUTE / train.distance < rule.rate,
    )
    const rateOf = ({ times }: LeadView) => fastest(times, atSeconds, CONTRADICT.windowSeconds, rule.run)
    return (
      quiet.some(({ train }) => train.odd === 0) ||
      (quiet.some(({ train }) => train.odd <= rule.odd) &&
        leads.some((lead) => lead.lowest > rule.typicalityWithPulse && rateOf(lead) < rule.beatsWithPulse)) ||
      leads.some(
        (lead) =>
          lead.lowest > rule.typicalityAlone &&
          rateOf(lead) < rule.beatsAlone &&
          lead.train.count > CONTRADICT.fewest,
      ) ||
      (leads.length > 0 &&
        leads.every((lead) => hasUsualBeatsOnly(lead) && rateOf(lead) < rule.beatsAlike)) ||
      (pulses.some(isStrictlySteady) &&
        leads.length > 0 &&
        leads.every(({ unusualRun }) => unusualRun <= rule.unusual.most))
    )
  },
}

/** Whether the waves contradict what the monitor claims. False also where they say too little. */
export function contradicts(claim: Claim, views: Views): boolean {
  return RULES[claim](views)
}
