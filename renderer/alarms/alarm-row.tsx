import type { ReactElement, ReactNode } from 'react'
import type { AlarmView } from '../../electron/ipc/alarms.ts'
import { evidenceText } from '../analysis/analysis-text.ts'
import { Label } from '../parts/label.tsx'
import { PriorityShape } from '../parts/priority-shape.tsx'
import { age, clockTime } from '../words/times.ts'
import { printedValue } from '../words/values.ts'
import { words } from '../words/words.ts'
import { lineOf } from './state-lines.ts'

/** What became of an alarm so far, in words: who has seen to it, when it ended, how long nobody has. */
function phaseText({ state, acknowledgedBy, endedUtcMs, hidden, sounds }: AlarmView): string {
  if (hidden) return words('alarm.hidden')
  if (state === 'acknowledged') {
    return acknowledgedBy === null ? words('alarm.seen') : words('alarm.seenBy', { by: acknowledgedBy })
  }
  const ended = endedUtcMs === null ? '' : clockTime(endedUtcMs)
  if (state === 'latched') return words('alarm.waitsForReset', { time: ended })
  if (state === 'missed') return words('alarm.endedUnseen', { time: ended })
  return words(sounds ? 'alarm.sounds' : 'alarm.silenced')
}

/** One alarm of a list: what, how far, who decided, since when, and what became of it. */
export function AlarmRow({
  alarm,
  nowUtcMs,
  bedLabel,
  children,
}: {
  readonly alarm: AlarmView
  readonly nowUtcMs: number
  /** Named where a list is about several beds. */
  readonly bedLabel?: string
  /** What can be done about it. */
  readonly children?: ReactNode
}): ReactElement {
  const { mark, who } = lineOf(alarm, 0)
  const { limit, evidence, sinceUtcMs, endedUtcMs } = alarm
  return (
    <li className={`alarm-row ${alarm.priority} ${alarm.state}`}>
      <span className="alarm-row-key">
        <PriorityShape priority={alarm.priority} size={18} />
        <span className="alarm-mark">{mark}</span>
      </span>
      <span className="alarm-row-text">
        {bedLabel !== undefined && <bdi className="alarm-row-bed">{bedLabel}</bdi>}{' '}
        <Label text={alarm.text} />
        {limit !== undefined && limit.worst !== limit.value && (
          <small>
            {words(limit.side === 'low' ? 'alarm.lowest' : 'alarm.highest', {
              value: printedValue(limit.worst, limit.decimals),
            })}
          </small>
        )}
      </span>
      <span className="alarm-row-who">
        {who}, {phaseText(alarm)}
      </span>
      {evidence !== undefined && (
        <span className="alarm-row-evidence">
          <Label text={words('analysis.sees', { what: evidenceText(evidence) })} />
        </span>
      )}
      <time className="alarm-row-age">{age((endedUtcMs ?? nowUtcMs) - sinceUtcMs)}</time>
      <span className="alarm-row-actions">{children}</span>
    </li>
  )
}
