import type { ReactElement } from 'react'
import type { ShiftStrip } from '../../electron/ipc/shift.ts'
import { Label } from '../parts/label.tsx'
import { clockTimeSeconds } from '../words/times.ts'
import { words } from '../words/words.ts'
import { STRIP_MM_PER_SECOND, STRIP_ROW_MM, stripPaths } from './strip.ts'

/** Width of the paper between its margins. */
const PAPER_MM = 186
const MOST_ROWS = 2
const SECOND_MS = 1_000

/** Some seconds of waves on millimetre paper, in true size when the page is printed at full size. */
export function StripFigure({
  strip,
  title,
  atUtcMs,
}: {
  readonly strip: ShiftStrip
  /** What it shows; absent: when it begins. */
  readonly title?: string
  /** A moment to mark and to keep in the middle; absent: the end of the strip is kept. */
  readonly atUtcMs?: number
}): ReactElement {
  const seconds = Math.min(strip.seconds, PAPER_MM / STRIP_MM_PER_SECOND)
  const spare = strip.seconds - seconds
  const fromSecond = atUtcMs === undefined ? spare : spare / 2
  const width = seconds * STRIP_MM_PER_SECOND
  const rows = strip.rows.slice(0, MOST_ROWS)
  const height = rows.length * STRIP_ROW_MM
  return (
    <figure>
      <figcaption>
        <b>
          <Label
            text={
              title ??
              words('shift.strip', { time: clockTimeSeconds(strip.fromUtcMs + fromSecond * SECOND_MS) })
            }
          />
        </b>{' '}
        <small>{words('shift.stripScale')}</small>
      </figcaption>
      {/* The caption follows the language; time runs from left to right in all of them. */}
      <div className="sheet-strip" dir="ltr">
        <svg
          width={`${width}mm`}
          height={`${height}mm`}
          viewBox={`0 0 ${width} ${height}`}
          aria-hidden="true"
        >
          <defs>
            <pattern id="strip-paper" width="5" height="5" patternUnits="userSpaceOnUse">
              <path
                d="M0 1h5M0 2h5M0 3h5M0 4h5M1 0v5M2 0v5M3 0v5M4 0v5"
                stroke="var(--line-1)"
                strokeWidth=".1"
              />
              <path d="M0 0h5M0 0v5" stroke="var(--line-2)" strokeWidth=".2" />
            </pattern>
          </defs>
          <rect width={width} height={height} fill="url(#strip-paper)" />
          {rows.map((row, index) => (
            <g key={row.label} transform={`translate(0 ${index * STRIP_ROW_MM})`}>
              {stripPaths(row, fromSecond, fromSecond + seconds).map((path) => (
                <path
                  key={path}
                  d={path}
                  fill="none"
                  stroke="var(--text-1)"
                  strokeWidth=".35"
                  strokeLinejoin="round"
                />
              ))}
            </g>
          ))}
          {atUtcMs !== undefined && (
            <path
              d={`M${((atUtcMs - strip.fromUtcMs) / SECOND_MS - fromSecond) * STRIP_MM_PER_SECOND} 0V${height}`}
              stroke="var(--text-1)"
              strokeWidth=".3"
              strokeDasharray="1.5 1"
            />
          )}
        </svg>
        <div className="strip-labels" style={{ height: `${height}mm` }}>
          {rows.map((row, index) => (
            <b key={row.label} style={{ top: `${index * STRIP_ROW_MM + 1}mm` }}>
              <Label text={row.label} />
            </b>
          ))}
        </div>
      </div>
    </figure>
  )
}
