import type { ReactElement } from 'react'
import { isIdentified, isTemporary } from '../../electron/ipc/patient.ts'
import type { ShiftParameter, ShiftStrip, ShiftSummary } from '../../electron/ipc/shift.ts'
import { Label } from '../parts/label.tsx'
import { clockSentence } from '../words/clock.ts'
import { gapCause } from '../words/link-causes.ts'
import { personText } from '../words/person.ts'
import { clockTime } from '../words/times.ts'
import { printedUnit } from '../words/units.ts'
import { printedValue } from '../words/values.ts'
import { words } from '../words/words.ts'
import { type EventLine, eventLines, laterText, pickEvents, rowsOf, sheetsOf } from './event-lines.ts'
import { EventList, Events } from './events.tsx'
import { isVital, orderParameters, splitByValue } from './lanes.ts'
import { RangesTable } from './ranges-table.tsx'
import { inShort, periodText } from './sentences.ts'
import { Sheet } from './sheet.tsx'
import { StripFigure } from './strip-figure.tsx'
import { TrendLanes } from './trend-lanes.tsx'

const MOST_NOW = 6
const MOST_LANES = 4
const MOST_EVENT_ROWS = 6
/** With more rows than this the strip has no place on the first sheet any more. */
const MOST_ROWS_WITH_STRIP = 8
const MOST_ROWS = 8
const ROWS_A_SHEET = 32
const LANE_WIDTH_PX = 566
const LANE_HEIGHT_PX = 37

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

function Head({ summary }: { readonly summary: ShiftSummary }): ReactElement {
  const { patient } = summary
  return (
    <div className="sheet-bed">
      <h2 dir="auto">{summary.bedLabel}</h2>
      <p>
        <b>{patient === null ? words('shift.noPatient') : personText(patient)}</b>
        {isTemporary(patient) && <strong className="chip">{words('chip.temporary')}</strong>}
        {summary.simulated && <strong className="chip">{words('chip.simulated')}</strong>}
        <span>
          {!isIdentified(patient) ? '' : words('shift.authority', { authority: patient.authority })}
        </span>
      </p>
      <p className="sheet-period">
        <b>{periodText(summary)}</b>
        <span>{words('shift.printed', { time: clockTime(summary.madeUtcMs) })}</span>
      </p>
    </div>
  )
}

function ToWrite({ summary }: { readonly summary: ShiftSummary }): ReactElement {
  return (
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
      {(['shift.given', 'shift.received'] as const).map((word) => (
        <div key={word} className="signature">
          <span>{words(word)}</span>
          <small>{words('shift.initialsTime')}</small>
        </div>
      ))}
    </section>
  )
}

/** Where each sheet of a long list begins. */
function sheetStarts(length: number): readonly number[] {
  return Array.from({ length: Math.ceil(length / ROWS_A_SHEET) }, (_, sheet) => sheet * ROWS_A_SHEET)
}

/** What does not fit on the first sheet, on sheets of its own: further parameters, then the whole list of events. */
function Further({
  summary,
  parameters,
  empty,
  events,
  strip,
}: {
  readonly summary: ShiftSummary
  readonly parameters: readonly ShiftParameter[]
  /** Labels of parameters that the monitor named without ever giving a value. */
  readonly empty: readonly string[]
  readonly events: readonly EventLine[]
  /** The strip if the first sheet has no place for it, else null. */
  readonly strip: ShiftStrip | null
}): ReactElement {
  const foot = words('shift.stationTime')
  return (
    <>
      {strip !== null && (
        <Sheet summary={summary} foot={foot}>
          <Head summary={summary} />
          <StripFigure strip={strip} />
        </Sheet>
      )}
      {sheetStarts(parameters.length + (empty.length > 0 ? 1 : 0)).map((from) => (
        <Sheet key={`parameters ${from}`} summary={summary} foot={foot}>
          <Head summary={summary} />
          <h3>{words('shift.further')}</h3>
          {from < parameters.length && (
            <RangesTable parameters={parameters.slice(from, from + ROWS_A_SHEET)} />
          )}
          {empty.length > 0 && from + ROWS_A_SHEET > parameters.length && (
            <p>
              <Label text={words('shift.noValue', { labels: empty.join(', ') })} />
            </p>
          )}
        </Sheet>
      ))}
      {sheetsOf(events, ROWS_A_SHEET).map((lines) => (
        <Sheet key={`events ${lines[0]?.key}`} summary={summary} foot={foot}>
          <Head summary={summary} />
          <h3>{words('shift.allEvents')}</h3>
          <EventList lines={lines} detailed />
        </Sheet>
      ))}
    </>
  )
}

/** The hand-over page of one bed, black on white, as it is printed. In: a summary from the store. */
export function SummaryPage({ summary }: { readonly summary: ShiftSummary }): ReactElement {
  const { measured, empty } = splitByValue(summary.parameters)
  const ordered = orderParameters(measured)
  const lanes = ordered.filter((parameter) => isVital(parameter) && parameter.trend.length > 0)
  const events = eventLines(summary, gapCause)
  const shown = pickEvents(events, MOST_EVENT_ROWS)
  const strip = summary.strip !== null && summary.strip.rows.length > 0 ? summary.strip : null
  const stripFits = rowsOf(shown) <= MOST_ROWS_WITH_STRIP
  const clock = `${words('shift.stationTime')} ${clockSentence(summary.clock, summary.toUtcMs)}`
  return (
    <>
      <Sheet summary={summary} foot={`${words('notice.bedside')}. ${clock}`}>
        <Head summary={summary} />
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
        {ordered.length > 0 && <Now parameters={ordered.slice(0, MOST_NOW)} />}
        <section>
          <h3>
            {words('shift.ranges')} <small>{words('shift.rangesNote')}</small>
          </h3>
          {ordered.length === 0 ? (
            <p>{words('shift.noValues')}</p>
          ) : (
            <RangesTable parameters={ordered.slice(0, MOST_ROWS)} />
          )}
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
          <ToWrite summary={summary} />
          <Events shown={shown} later={laterText(events, shown)} />
        </div>
        {strip !== null && stripFits && <StripFigure strip={strip} />}
      </Sheet>
      <Further
        summary={summary}
        parameters={ordered.slice(MOST_ROWS)}
        empty={empty}
        events={shown.length < events.length || events.some(({ detail }) => detail !== '') ? events : []}
        strip={stripFits ? null : strip}
      />
    </>
  )
}
