import { type ReactElement, useLayoutEffect, useRef, useState } from 'react'
import { EntryLanes } from '../entry/entry-lanes.tsx'
import { Choice } from '../screens/choice.tsx'
import { usePlace } from '../shell/navigation.ts'
import { isVital, orderParameters } from '../shifts/lanes.ts'
import { TrendLanes } from '../shifts/trend-lanes.tsx'
import { clockSentence } from '../words/clock.ts'
import { deviceName } from '../words/devices.ts'
import { gapCause } from '../words/link-causes.ts'
import { clockTime, duration } from '../words/times.ts'
import { words } from '../words/words.ts'
import { MarksRow } from './marks-row.tsx'
import { Overview } from './overview.tsx'
import { RANGES, type RangeHours } from './ranges.ts'
import { laneOf } from './trend-lane.ts'
import type { TrendState } from './use-trends.ts'

const MOST_LANES = 4
/** Gaps of the whole bed in words, the latest. */
const MOST_GAPS = 3
const LANE_HEIGHT_PX = 38
const LANE_WIDTH_PX = 860
/** Name, scale and present value of a lane, and the padding, in CSS px. */
const BESIDE_LANE_PX = 190
const NARROWEST_LANE_PX = 200

/** Trends of a bed from the record: a lane a vital sign, gaps hatched, alarms and notes above, a brush below. */
export function TrendPanel({
  state,
  hours,
  onHours,
}: {
  readonly state: TrendState
  readonly hours: RangeHours
  readonly onHours: (hours: RangeHours) => void
}): ReactElement {
  const { go } = usePlace()
  const root = useRef<HTMLElement>(null)
  const [width, setWidth] = useState(LANE_WIDTH_PX)
  const [stretch, setStretch] = useState<{ fromUtcMs: number; toUtcMs: number } | null>(null)
  useLayoutEffect(() => {
    const element = root.current
    if (element === null) return
    const read = () =>
      setWidth(Math.min(LANE_WIDTH_PX, Math.max(NARROWEST_LANE_PX, element.clientWidth - BESIDE_LANE_PX)))
    read()
    const observer = new ResizeObserver(read)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const view = state.state === 'ready' ? state.view : null
  const shown = view === null ? null : (stretch ?? { fromUtcMs: view.fromUtcMs, toUtcMs: view.toUtcMs })
  const parameters =
    view === null ? [] : orderParameters(view.parameters).filter(isVital).slice(0, MOST_LANES)
  const [first] = parameters
  const gaps =
    view?.gaps.filter(({ label, device }) => label === null || device !== undefined).slice(-MOST_GAPS) ?? []
  return (
    <section className="recent" ref={root} aria-label={words('trend.title')}>
      <div className="trend-head">
        <h2>{words('trend.title')}</h2>
        <Choice
          title=""
          options={RANGES.map((range) => ({ value: range.hours, text: words(range.word) }))}
          chosen={hours}
          onChoose={(value) => {
            setStretch(null)
            onHours(value)
          }}
        />
        {stretch !== null && (
          <button type="button" className="button dense" onClick={() => setStretch(null)}>
            {words('trend.whole')}
          </button>
        )}
        {view?.simulated && <strong className="chip">{words('chip.simulated')}</strong>}
        <small className="quiet">{words('trend.legend')}</small>
      </div>
      {state.state === 'failed' && <p role="alert">{state.sentence}</p>}
      {view !== null && parameters.length === 0 && <p className="quiet">{words('shift.empty')}</p>}
      {view !== null && !view.complete && <p className="quiet">{words('trend.incomplete')}</p>}
      {view !== null && shown !== null && (
        <EntryLanes
          entries={view.entries}
          {...shown}
          width={width}
          onGo={(momentUtcMs) => go({ screen: 'review', bed: view.bed, momentUtcMs })}
        />
      )}
      {view !== null && shown !== null && first !== undefined && (
        <>
          <MarksRow view={view} {...shown} width={width} />
          <TrendLanes
            summary={{ ...shown, bed: view.bed, gaps: view.gaps }}
            parameters={parameters.map((parameter) => laneOf(parameter, shown))}
            width={width}
            height={LANE_HEIGHT_PX}
          />
          <Overview
            key={hours}
            parameter={first}
            fromUtcMs={view.fromUtcMs}
            toUtcMs={view.toUtcMs}
            width={width}
            onStretch={(fromUtcMs, toUtcMs) => setStretch({ fromUtcMs, toUtcMs })}
          />
          <p className="recent-clock">{clockSentence(view.clock, view.toUtcMs)}</p>
          <ul className="recent-gaps">
            {gaps.map(({ fromUtcMs, toUtcMs, cause, device, evidence }) => (
              <li key={`${fromUtcMs} ${device ?? ''}`}>
                {clockTime(fromUtcMs)} {device !== undefined && `${deviceName(device)}: `}
                {words('shift.gap', { length: duration(toUtcMs - fromUtcMs), cause: gapCause(cause) })}{' '}
                {/* What was seen of the line of one device stands with the events: the live numbers need the room. */}
                <small>{device === undefined && evidence}</small>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
