import type { ReactElement } from 'react'
import { FitText } from '../parts/fit-text.tsx'
import { PriorityShape } from '../parts/priority-shape.tsx'
import { useNow } from '../shell/now.ts'
import { age } from '../words/times.ts'
import { words } from '../words/words.ts'
import type { StateLine } from './tile-model.ts'

/** Shape and mark of an alarm, how many stand behind it, who decided and for how long it lasts. */
export function AlarmKey({ line, size }: { readonly line: StateLine; readonly size: number }): ReactElement {
  const { utcMs } = useNow()
  return (
    <>
      <span className="alarm-key">
        <PriorityShape priority={line.priority} size={size} />
        <span className="alarm-mark">{line.mark}</span>
      </span>
      <span className="state-side">
        {line.more > 0 && (
          <span className="state-more">{words('alarm.more', { count: String(line.more) })}</span>
        )}
        <span className="state-who">{line.who}</span>
        <span className="state-age">{age(utcMs - line.sinceUtcMs)}</span>
      </span>
    </>
  )
}

/** The line of a bed that says what is wrong, who says so, and for how long. Empty space when nothing is. */
export function StateLineView({ line }: { readonly line: StateLine | null }): ReactElement {
  if (line === null) return <span className="state-line" />
  return (
    <span className={`state-line alarm-fill ${line.priority}`}>
      <AlarmKey line={line} size={26} />
      <span className="state-text">
        <FitText text={line.text} />
      </span>
    </span>
  )
}
