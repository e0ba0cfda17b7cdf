import {
  type Answer,
  type EntryKind,
  type EntryValue,
  type EntryView,
  entryUnit,
} from '../../electron/ipc/entry.ts'
import { printedUnit } from '../words/units.ts'
import { printedValue } from '../words/values.ts'
import { leftToRight, type WordKey, words } from '../words/words.ts'

export const KIND_WORDS: Readonly<Record<EntryKind, WordKey>> = {
  consciousness: 'entry.consciousness',
  oxygen: 'entry.oxygen',
  pain: 'entry.pain',
  glucose: 'entry.glucose',
  fluidIn: 'entry.fluidIn',
  fluidOut: 'entry.fluidOut',
  temperature: 'entry.temperature',
  effort: 'score.effort',
  capillaryRefill: 'score.capillaryRefill',
}

const ANSWER_WORDS = {
  A: 'entry.alert',
  C: 'entry.confused',
  V: 'entry.voice',
  P: 'entry.painOnly',
  U: 'entry.unresponsive',
  none: 'entry.effortNone',
  mild: 'entry.effortMild',
  moderate: 'entry.effortModerate',
  severe: 'entry.effortSevere',
} as const satisfies Record<Answer, WordKey>

/** A coded answer as printed: `V, to voice`; work of breathing has no letters, so `mild`. */
export function answerText(kind: EntryKind, value: Answer): string {
  const word = words(ANSWER_WORDS[value])
  return kind === 'consciousness' ? words('entry.coded', { code: value, word }) : word
}

/** What was entered, as printed: `V, to voice`, `2 L/min`, `air`, `5.4 mmol/L`, `3 of 10`. */
export function entryText({ kind, value, unit }: EntryValue): string {
  if (typeof value === 'string') return answerText(kind, value)
  if (kind === 'oxygen' && unit === 'L/min' && value === 0) return words('entry.air')
  const digits = printedValue(value, entryUnit(kind, unit)?.decimals ?? 0)
  if (kind === 'pain') return words('entry.ofTen', { value: digits })
  return leftToRight(`${digits} ${printedUnit(unit)}`)
}

/** `Glucose 5.4 mmol/L`. */
export function entrySentence(entry: EntryValue): string {
  return `${words(KIND_WORDS[entry.kind])} ${entryText(entry)}`
}

/** The same with who entered it and whether it holds, for lists of what happened in a bed. */
export function entryLine(entry: EntryView): string {
  const what = entrySentence(entry)
  const { state, author: by } = entry
  if (state === 'valid') return words('shift.entered', { what, by })
  const word = state === 'corrected' ? 'entry.corrected' : 'entry.withdrawn'
  return words('shift.enteredState', { what, by, state: words(word) })
}

/** Rows that lists show: one that only takes another back says nothing that the other does not say. */
export function isToldEntry({ state, corrects }: EntryView): boolean {
  return state !== 'withdrawn' || corrects === null
}
