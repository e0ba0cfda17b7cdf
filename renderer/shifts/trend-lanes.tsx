import type { ReactElement } from 'react'
import { Area, ComposedChart, Line, ReferenceArea, ReferenceLine, XAxis, YAxis } from 'recharts'
import { kindOf } from '../beds/parameters.ts'
import { Label } from '../parts/label.tsx'
import { clockTime } from '../words/times.ts'
import { printedUnit } from '../words/units.ts'
import { printedValue } from '../words/values.ts'
import { gapsOf, type LaneParameter, type LanePeriod, laneDomain, lanePoints, timeTicks } from './lanes.ts'

const NO_MARGIN = { top: 0, right: 0, bottom: 0, left: 0 }

/** Hatch for gaps, defined once a page: a gap must be seen without colour too. */
export function HatchPattern({ id }: { readonly id: string }): ReactElement {
  return (
    <svg className="pattern-holder" width="0" height="0" aria-hidden="true">
      <defs>
        <pattern id={id} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V8" stroke="var(--hatch)" strokeWidth="1.5" />
        </pattern>
      </defs>
    </svg>
  )
}

interface LaneProps {
  readonly summary: LanePeriod
  readonly parameter: LaneParameter
  readonly width: number
  readonly height: number
  readonly hatchId: string
}

function Lane({ summary, parameter, width, height, hatchId }: LaneProps): ReactElement {
  const { fromUtcMs, toUtcMs } = summary
  const [low, high] = laneDomain(parameter)
  const limits = [parameter.limitLow, parameter.limitHigh].filter(
    (limit): limit is number => limit !== null && limit > low && limit < high,
  )
  return (
    <div className={`lane kind-${kindOf(parameter.id)}`}>
      <span className="lane-name">
        <b>
          <Label text={parameter.label} />
        </b>
        <small>{printedUnit(parameter.unit)}</small>
      </span>
      <span className="lane-scale">
        <small>{printedValue(high, 0)}</small>
        <small>{printedValue(low, 0)}</small>
      </span>
      <ComposedChart
        width={width}
        height={height}
        data={[...lanePoints(parameter.trend, parameter.breakAfterMs)]}
        margin={NO_MARGIN}
        accessibilityLayer={false}
      >
        <XAxis dataKey="atUtcMs" type="number" domain={[fromUtcMs, toUtcMs]} hide allowDataOverflow />
        <YAxis type="number" domain={[low, high]} hide allowDataOverflow />
        {timeTicks(fromUtcMs, toUtcMs).map((at) => (
          <ReferenceLine key={at} x={at} stroke="var(--line-1)" />
        ))}
        {gapsOf(summary.gaps, parameter, summary).map((gap) => (
          <ReferenceArea
            key={gap.fromUtcMs}
            x1={gap.fromUtcMs}
            x2={gap.toUtcMs}
            fill={`url(#${hatchId})`}
            fillOpacity={1}
            ifOverflow="hidden"
          />
        ))}
        {limits.map((limit) => (
          <ReferenceLine key={limit} y={limit} stroke="var(--text-2)" strokeDasharray="4 3" />
        ))}
        <Area dataKey="band" stroke="none" fill="var(--kind)" fillOpacity={0.14} isAnimationActive={false} />
        <Line
          dataKey="median"
          stroke="var(--kind)"
          strokeWidth={1.5}
          dot={parameter.episodic ? { r: 2.5, fill: 'var(--kind)' } : false}
          connectNulls={false}
          isAnimationActive={false}
        />
      </ComposedChart>
      <span className="lane-now">{printedValue(parameter.last, parameter.decimals)}</span>
    </div>
  )
}

/**
 * One lane a parameter: one-minute medians with their spread, limits dashed, gaps hatched from top to bottom.
 * In: the summary, its parameters to draw, and the size of a lane in CSS px.
 */
export function TrendLanes({
  summary,
  parameters,
  width,
  height,
}: {
  readonly summary: LanePeriod
  readonly parameters: readonly LaneParameter[]
  readonly width: number
  readonly height: number
}): ReactElement {
  const hatchId = `hatch-${summary.bed}`
  const { fromUtcMs, toUtcMs } = summary
  return (
    <figure className="lanes">
      <HatchPattern id={hatchId} />
      {parameters.map((parameter) => (
        <Lane
          key={parameter.key}
          summary={summary}
          parameter={parameter}
          width={width}
          height={height}
          hatchId={hatchId}
        />
      ))}
      <div className="lane-times" style={{ width }}>
        {timeTicks(fromUtcMs, toUtcMs).map((at) => (
          <small
            key={at}
            style={{ insetInlineStart: `${(100 * (at - fromUtcMs)) / (toUtcMs - fromUtcMs)}%` }}
          >
            {clockTime(at)}
          </small>
        ))}
      </div>
    </figure>
  )
}
