import { type ReactElement, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { clockSentence } from '../words/clock.ts'
import { gapCause } from '../words/link-causes.ts'
import { clockTime, duration } from '../words/times.ts'
import { words } from '../words/words.ts'
import { isVital, orderParameters } from './lanes.ts'
import { type Period, periodOf } from './presets.ts'
import { TrendLanes } from './trend-lanes.tsx'
import { useSummary } from './use-summary.ts'

const REFRESH_MS = 60_000
const MOST_LANES = 3
const MOST_GAPS = 3
const LANE_WIDTH_PX = 860
/** Name, scale and present value of a lane, and the padding, in CSS px. */
const BESIDE_LANE_PX = 190
const NARROWEST_LANE_PX = 200
const LANE_HEIGHT_PX = 40

/** The last hour of a bed from the record: trends with their gaps, and the latest gaps in words. */
export function RecentRecord({ bed }: { readonly bed: string }): ReactElement {
  const [period, setPeriod] = useState<Period | null>(() => periodOf('last1', Date.now()))
  useEffect(() => {
    const timer = setInterval(() => setPeriod(periodOf('last1', Date.now())), REFRESH_MS)
    return () => clearInterval(timer)
  }, [])
  const root = useRef<HTMLElement>(null)
  const [width, setWidth] = useState(LANE_WIDTH_PX)
  useLayoutEffect(() => {
    const element = root.current
    if (element === null) return
    // A panel beside the bed takes from its width.
    const read = () =>
      setWidth(Math.min(LANE_WIDTH_PX, Math.max(NARROWEST_LANE_PX, element.clientWidth - BESIDE_LANE_PX)))
    read()
    const observer = new ResizeObserver(read)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const state = useSummary(bed, period)
  const lanes =
    state.state === 'ready'
      ? orderParameters(state.summary.parameters).filter((one) => isVital(one) && one.trend.length > 0)
      : []
  return (
    <section className="recent" ref={root} aria-label={words('recent.title')}>
      <h2>{words('recent.title')}</h2>
      {state.state === 'failed' && <p role="alert">{state.sentence}</p>}
      {state.state === 'empty' && <p className="quiet">{words('shift.empty')}</p>}
      {state.state === 'ready' && (
        <>
          <TrendLanes
            summary={state.summary}
            parameters={lanes.slice(0, MOST_LANES)}
            width={width}
            height={LANE_HEIGHT_PX}
          />
          <p className="recent-clock">{clockSentence(state.summary.clock)}</p>
          <ul className="recent-gaps">
            {state.summary.gaps.slice(-MOST_GAPS).map(({ fromUtcMs, toUtcMs, cause, label, evidence }) => (
              <li key={`${fromUtcMs} ${label ?? ''}`}>
                {clockTime(fromUtcMs)} {label ?? ''}{' '}
                {words('shift.gap', { length: duration(toUtcMs - fromUtcMs), cause: gapCause(cause) })}{' '}
                <small>{evidence}</small>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
