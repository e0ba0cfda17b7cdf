import type { RhythmFigure, RhythmKind, RhythmWatchView, RhythmWithheld } from '../../electron/ipc/rhythm.ts'
import { printedNumber, printedValue } from '../words/values.ts'
import { type WordKey, words } from '../words/words.ts'

const KINDS: Readonly<Record<RhythmKind, WordKey>> = {
  asystole: 'rhythm.asystole',
  ventricularFibrillation: 'rhythm.vf',
  ventricularTachycardia: 'rhythm.vt',
  extremeTachycardia: 'rhythm.tachycardia',
  extremeBradycardia: 'rhythm.bradycardia',
  atrialFibrillation: 'rhythm.af',
}

const WITHHELD: Readonly<Record<RhythmWithheld, WordKey>> = {
  paced: 'rhythm.paced',
  notAdult: 'rhythm.notAdult',
}

const HOURS_A_DAY = 24

/** What a finding is called. */
export function rhythmName(kind: RhythmKind): string {
  return words(KINDS[kind])
}

function namesOf(kinds: readonly RhythmKind[]): string {
  return kinds.map(rhythmName).join(', ')
}

/** `mitdb: 2 false in 13.0 h (3.7 in 24 h); 6 of 6 episodes found`: what was measured on one set of recordings. */
export function figureText({ set, found, missed, falseCount, quiet, hours }: RhythmFigure): string {
  const counts = { set, found: printedNumber(found), all: printedNumber(found + missed) }
  if (quiet !== null) {
    const ofFalse = printedNumber(falseCount + quiet)
    return words('rhythm.onAlarms', { ...counts, wrong: printedNumber(falseCount), ofFalse })
  }
  if (hours === null) return words('rhythm.onRecords', counts)
  const perDay = printedValue((falseCount * HOURS_A_DAY) / hours, 1)
  const wrong = printedNumber(falseCount)
  const byTime = words('rhythm.onHours', { set, wrong, hours: printedValue(hours, 1), perDay })
  return found + missed === 0 ? byTime : `${byTime}; ${words('rhythm.episodes', counts)}`
}

/** What is looked for on a bed, and what is withheld there and why, a sentence each. */
export function watchTexts({ told, withheld }: RhythmWatchView): string[] {
  const reasons = [...new Set(withheld.map(({ why }) => why))]
  const kept = reasons.map((why) => {
    const kinds = withheld.filter((one) => one.why === why).map(({ kind }) => kind)
    return words(WITHHELD[why], { kinds: namesOf(kinds) })
  })
  return told.length === 0 ? kept : [words('rhythm.told', { kinds: namesOf(told) }), ...kept]
}
