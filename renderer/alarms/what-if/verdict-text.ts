import type { WhatIf, WhatIfLimit, WhatIfMark } from '../../../electron/ipc/alarm-load.ts'
import { labelText } from '../../parts/label.tsx'
import { clockTime, duration } from '../../words/times.ts'
import { printedRange, printedValue } from '../../words/values.ts'
import { ownDirection, type WordKey, words } from '../../words/words.ts'
import { type MarkOutcome, type MissedGroup, markOutcome } from './outcome.ts'
import { limitText } from './texts.ts'
import { movedExtremes } from './tries.ts'

const OUTCOME_WORDS: Readonly<Record<MarkOutcome, WordKey>> = {
  missed: 'whatIf.markMissed',
  still: 'whatIf.markStill',
  gained: 'whatIf.markGained',
  silent: 'whatIf.markSilent',
}

function markName({ text }: WhatIfMark): string {
  return text === '' ? words('whatIf.markNoText') : ownDirection(text)
}

/** `41 alarms instead of 212, and these marked events would have been missed: none.` */
export function verdictSentence({ before, tried, marks, readings }: WhatIf): string {
  if (readings === 0) return words('whatIf.noReadings')
  const counts = { tried: String(tried.length), before: String(before.length) }
  if (marks.length === 0) return words('whatIf.sentenceNoMarks', counts)
  const lost = marks.filter((mark) => markOutcome(mark) === 'missed')
  const missed = lost.map((mark) => `${clockTime(mark.atUtcMs)} ${markName(mark)}`).join('; ')
  return words('whatIf.sentence', { ...counts, missed: missed === '' ? words('whatIf.noneMissed') : missed })
}

/** `SpO₂ 80, then 70`. */
function movedText({ label, before, tried, decimals }: WhatIfLimit): string {
  return words('whatIf.movedBound', {
    what: labelText(label),
    before: printedValue(before.limit, decimals),
    tried: printedValue(tried.limit, decimals),
  })
}

/** What must be known before anybody goes by the counts. */
export function verdictWarnings(answer: WhatIf): readonly string[] {
  const { before, missed, logged, differ, readings } = answer
  const warnings: string[] = []
  const moved = movedExtremes(answer.limits)
  const high = missed.filter(({ priority }) => priority === 'high').length
  if (readings === 0) warnings.push(words('whatIf.noReadings'))
  if (moved.length > 0) warnings.push(words('whatIf.moved', { what: moved.map(movedText).join('; ') }))
  if (high > 0) warnings.push(words('whatIf.highMissed', { count: String(high) }))
  if (differ > 0) {
    const counts = { logged: String(logged), replayed: String(before.length), count: String(differ) }
    warnings.push(words('whatIf.differ', counts))
  }
  return warnings
}

/** What stands beside them. */
export function verdictNotes({ unchanged, gapsMs }: WhatIf): readonly string[] {
  const others = unchanged.reduce((sum, { alarms }) => sum + alarms, 0)
  const notes: string[] = []
  if (others > 0) notes.push(words('whatIf.others', { count: String(others) }))
  if (gapsMs > 0) notes.push(words('whatIf.gaps', { length: duration(gapsMs) }))
  return notes
}

/** What the tried limits do to a marked moment. */
export function outcomeText(mark: WhatIfMark): string {
  const outcome = markOutcome(mark)
  const { laterMs } = mark
  const isLater = outcome === 'still' && laterMs !== null && laterMs > 0
  return isLater
    ? words('whatIf.markStillLater', { length: duration(laterMs) })
    : words(OUTCOME_WORDS[outcome])
}

/** Alarms that would not come, for one reason. */
export function missedText({ side, label, worst, decimals }: MissedGroup): string {
  if (side === null) return words('whatIf.shorter')
  const [low, high] = worst
  const values = low === high ? printedValue(low, decimals) : printedRange(low, high, decimals)
  return words('whatIf.within', { what: limitText({ label, side, isExtreme: false }), values })
}
