import type { MouseEvent, ReactElement } from 'react'
import type { ReviewLane, ReviewOverview, ReviewRows, ReviewWave } from '../../electron/ipc/review.ts'
import { kindOf } from '../beds/parameters.ts'
import { Label } from '../parts/label.tsx'
import { clockTime } from '../words/times.ts'
import { printedRange } from '../words/values.ts'
import { isAlarm, type ReviewEvent } from './events.ts'
import { momentAt, overlap, type Stretch, xAt } from './stretch.ts'
import { columnsPath } from './trace.ts'

export const ROW_PX = 34
const MINUTE_MS = 60_000
/** Room above and below the trace of a row. */
const PAD_PX = 3

/** Least and greatest of a number in a stretch, as printed. */
function spread(lane: ReviewLane | undefined, stretch: Stretch): string {
  const inside = (lane?.points ?? []).filter(
    ({ atUtcMs }) => atUtcMs + (lane?.widthMs ?? 0) > stretch.fromUtcMs && atUtcMs < stretch.toUtcMs,
  )
  if (lane === undefined || inside.length === 0) return '--'
  const least = Math.min(...inside.map((point) => point.least))
  const greatest = Math.max(...inside.map((point) => point.greatest))
  return printedRange(least, greatest, lane.decimals)
}

function Row({
  row,
  wave,
  columns,
  range,
  strip,
  events,
  onGo,
}: {
  readonly row: ReviewRows['rows'][number]
  readonly wave: ReviewWave
  readonly columns: number
  readonly range: { readonly lowest: number; readonly highest: number }
  readonly strip: Stretch
  readonly events: readonly ReviewEvent[]
  readonly onGo: (atUtcMs: number) => void
}): ReactElement {
  const stretch = { fromUtcMs: row.fromUtcMs, toUtcMs: row.fromUtcMs + MINUTE_MS }
  const shown = overlap(strip, stretch)
  const go = (event: MouseEvent<SVGSVGElement>) =>
    onGo(momentAt(stretch, columns, event.clientX - event.currentTarget.getBoundingClientRect().left))
  return (
    <svg
      className={`minute kind-${kindOf(wave.id)}`}
      width={columns}
      height={ROW_PX}
      onClick={go}
      aria-hidden="true"
    >
      {holeRects(row, columns).map(({ x, width }) => (
        <rect key={x} x={x} width={width} height={ROW_PX} fill="url(#review-hatch)" />
      ))}
      <path
        transform={`translate(0.5 ${PAD_PX})`}
        d={columnsPath(row, ROW_PX - 2 * PAD_PX, range)}
        fill="none"
        stroke="var(--kind)"
      />
      {events.map((event) => {
        const cut = overlap({ fromUtcMs: event.atUtcMs, toUtcMs: event.endUtcMs ?? stretch.toUtcMs }, stretch)
        if (!isAlarm(event.kind) || cut === null) return null
        const x = xAt(stretch, columns, cut.fromUtcMs)
        return (
          <rect
            key={event.key}
            className={`alarm-span ${event.kind}`}
            x={x}
            width={Math.max(2, xAt(stretch, columns, cut.toUtcMs) - x)}
            y={ROW_PX - 3}
            height={3}
          />
        )
      })}
      {shown !== null && (
        <rect
          className="shown-window"
          x={xAt(stretch, columns, shown.fromUtcMs)}
          width={xAt(stretch, columns, shown.toUtcMs) - xAt(stretch, columns, shown.fromUtcMs)}
          y={1}
          height={ROW_PX - 2}
        />
      )}
    </svg>
  )
}

/** Runs of columns in which nothing was sent. */
export function holeRects(
  { least }: ReviewRows['rows'][number],
  columns: number,
): readonly { readonly x: number; readonly width: number }[] {
  const rects: { x: number; width: number }[] = []
  for (let column = 0; column < columns; column++) {
    if (!Number.isNaN(least[column] ?? Number.NaN)) continue
    const last = rects.at(-1)
    if (last !== undefined && last.x + last.width === column) last.width++
    else rects.push({ x: column, width: 1 })
  }
  return rects
}

/** Full disclosure: one wave, a minute a row, with the range of the first two vital signs beside it; a click goes there. */
export function MinuteRows({
  rows,
  wave,
  overview,
  lanes,
  columns,
  strip,
  events,
  onGo,
}: {
  readonly rows: ReviewRows['rows']
  readonly wave: ReviewWave
  readonly overview: ReviewOverview
  readonly lanes: readonly ReviewLane[]
  readonly columns: number
  readonly strip: Stretch
  readonly events: readonly ReviewEvent[]
  readonly onGo: (atUtcMs: number) => void
}): ReactElement {
  const values = rows
    .flatMap(({ least, greatest }) => [...least, ...greatest])
    .filter((one) => !Number.isNaN(one))
  const range =
    values.length === 0
      ? { lowest: wave.lowest, highest: wave.highest }
      : { lowest: Math.min(...values), highest: Math.max(...values) }
  const beside = lanes.slice(0, 2)
  return (
    <div className="minutes">
      <div className="minutes-head">
        {beside.map((lane) => (
          <span key={lane.key}>
            <Label text={lane.label} />
          </span>
        ))}
      </div>
      {rows.map((row) => {
        const stretch = { fromUtcMs: row.fromUtcMs, toUtcMs: row.fromUtcMs + MINUTE_MS }
        return (
          <div className="minute-row" key={row.fromUtcMs}>
            <time>{clockTime(row.fromUtcMs)}</time>
            <Row
              row={row}
              wave={wave}
              columns={columns}
              range={range}
              strip={strip}
              events={events}
              onGo={onGo}
            />
            {beside.map((lane) => (
              <b key={lane.key} className={`kind-${kindOf(lane.id)} minute-range`}>
                {spread(
                  overview.lanes.find(({ key }) => key === lane.key),
                  stretch,
                )}
              </b>
            ))}
          </div>
        )
      })}
    </div>
  )
}
