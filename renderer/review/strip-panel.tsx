import type { ReactElement } from 'react'
import type { ReviewStrip } from '../../electron/ipc/review.ts'
import { kindOf, orderWaves } from '../beds/parameters.ts'
import { Label } from '../parts/label.tsx'
import { clockTimeSeconds } from '../words/times.ts'
import { printedUnit } from '../words/units.ts'
import { words } from '../words/words.ts'
import { isAlarm, type ReviewEvent } from './events.ts'
import { xAt } from './stretch.ts'
import { PAD_PX, type StripHands, StripRowFigure } from './strip-row.tsx'
import { type Gain, rowScale } from './trace.ts'

const MS_PER_S = 1_000
const TIMES_PX = 22
const LEAST_ROW_PX = 56
/** mm/s from which on there is room for a time every two seconds. */
const TIMES_CLOSE_FROM = 25

/** All waves of some seconds on millimetre paper, the marks of alarms that begin in it, and the calipers. */
export function StripPanel({
  strip,
  width,
  height,
  pxPerMm,
  speed,
  gain,
  events,
  cursorUtcMs,
  hands,
}: {
  readonly strip: ReviewStrip
  readonly width: number
  readonly height: number
  readonly pxPerMm: number
  readonly speed: number
  readonly gain: Gain
  readonly events: readonly ReviewEvent[]
  readonly cursorUtcMs: number | null
  readonly hands: StripHands
}): ReactElement {
  const rows = orderWaves(strip.rows)
  const rowPx = Math.max(LEAST_ROW_PX, Math.floor((height - TIMES_PX) / Math.max(1, rows.length)))
  const stepMs = (speed >= TIMES_CLOSE_FROM ? 2 : 5) * MS_PER_S
  const firstUtcMs = Math.ceil(strip.fromUtcMs / stepMs) * stepMs
  const ticks = Array.from(
    { length: Math.max(0, Math.ceil((strip.toUtcMs - firstUtcMs) / stepMs)) },
    (_, index) => firstUtcMs + index * stepMs,
  )
  const begins = events.filter(
    ({ kind, atUtcMs }) => isAlarm(kind) && atUtcMs >= strip.fromUtcMs && atUtcMs < strip.toUtcMs,
  )
  const mm = pxPerMm
  const paper = `review-paper-${Math.round(mm * 1_000)}`
  return (
    <div className="strip-body">
      <div className="strip-names">
        {rows.map((row) => {
          const scale = rowScale(row, rowPx - 2 * PAD_PX, pxPerMm, gain)
          return (
            <span key={row.key} className={`kind-${kindOf(row.id)}`} style={{ height: rowPx }}>
              <b>
                <Label text={row.label} />
              </b>
              <small>{scale.gain ?? printedUnit(row.unit)}</small>
              {scale.millivoltPx !== null && (
                <svg
                  className="millivolt"
                  width="12"
                  height={Math.min(scale.millivoltPx, rowPx) + 4}
                  aria-hidden="true"
                >
                  <path
                    d={`M2 ${scale.millivoltPx + 2}V2h8V${scale.millivoltPx + 2}`}
                    fill="none"
                    stroke="var(--text-2)"
                  />
                </svg>
              )}
            </span>
          )
        })}
      </div>
      <div className="strip-paper" style={{ width }}>
        <svg className="strip-grid" width={width} height={rows.length * rowPx} aria-hidden="true">
          <defs>
            <pattern id={paper} width={5 * mm} height={5 * mm} patternUnits="userSpaceOnUse">
              <path
                d={[1, 2, 3, 4].map((at) => `M0 ${at * mm}h${5 * mm}M${at * mm} 0v${5 * mm}`).join('')}
                stroke="var(--line-1)"
                strokeWidth=".5"
              />
              <path d={`M0 0h${5 * mm}M0 0v${5 * mm}`} stroke="var(--line-2)" strokeWidth=".6" />
            </pattern>
          </defs>
          <rect width={width} height={rows.length * rowPx} fill={`url(#${paper})`} />
        </svg>
        {rows.map((row) => (
          <StripRowFigure
            key={row.key}
            row={row}
            width={width}
            height={rowPx}
            pxPerMm={pxPerMm}
            gain={gain}
            hands={hands}
            stretch={strip}
          />
        ))}
        <svg className="strip-over" width={width} height={rows.length * rowPx + TIMES_PX} aria-hidden="true">
          {ticks.map((at) => (
            <text
              key={at}
              x={Math.min(width - 28, Math.max(28, xAt(strip, width, at)))}
              y={rows.length * rowPx + 16}
              textAnchor="middle"
              className="axis"
            >
              {clockTimeSeconds(at)}
            </text>
          ))}
          {begins.map(({ key, kind, atUtcMs }) => (
            <path
              key={key}
              className={`alarm-begin ${kind}`}
              d={`M${xAt(strip, width, atUtcMs)} 0V${rows.length * rowPx}`}
            />
          ))}
          {cursorUtcMs !== null && cursorUtcMs >= strip.fromUtcMs && cursorUtcMs < strip.toUtcMs && (
            <path className="cursor-line" d={`M${xAt(strip, width, cursorUtcMs)} 0V${rows.length * rowPx}`} />
          )}
          {rows.some(({ simulated }) => simulated) && (
            <text className="simulated-word" x={width / 2} y={(rows.length * rowPx) / 2} textAnchor="middle">
              {words('chip.simulated')}
            </text>
          )}
        </svg>
        {begins.map(({ key, kind, atUtcMs, text }) => (
          <span
            key={key}
            className={`alarm-flag ${kind}`}
            style={{ insetInlineStart: Math.min(xAt(strip, width, atUtcMs), Math.max(0, width - 320)) }}
          >
            {text}
          </span>
        ))}
      </div>
    </div>
  )
}
