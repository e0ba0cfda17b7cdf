import { Flag, PencilLine, UserRoundPen } from 'lucide-react'
import type { ReactElement } from 'react'
import type { ReviewMoment, ReviewStrip } from '../../electron/ipc/review.ts'
import { kindOf } from '../beds/parameters.ts'
import { Label } from '../parts/label.tsx'
import { PriorityShape } from '../parts/priority-shape.tsx'
import { orderParameters } from '../shifts/lanes.ts'
import { clockTime, clockTimeSeconds, exactDuration } from '../words/times.ts'
import { printedUnit } from '../words/units.ts'
import { printedPercent, printedValue } from '../words/values.ts'
import { words } from '../words/words.ts'
import type { Calipers } from './calipers.ts'
import { calipersText } from './calipers-text.ts'
import { isAlarm, type ReviewEvent } from './events.ts'

/** What the calipers stand on, large; how to use them while they stand on nothing. */
export function CalipersPanel({
  strip,
  calipers,
  onPutAway,
}: {
  readonly strip: ReviewStrip | null
  readonly calipers: Calipers | null
  readonly onPutAway: () => void
}): ReactElement {
  const row = strip?.rows.find(({ key }) => key === calipers?.key)
  const text = row === undefined || calipers === null ? null : calipersText(row, calipers)
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{words('review.calipers')}</h2>
        {row !== undefined && <Label text={row.label} />}
        <button type="button" className="button dense" onClick={onPutAway}>
          {words('review.putAway')}
        </button>
      </div>
      {text === null ? (
        <p className="quiet side-note">{words('review.calipersHelp')}</p>
      ) : (
        <p className="calipers-values" aria-live="polite">
          <b>{text.time}</b>
          <b>{text.height}</b>
        </p>
      )}
    </section>
  )
}

/** How far the monitor's clock is from the station's, in words. */
export function offsetText(offsetMs: number | null): string {
  if (offsetMs === null) return words('review.noClock')
  const length = exactDuration(Math.abs(offsetMs))
  if (Math.abs(offsetMs) < 50) return words('review.inStep')
  return words(offsetMs > 0 ? 'review.fast' : 'review.slow', { length })
}

/** The numbers that stood at the cursor, the monitor's own clock, and what is missing of the waves. */
export function MomentPanel({
  moment,
  lost,
}: {
  readonly moment: ReviewMoment | null
  readonly lost: number | null
}): ReactElement {
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{words('review.cursor')}</h2>
        {moment !== null && <time>{clockTimeSeconds(moment.atUtcMs)}</time>}
      </div>
      {moment === null ? (
        <p className="quiet side-note">{words('review.cursorHelp')}</p>
      ) : (
        <dl className="moment">
          {orderParameters(moment.numbers).map((number) => (
            <div key={number.key} className={`kind-${kindOf(number.id)}`}>
              <dt>
                <Label text={number.label} />
              </dt>
              <dd>
                {printedValue(number.value, number.decimals)} {printedUnit(number.unit)}
                {moment.atUtcMs - number.measuredUtcMs >= 60_000 && (
                  <small> {clockTime(number.measuredUtcMs)}</small>
                )}
              </dd>
            </div>
          ))}
          <div>
            <dt>{words('review.monitorClock')}</dt>
            <dd>
              {moment.clockOffsetMs === null
                ? words('review.noClock')
                : clockTimeSeconds(moment.atUtcMs + moment.clockOffsetMs)}
            </dd>
          </div>
          <div>
            <dt>{words('review.offset')}</dt>
            <dd>{offsetText(moment.clockOffsetMs)}</dd>
          </div>
          {lost !== null && (
            <div>
              <dt>{words('review.loss')}</dt>
              <dd>{printedPercent(100 * lost, 1)}</dd>
            </div>
          )}
        </dl>
      )}
    </section>
  )
}

export type EventFilter = 'all' | 'alarms' | 'gaps' | 'notes' | 'entries'
const FILTERS = [
  { filter: 'all', word: 'review.all' },
  { filter: 'alarms', word: 'review.onlyAlarms' },
  { filter: 'gaps', word: 'review.onlyGaps' },
  { filter: 'notes', word: 'review.onlyNotes' },
  { filter: 'entries', word: 'review.onlyEntries' },
] as const

const FILTER_OF: Readonly<Record<ReviewEvent['kind'], EventFilter>> = {
  high: 'alarms',
  medium: 'alarms',
  low: 'alarms',
  gap: 'gaps',
  note: 'notes',
  // Whose record it is must be seen beside whatever is looked for.
  move: 'all',
  entry: 'entries',
}

/** Alarms, gaps and notes of the period, the latest first; each goes to its time. */
export function EventsPanel({
  events,
  length,
  filter,
  current,
  onFilter,
  onGo,
}: {
  readonly events: readonly ReviewEvent[]
  /** Of the period, in words. */
  readonly length: string
  readonly filter: EventFilter
  /** Key of the event that was gone to. */
  readonly current: string | null
  readonly onFilter: (filter: EventFilter) => void
  readonly onGo: (event: ReviewEvent) => void
}): ReactElement {
  const shown = events.filter(({ kind }) => filter === 'all' || kind === 'move' || filter === FILTER_OF[kind])
  return (
    <section className="panel review-events">
      <div className="panel-head">
        <h2>{words('review.events', { length })}</h2>
        <div className="segments">
          {FILTERS.map((one) => (
            <button
              key={one.filter}
              type="button"
              className="segment"
              aria-pressed={filter === one.filter}
              onClick={() => onFilter(one.filter)}
            >
              {words(one.word)}
            </button>
          ))}
        </div>
      </div>
      {shown.length === 0 && <p className="quiet side-note">{words('review.noEvents')}</p>}
      <ol>
        {shown.map((event) => (
          <li key={event.key}>
            <button
              type="button"
              aria-current={event.key === current ? 'true' : undefined}
              onClick={() => onGo(event)}
            >
              <time>{clockTimeSeconds(event.atUtcMs)}</time>
              <span className={`mark ${event.kind}`}>
                {event.kind === 'gap' && <span className="gap-mark" />}
                {event.kind === 'note' && <Flag size={16} aria-hidden="true" />}
                {event.kind === 'entry' && <PencilLine size={16} aria-hidden="true" />}
                {event.kind === 'move' && <UserRoundPen size={16} aria-hidden="true" />}
                {isAlarm(event.kind) && <PriorityShape priority={event.kind} size={16} />}
              </span>
              <span>{event.text}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}
