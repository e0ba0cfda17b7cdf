import type { MouseEvent, ReactElement } from 'react'
import type { ReviewLane, ReviewOverview } from '../../electron/ipc/review.ts'
import { kindOf } from '../beds/parameters.ts'
import { Label } from '../parts/label.tsx'
import { PriorityShape } from '../parts/priority-shape.tsx'
import { isVital, laneDomain, orderParameters, timeTicks } from '../shifts/lanes.ts'
import { clockTime } from '../words/times.ts'
import { printedRange } from '../words/values.ts'
import { words } from '../words/words.ts'
import { isAlarm, type ReviewEvent } from './events.ts'
import { momentAt, overlap, type Stretch, xAt } from './stretch.ts'
import { yOf } from './trace.ts'
import { useSize } from './use-size.ts'

const MOST_LANES = 4
const LANE_PX = 32
const MARKS_PX = 22
const TIMES_PX = 20
const SHAPE_PX = 14
/** Half the width of a printed time, so that none is cut at an edge. */
const HALF_TIME_PX = 18
/** Two buckets that do not touch are a gap; the widths are those of the record. */
const TOUCHING = 1.5

/** The lanes that are shown: vital signs, one of each. */
export function shownLanes(lanes: readonly ReviewLane[]): readonly ReviewLane[] {
  return orderParameters(lanes.filter(isVital)).slice(0, MOST_LANES)
}

function bounds(lane: ReviewLane): { lowest: number; highest: number } {
  const means = lane.points.map(({ mean, greatest }) => mean ?? greatest)
  const [lowest, highest] = laneDomain({
    id: lane.id,
    unit: lane.unit,
    lowest: Math.min(...means),
    highest: Math.max(...means),
  })
  return { lowest, highest }
}

/** The mean of each bucket as a line and its spread as upright strokes; no line crosses a gap. */
export function lanePaths(
  lane: ReviewLane,
  stretch: Stretch,
  width: number,
  range: { readonly lowest: number; readonly highest: number },
): { readonly line: string; readonly spread: string } {
  let line = ''
  let spread = ''
  let beforeUtcMs: number | null = null
  for (const { atUtcMs, least, greatest, mean } of lane.points) {
    const x = xAt(stretch, width, atUtcMs + lane.widthMs / 2).toFixed(1)
    const joins = beforeUtcMs !== null && atUtcMs - beforeUtcMs <= TOUCHING * lane.widthMs && !lane.episodic
    const y = yOf(mean ?? greatest, range, LANE_PX).toFixed(1)
    line += joins ? `L${x} ${y}` : `M${x} ${y}h.01`
    spread += `M${x} ${yOf(greatest, range, LANE_PX).toFixed(1)}V${yOf(least, range, LANE_PX).toFixed(1)}`
    beforeUtcMs = atUtcMs
  }
  return { line, spread }
}

function Lane({
  lane,
  stretch,
  width,
  top,
}: {
  readonly lane: ReviewLane
  readonly stretch: Stretch
  readonly width: number
  readonly top: number
}): ReactElement {
  const range = bounds(lane)
  const { line, spread } = lanePaths(lane, stretch, width, range)
  return (
    <g className={`kind-${kindOf(lane.id)}`} transform={`translate(0 ${top})`}>
      <path d={spread} stroke="var(--kind)" strokeOpacity=".3" />
      <path
        d={line}
        fill="none"
        stroke="var(--kind)"
        strokeWidth={lane.episodic ? 4 : 1.5}
        strokeLinecap="round"
      />
    </g>
  )
}

/** The whole period at once: vital signs with their gaps, alarms, and where the strip is; a click goes there. */
export function OverviewPanel({
  overview,
  events,
  shown,
  onGo,
}: {
  readonly overview: ReviewOverview
  readonly events: readonly ReviewEvent[]
  /** What the rows and the strip below show. */
  readonly shown: Stretch
  readonly onGo: (atUtcMs: number) => void
}): ReactElement {
  const { ref, width } = useSize<HTMLDivElement>()
  const lanes = shownLanes(overview.lanes)
  const marksTop = Math.max(1, lanes.length) * LANE_PX
  const height = marksTop + MARKS_PX + TIMES_PX
  const window = overlap(shown, overview)
  const go = (event: MouseEvent<SVGSVGElement>) =>
    onGo(momentAt(overview, width, event.clientX - event.currentTarget.getBoundingClientRect().left))
  const gaps = overview.gaps.filter(({ label }) => label === null)
  return (
    <div className="overview">
      <div className="overview-names">
        {lanes.map((lane) => (
          <span key={lane.key} className={`kind-${kindOf(lane.id)} overview-name`}>
            <Label text={lane.label} />
          </span>
        ))}
        <span className="overview-marks-name">{words('review.alarms')}</span>
      </div>
      <div className="overview-chart" ref={ref}>
        {width > 0 && (
          // The same places are reached by the events list and the keys of the screen.
          <svg width={width} height={height} onClick={go} aria-hidden="true">
            {timeTicks(overview.fromUtcMs, overview.toUtcMs).map((at) => (
              <g key={at}>
                <path d={`M${xAt(overview, width, at)} 0V${marksTop + MARKS_PX}`} stroke="var(--line-1)" />
                <text
                  x={Math.min(width - HALF_TIME_PX, Math.max(HALF_TIME_PX, xAt(overview, width, at)))}
                  y={height - 4}
                  textAnchor="middle"
                  className="axis"
                >
                  {clockTime(at)}
                </text>
              </g>
            ))}
            {gaps.map((gap) => {
              const cut = overlap(gap, overview)
              if (cut === null) return null
              const x = xAt(overview, width, cut.fromUtcMs)
              return (
                <rect
                  key={gap.fromUtcMs}
                  x={x}
                  width={Math.max(2, xAt(overview, width, cut.toUtcMs) - x)}
                  height={marksTop}
                  fill="url(#review-hatch)"
                />
              )
            })}
            {lanes.map((lane, index) => (
              <Lane key={lane.key} lane={lane} stretch={overview} width={width} top={index * LANE_PX} />
            ))}
            {events.map(({ key, kind, atUtcMs }) =>
              !isAlarm(kind) ? null : (
                <g
                  key={key}
                  className={`mark ${kind}`}
                  transform={`translate(${xAt(overview, width, atUtcMs) - SHAPE_PX / 2} ${marksTop + 4})`}
                >
                  <PriorityShape priority={kind} size={SHAPE_PX} />
                </g>
              ),
            )}
            {events
              .filter(({ kind }) => kind === 'note')
              .map(({ key, atUtcMs }) => (
                <path
                  key={key}
                  className="note-flag"
                  d={`M${xAt(overview, width, atUtcMs)} ${marksTop + MARKS_PX}v-16l9 4l-9 4`}
                />
              ))}
            {events
              .filter(({ kind }) => kind === 'entry')
              .map(({ key, atUtcMs }) => (
                <circle
                  key={key}
                  className="entry-mark"
                  cx={xAt(overview, width, atUtcMs)}
                  cy={marksTop + MARKS_PX - 8}
                  r={3}
                />
              ))}
            {events
              .filter(({ kind }) => kind === 'move')
              .map(({ key, atUtcMs, endUtcMs }) => {
                const cut = overlap({ fromUtcMs: atUtcMs, toUtcMs: endUtcMs ?? atUtcMs }, overview)
                if (cut === null) return null
                const x = xAt(overview, width, cut.fromUtcMs)
                return (
                  <path
                    key={key}
                    className="move-line"
                    d={`M${x} ${marksTop + MARKS_PX - 2}h${Math.max(4, xAt(overview, width, cut.toUtcMs) - x)}m0 -5v5M${x} ${marksTop + MARKS_PX - 7}v5`}
                  />
                )
              })}
            {window !== null && (
              <rect
                className="shown-window"
                x={xAt(overview, width, window.fromUtcMs)}
                width={Math.max(
                  4,
                  xAt(overview, width, window.toUtcMs) - xAt(overview, width, window.fromUtcMs),
                )}
                y={1}
                height={marksTop + MARKS_PX - 2}
              />
            )}
          </svg>
        )}
      </div>
      <div className="overview-ranges">
        {lanes.map((lane) => {
          const { lowest, highest } = bounds(lane)
          return <span key={lane.key}>{printedRange(lowest, highest, 0)}</span>
        })}
      </div>
    </div>
  )
}
