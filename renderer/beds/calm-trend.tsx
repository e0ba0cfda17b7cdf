import type { ReactElement } from 'react'
import { useBed } from '../client/context.ts'
import { Label } from '../parts/label.tsx'
import { useTrends } from '../trends/use-trends.ts'
import { printedValue } from '../words/values.ts'
import { words } from '../words/words.ts'
import { calmLanes } from './calm-lanes.ts'

/** The last hour of heart rate and saturation, in the room that alarm words take when there are any. */
export function CalmTrend({ bed }: { readonly bed: string }): ReactElement {
  return (
    <span className="state-line calm-trend">
      <CalmLanes bed={bed} />
    </span>
  )
}

/** The lines of that hour, and how long it is; nothing before there are numbers. */
export function CalmLanes({ bed }: { readonly bed: string }): ReactElement {
  const { state } = useTrends(bed, 1, useBed(bed)?.view.patient?.id ?? '')
  const lanes = state.state === 'ready' ? calmLanes(state.view) : []
  return (
    <>
      {lanes.length > 0 && <small>{words('trend.hours1')}</small>}
      {lanes.map(({ key, label, kind, lowest, highest, path }) => (
        <span key={key} className={`calm-lane kind-${kind}`}>
          <span className="calm-name">
            <Label text={label} />
          </span>
          <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
            <path d={path} fill="none" stroke="var(--kind)" vectorEffect="non-scaling-stroke" />
          </svg>
          <span className="calm-scale">
            <span>{printedValue(highest, 0)}</span>
            <span>{printedValue(lowest, 0)}</span>
          </span>
        </span>
      ))}
    </>
  )
}
