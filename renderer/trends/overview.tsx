import type { ReactElement } from 'react'
import { Brush, ComposedChart, Line, YAxis } from 'recharts'
import type { TrendParameter } from '../../electron/ipc/trend.ts'
import { kindOf } from '../beds/parameters.ts'
import { clockTime } from '../words/times.ts'
import { words } from '../words/words.ts'
import { overviewPoints } from './overview-points.ts'

const HEIGHT_PX = 34

/** The whole period in one line, and the brush that chooses the stretch the lanes show. */
export function Overview({
  parameter,
  fromUtcMs,
  toUtcMs,
  width,
  onStretch,
}: {
  readonly parameter: TrendParameter
  readonly fromUtcMs: number
  readonly toUtcMs: number
  readonly width: number
  readonly onStretch: (fromUtcMs: number, toUtcMs: number) => void
}): ReactElement {
  const points = [...overviewPoints(parameter, { fromUtcMs, toUtcMs })]
  return (
    <div className={`trend-overview kind-${kindOf(parameter.id)}`}>
      <ComposedChart width={width} height={HEIGHT_PX} data={points} accessibilityLayer={false}>
        <Brush
          dataKey="atUtcMs"
          x={0}
          y={0}
          width={width}
          height={HEIGHT_PX}
          travellerWidth={10}
          stroke="var(--line-3)"
          fill="var(--surface-2)"
          ariaLabel={words('trend.brush')}
          tickFormatter={(at: number) => clockTime(at)}
          onChange={({ startIndex = 0, endIndex = points.length - 1 }) => {
            const first = points[startIndex]
            const last = points[endIndex]
            if (first !== undefined && last !== undefined && endIndex > startIndex) {
              onStretch(first.atUtcMs, last.atUtcMs + parameter.widthMs)
            }
          }}
        >
          <ComposedChart>
            <YAxis hide domain={['dataMin', 'dataMax']} />
            <Line
              dataKey="mean"
              stroke="var(--kind)"
              dot={false}
              connectNulls={false}
              isAnimationActive={false}
            />
          </ComposedChart>
        </Brush>
      </ComposedChart>
    </div>
  )
}
