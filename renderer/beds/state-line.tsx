import type { ReactElement } from 'react'
import { Label } from '../parts/label.tsx'
import { PriorityShape } from '../parts/priority-shape.tsx'
import { useNow } from '../shell/now.ts'
import { age } from '../words/times.ts'
import { words } from '../words/words.ts'
import type { StateLine } from './tile-model.ts'

/** Bedside texts come in any length; longer ones are set smaller, never cut (UI.md 11.4). */
const LONG_TEXT = 24
const VERY_LONG_TEXT = 36

function lengthClass(text: string): string {
  if (text.length > VERY_LONG_TEXT) return 'very-long'
  return text.length > LONG_TEXT ? 'long' : ''
}

/** The one line of a bed that says what is wrong, who says so, and for how long. Empty space when nothing is. */
export function StateLineView({ line }: { readonly line: StateLine | null }): ReactElement {
  const { utcMs } = useNow()
  if (line === null) return <span className="state-line" />
  return (
    <span className={`state-line alarm-fill ${line.priority} ${lengthClass(line.text)}`}>
      <span className="alarm-key">
        <PriorityShape priority={line.priority} size={22} />
        <span className="alarm-mark">{line.mark}</span>
      </span>
      <span className="state-text" dir="auto">
        <Label text={line.text} />
      </span>
      {line.more > 0 && (
        <span className="state-more">{words('alarm.more', { count: String(line.more) })}</span>
      )}
      <span className="state-who">{line.who}</span>
      <span className="state-age">{age(utcMs - line.sinceUtcMs)}</span>
    </span>
  )
}
