import { BellOff, Check, Watch } from 'lucide-react'
import type { ReactElement } from 'react'
import { lineTime, type StateLine, type StatusLine, statusTime } from '../alarms/state-lines.ts'
import { FitText } from '../parts/fit-text.tsx'
import { Label } from '../parts/label.tsx'
import { PriorityShape } from '../parts/priority-shape.tsx'
import { useNow } from '../shell/now.ts'
import { words } from '../words/words.ts'

/** Classes of everything that is filled with an alarm: its priority, and whether anybody has seen to it. */
export function fillOf({ priority, phase }: Pick<StateLine, 'priority' | 'phase'>): string {
  return `alarm-fill ${priority} ${phase}`
}

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
        <span className="state-who">
          {line.who}
          {line.phase === 'acknowledged' && <Check size={16} aria-label={words('alarm.acknowledged')} />}
        </span>
        <span className="state-age">{lineTime(line, utcMs)}</span>
      </span>
    </>
  )
}

/** Longer words are set in two lines. */
const LONG_TEXT = 22

/** What somebody has set, with its timer, what was missed, or what a wearable says, in the place of an alarm. */
export function StatusLineView({ status }: { readonly status: StatusLine }): ReactElement {
  const { utcMs } = useNow()
  const { kind, text, untilUtcMs } = status
  return (
    <span className={`status-line ${kind}`}>
      {kind === 'missed' && <span className="open-diamond" aria-hidden="true" />}
      {kind === 'wearable' && <Watch size={18} aria-hidden="true" />}
      {kind !== 'missed' && kind !== 'wearable' && <BellOff size={20} aria-hidden="true" />}
      <span className={text.length > LONG_TEXT ? 'status-text long' : 'status-text'}>
        <Label text={text} />
      </span>
      {untilUtcMs !== null && <b className="status-time">{statusTime(untilUtcMs, utcMs)}</b>}
    </span>
  )
}

/**
 * The line of a bed that says what is wrong, who says so, and for how long; else what somebody has set on the bed;
 * else what was missed, else what a wearable says of itself. Empty space when nothing is.
 */
export function StateLineView({
  line,
  status,
}: {
  readonly line: StateLine | null
  readonly status: StatusLine | null
}): ReactElement {
  if (line === null) {
    return <span className="state-line">{status !== null && <StatusLineView status={status} />}</span>
  }
  return (
    <span className={`state-line ${fillOf(line)}`}>
      <AlarmKey line={line} size={26} />
      <span className="state-text">
        <FitText text={line.text} />
      </span>
    </span>
  )
}
