import type { ReactElement } from 'react'
import type { ShiftParameter, ShiftSummary } from '../../electron/ipc/shift.ts'
import { personText } from '../beds/tile-model.ts'
import { Label } from '../parts/label.tsx'
import { PriorityShape } from '../parts/priority-shape.tsx'
import { gapCause } from '../words/link-causes.ts'
import { clockTime } from '../words/times.ts'
import { printedUnit } from '../words/units.ts'
import { printedValue } from '../words/values.ts'
import { words } from '../words/words.ts'
import { isVital, orderParameters } from './lanes.ts'
import { RangesTable } from './ranges-table.tsx'
import { type EventLine, eventLines, inShort, periodText } from './sentences.ts'
import { StripFigure } from './strip-figure.tsx'
import { TrendLanes } from './trend-lanes.tsx'

const MOST_NOW = 6
const MOST_LANES = 5
const MOST_EVENTS = 10
const MOST_ROWS = 9
const LANE_WIDTH_PX = 566
const LANE_HEIGHT_PX = 44
const SECOND_MS = 1_000

function Now({ parameters }: { readonly parameters: readonly ShiftParameter[] }): ReactElement {
  return (
    <div className="now-boxes">
      {parameters.map(({ key, label, unit, last, lastUtcMs, decimals }) => (
        <div key={key}>
          <b>
            <Label text={label} />
          </b>
          <span className="now-value">{printedValue(last, decimals)}</span>
          <small>
            {printedUnit(unit)}
            {lastUtcMs === null ? '' : `, ${clockTime(lastUtcMs)}`}
          </small>
        </div>
      ))}
    </div>
  )
}

function EventMark({ kind }: { readonly kind: EventLine['kind'] }): ReactElement {
  if (kind === 'gap') return <span className="event-gap hatched" />
  return <PriorityShape priority={kind} size={14} />
}

function Events({ summary }: { readonly summary: ShiftSummary }): ReactElement {
  const lines = eventLines(summary, gapCause)
  const hidden = lines.length - MOST_EVENTS
  return (
    <section className="events">
      <h3>{words('shift.events')}</h3>
      {lines.length === 0 && <p>{words('shift.noEvents')}</p>}
      <ol>
        {lines.slice(-MOST_EVENTS).map(({ key, atUtcMs, kind, text }) => (
          <li key={key} className={kind}>
            <time>{clockTime(atUtcMs)}</time>
            <EventMark kind={kind} />
            <span dir="auto">
              <Label text={text} />
            </span>
          </li>
        ))}
      </ol>
      {hidden > 0 && <small>{words('shift.moreEvents', { count: String(hidden) })}</small>}
    </section>
  )
}

/** Time of the station against the monitor's own clock, for the foot of the page. */
function clockText(offsetMs: number | null): string {
  if (offsetMs === null) return words('shift.noClock')
  const seconds = printedValue(Math.abs(offsetMs) / SECOND_MS, 1)
  return words(offsetMs >= 0 ? 'shift.clockFast' : 'shift.clockSlow', { seconds })
}

/** The hand-over sheet of one bed, black on white, as it is printed. In: a summary from the store. */
export function SummaryPage({ summary }: { readonly summary: ShiftSummary }): ReactElement {
  const ordered = orderParameters(summary.parameters)
  const main = ordered.slice(0, MOST_ROWS)
  const further = ordered.slice(MOST_ROWS)
  const lanes = ordered.filter((parameter) => isVital(parameter) && parameter.trend.length > 0)
  return (
    <article className="sheet theme-light" aria-label={words('shift.title')}>
      {summary.simulated && (
        <div className="watermark" aria-hidden="true">
          {words('chip.simulated')}
        </div>
      )}
      <header className="sheet-top">
        <b>{words('shift.title')}</b>
        <strong className="notice">{words('notice.secondary')}</strong>
        <span>{summary.station}</span>
      </header>
      <div className="sheet-bed">
        <h2 dir="auto">{summary.bedLabel}</h2>
        <p>
          <b>{summary.patient === null ? words('shift.noPatient') : personText(summary.patient)}</b>
          {summary.simulated && <strong className="chip">{words('chip.simulated')}</strong>}
          <span>
            {summary.patient === null
              ? ''
              : words('shift.authority', { authority: summary.patient.authority })}
          </span>
        </p>
        <p className="sheet-period">
          <b>{periodText(summary)}</b>
          <span>{words('shift.printed', { time: clockTime(summary.madeUtcMs) })}</span>
        </p>
      </div>
      <section>
        <h3>{words('shift.inShort')}</h3>
        <p className="in-short">
          {inShort(summary).map((sentence) => (
            <span key={sentence}>
              <Label text={sentence} />{' '}
            </span>
          ))}
        </p>
      </section>
      <Now parameters={ordered.slice(0, MOST_NOW)} />
      <section>
        <h3>
          {words('shift.ranges')} <small>{words('shift.rangesNote')}</small>
        </h3>
        <RangesTable parameters={main} />
      </section>
      {lanes.length > 0 && (
        <section>
          <h3>
            {words('shift.trends')} <small>{words('shift.trendsNote')}</small>
          </h3>
          <TrendLanes
            summary={summary}
            parameters={lanes.slice(0, MOST_LANES)}
            width={LANE_WIDTH_PX}
            height={LANE_HEIGHT_PX}
          />
        </section>
      )}
      <div className="sheet-columns">
        <section>
          <h3>{words('shift.notMeasured')}</h3>
          <p>
            {summary.notMeasured.length === 0 ? (
              words('shift.allMeasured')
            ) : (
              <Label text={summary.notMeasured.join(', ')} />
            )}
          </p>
          <div className="next-shift">{words('shift.next')}</div>
        </section>
        <Events summary={summary} />
      </div>
      {summary.strip !== null && summary.strip.rows.length > 0 && <StripFigure strip={summary.strip} />}
      <div className="signatures">
        {(['shift.given', 'shift.received'] as const).map((word) => (
          <div key={word}>
            <span>{words(word)}</span>
            <small>{words('shift.initialsTime')}</small>
          </div>
        ))}
      </div>
      <footer className="sheet-foot">
        <p>
          {words('notice.bedside')}. {words('shift.stationTime')} {clockText(summary.clockOffsetMs)}
        </p>
        <p>
          {words('shift.madeBy', { initials: summary.madeBy ?? words('shift.nobody') })}{' '}
          {words('shift.check', { check: summary.recordCheck })}
        </p>
      </footer>
      {further.length > 0 && (
        <section className="sheet-further">
          <h3>
            {summary.bedLabel}: {words('shift.further')}{' '}
            <strong className="notice">{words('notice.secondary')}</strong>
          </h3>
          <RangesTable parameters={further} />
          <p>{words('shift.check', { check: summary.recordCheck })}</p>
        </section>
      )}
    </article>
  )
}
