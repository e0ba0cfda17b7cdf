import type {
  AlarmEvidence,
  AnalysisReason,
  CountedRate,
  WaveAnalysis,
  Witness,
} from '../../electron/ipc/analysis.ts'
import { printedValue } from '../words/values.ts'
import { type WordKey, words } from '../words/words.ts'

const REASONS: Readonly<Record<AnalysisReason, WordKey>> = {
  starting: 'analysis.why.starting',
  missing: 'analysis.why.missing',
  leadOff: 'waves.leadOff',
  flat: 'analysis.why.flat',
  clipped: 'analysis.why.clipped',
  noisy: 'analysis.why.noisy',
  unlikeBeats: 'analysis.why.unlikeBeats',
  noBeats: 'analysis.why.noBeats',
  noPulses: 'analysis.why.noPulses',
  uneven: 'analysis.why.uneven',
  noBreaths: 'analysis.why.noBreaths',
}

const RATES = { heart: 'analysis.heart', pulse: 'analysis.pulse', breath: 'analysis.breath' } as const

/** A reason in words. */
export function reasonText(reason: AnalysisReason): string {
  return words(REASONS[reason])
}

/** `lead off, noisy`; empty for a wave that reads well. */
export function reasonsText({ reasons }: Pick<WaveAnalysis, 'reasons'>): string {
  return reasons.map(reasonText).join(', ')
}

function witnessText({ of, label, says, perMinute, why }: Witness): string {
  // An ECG lead alone would read as a number or a letter: `II`.
  const wave = of === 'ecg' && !label.toUpperCase().startsWith('ECG') ? `ECG ${label}` : label
  if (says === 'cannotTell') {
    return words('analysis.cannotTell', { wave, why: reasonText(why ?? 'missing') })
  }
  const key = says === 'regular' ? 'analysis.regular' : 'analysis.isUneven'
  return words(key, { wave, rate: printedValue(perMinute, 0) })
}

/** `Pleth regular at 72, ECG II noisy: cannot tell`: what the waves showed when a bedside alarm began. */
export function evidenceText({ witnesses }: AlarmEvidence): string {
  return witnesses.map(witnessText).join('; ')
}

/** What a counted rate is called, and on which wave it was counted. */
export function rateName({ of, label }: Pick<CountedRate, 'of' | 'label'>): string {
  return words(RATES[of], { wave: label })
}
