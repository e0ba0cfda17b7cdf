import { Flag } from 'lucide-react'
import type { ReactElement } from 'react'
import type { TrendView } from '../../electron/ipc/trend.ts'
import { PriorityShape } from '../parts/priority-shape.tsx'
import { clockTime } from '../words/times.ts'
import { words } from '../words/words.ts'

/** Alarms of the bedside monitor and what people wrote, above the lanes at their moments. */
export function MarksRow({
  view,
  fromUtcMs,
  toUtcMs,
  width,
}: {
  readonly view: TrendView
  readonly fromUtcMs: number
  readonly toUtcMs: number
  readonly width: number
}): ReactElement {
  const inside = ({ atUtcMs }: { readonly atUtcMs: number }) => atUtcMs >= fromUtcMs && atUtcMs < toUtcMs
  const place = (atUtcMs: number) => `${(100 * (atUtcMs - fromUtcMs)) / (toUtcMs - fromUtcMs)}%`
  return (
    <div className="trend-marks" style={{ width }} role="img" aria-label={words('trend.marks')}>
      {view.alerts.filter(inside).map(({ atUtcMs, priority, text }) => (
        <span
          key={`${atUtcMs} ${text}`}
          className={`trend-mark ${priority}`}
          style={{ left: place(atUtcMs) }}
          title={`${clockTime(atUtcMs)} ${text}`}
        >
          <PriorityShape priority={priority} size={13} />
        </span>
      ))}
      {view.notes.filter(inside).map(({ id, atUtcMs, text, author }) => (
        <span
          key={id}
          className="trend-mark"
          style={{ left: place(atUtcMs) }}
          title={`${clockTime(atUtcMs)} ${text} ${author}`}
        >
          <Flag size={13} aria-hidden="true" />
        </span>
      ))}
    </div>
  )
}
