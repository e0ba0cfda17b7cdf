import { type PointerEvent, type ReactElement, useState } from 'react'
import { kindOf } from '../beds/parameters.ts'
import { printedValue } from '../words/values.ts'
import { words } from '../words/words.ts'
import { type Calipers, snapToPeak } from './calipers.ts'
import type { Stretch } from './stretch.ts'
import { type Gain, holesOf, rowScale, type StripRow, tracePath, yOf } from './trace.ts'

const MS_PER_S = 1_000
/** Room above and below a trace. */
export const PAD_PX = 6
/** A hole as long as this is hatched, and one as long as the second has its length printed. */
const LEAST_HOLE_S = 0.05
const TOLD_HOLE_S = 0.4
const HANDLE_PX = 4

/** What a hand on the strip does. */
export interface StripHands {
  readonly calipers: Calipers | null
  /** Null while calipers are put away: a press then moves the cursor. */
  readonly onCalipers: ((calipers: Calipers) => void) | null
  readonly onCursor: (atUtcMs: number) => void
}

interface RowProps {
  readonly row: StripRow
  readonly width: number
  readonly height: number
  readonly pxPerMm: number
  readonly gain: Gain
  readonly hands: StripHands
  readonly stretch: Stretch
}

/** One wave of a strip: trace, holes with their length, pace marks, and the calipers if they stand on it. */
export function StripRowFigure({
  row,
  width,
  height,
  pxPerMm,
  gain,
  hands,
  stretch,
}: RowProps): ReactElement {
  const [from, setFrom] = useState<number | null>(null)
  const trace = height - 2 * PAD_PX
  const scale = rowScale(row, trace, pxPerMm, gain)
  const each = width / row.values.length
  const isEcg = kindOf(row.id) === 'ecg'
  const sampleAt = (event: PointerEvent<SVGSVGElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left
    const index = Math.min(row.values.length - 1, Math.max(0, Math.round(x / each)))
    return isEcg ? snapToPeak(row, index) : index
  }
  const press = (event: PointerEvent<SVGSVGElement>) => {
    const index = sampleAt(event)
    if (hands.onCalipers === null) {
      hands.onCursor(stretch.fromUtcMs + (index * MS_PER_S) / row.rateHz)
      return
    }
    event.currentTarget.setPointerCapture(event.pointerId)
    setFrom(index)
    hands.onCalipers({ key: row.key, from: index, to: index })
  }
  const drag = (event: PointerEvent<SVGSVGElement>) => {
    if (from !== null) hands.onCalipers?.({ key: row.key, from, to: sampleAt(event) })
  }
  const calipers = hands.calipers?.key === row.key ? hands.calipers : null
  return (
    <svg
      className={`strip-row kind-${kindOf(row.id)}`}
      width={width}
      height={height}
      onPointerDown={press}
      onPointerMove={drag}
      onPointerUp={() => setFrom(null)}
      aria-label={words('review.wave', { label: row.label, lost: printedValue(100 * row.lost, 1) })}
      role="img"
    >
      {holesOf(row.values, Math.max(2, Math.round(LEAST_HOLE_S * row.rateHz))).map((hole) => {
        const seconds = (hole.to - hole.from) / row.rateHz
        return (
          <g key={hole.from}>
            <rect
              x={hole.from * each}
              width={(hole.to - hole.from) * each}
              height={height}
              fill="url(#review-hatch)"
            />
            {seconds >= TOLD_HOLE_S && (
              <text
                className="hole-length"
                x={((hole.from + hole.to) / 2) * each}
                y={height / 2 + 4}
                textAnchor="middle"
              >
                {printedValue(seconds, 1)} s
              </text>
            )}
          </g>
        )
      })}
      <g transform={`translate(0 ${PAD_PX})`}>
        {row.paces.map((at) => (
          <path key={at} d={`M${at * each} -4v12`} stroke="var(--text-1)" />
        ))}
        <path
          d={tracePath(row.values, width, trace, scale)}
          fill="none"
          stroke="var(--kind)"
          strokeWidth="1.6"
          strokeLinejoin="round"
        />
        {calipers !== null && (
          <CalipersMarks row={row} calipers={calipers} each={each} trace={trace} scale={scale} />
        )}
      </g>
    </svg>
  )
}

function CalipersMarks({
  row,
  calipers,
  each,
  trace,
  scale,
}: {
  readonly row: StripRow
  readonly calipers: Calipers
  readonly each: number
  readonly trace: number
  readonly scale: { readonly lowest: number; readonly highest: number }
}): ReactElement {
  const ends = [
    { end: 'from', at: calipers.from },
    { end: 'to', at: calipers.to },
  ]
  const places = ends.map(({ end, at }) => {
    const value = row.values[at] ?? Number.NaN
    return { end, x: at * each, y: Number.isNaN(value) ? trace / 2 : yOf(value, scale, trace) }
  })
  const [left, right] = [
    Math.min(calipers.from, calipers.to) * each,
    Math.max(calipers.from, calipers.to) * each,
  ]
  return (
    <g className="calipers">
      <rect x={left} width={right - left} y={-PAD_PX} height={trace + 2 * PAD_PX} />
      {places.map(({ end, x, y }) => (
        <g key={end}>
          <path d={`M${x} ${-PAD_PX}V${trace + PAD_PX}`} />
          <path d={`M${left - 24} ${y}H${right + 24}`} strokeDasharray="4 3" />
          <circle cx={x} cy={y} r={HANDLE_PX} />
        </g>
      ))}
    </g>
  )
}
