import { type ReactElement, useContext } from 'react'
import type { ShiftParameter, ShiftStrip, ShiftSummary } from '../../electron/ipc/shift.ts'
import { Label } from '../parts/label.tsx'
import { clockSentence } from '../words/clock.ts'
import { gapCause } from '../words/link-causes.ts'
import { clockTime } from '../words/times.ts'
import { printedUnit } from '../words/units.ts'
import { printedValue } from '../words/values.ts'
import { words } from '../words/words.ts'
import { DetailSheets } from './detail-sheets.tsx'
import { type EventLine, eventLines, laterText, pickEvents, rowsOf, sheetsOf } from './event-lines.ts'
import { EventList, Events } from './events.tsx'
import { isVital, orderParameters, splitByValue } from './lanes.ts'
import { PaperContext } from './paper.ts'
import { RangesTable } from './ranges-table.tsx'
import { ScoreFigure } from './score-figure.tsx'
import { inShort } from './sentences.ts'
import { Sheet } from './sheet.tsx'
import { SheetHead } from './sheet-head.tsx'
import { StripFigure } from './strip-figure.tsx'
import { TrendLanes } from './trend-lanes.tsx'
import { useTooTall } from './use-too-tall.ts'
import { fitsOnFirst, reasonRows, writtenText } from './written.ts'

const MOST_NOW = 6
const MOST_LANES = 4
const MOST_EVENT_ROWS = 6
/** With more rows than this the strip has no place on the first sheet any more. */
const MOST_ROWS_WITH_STRIP = 8
const MOST_ROWS = 5
const ROWS_A_SHEET = 32
const LANE_WIDTH_PX = 566
const LANE_HEIGHT_PX = 32

/** `/min, 14:10`: the unit of a value and when it was taken, as far as there are any. */
function unitAt(unit: string, takenUtcMs: number | null): string {
  if (takenUtcMs === null) return unit
  const time = clockTime(takenUtcMs)
  return unit === '' ? time : words('shift.unitAt', { unit, time })
}

function Now({ parameters }: { readonly parameters: readonly ShiftParameter[] }): ReactElement {
  return (
    <div className="now-boxes">
      {parameters.map(({ key, label, unit, last, lastUtcMs, decimals }) => (
        <div key={key}>
          <b>
            <Label text={label} />
          </b>
          <span className="now-value">{printedValue(last, decimals)}</span>
          <small>{unitAt(printedUnit(unit), lastUtcMs)}</small>
        </div>
      ))}
    </div>
  )
}

/** NEWS2 over the shift, and what nobody measured. */
function Course({ summary }: { readonly summary: ShiftSummary }): ReactElement {
  const { notMeasured, scores, fromUtcMs, toUtcMs } = summary
  return (
    <section>
      <h3>
        {words('shift.score')} <small>{words('shift.scoreNote')}</small>
      </h3>
      <ScoreFigure scores={scores} fromUtcMs={fromUtcMs} toUtcMs={toUtcMs} />
      <p>
        {notMeasured.length === 0 ? (
          words('shift.allMeasured')
        ) : (
          <>
            <b>{words('shift.notMeasured')}</b> <Label text={notMeasured.join(', ')} />
          </>
        )}
      </p>
    </section>
  )
}

/** Room to write, and to sign. */
function ToWrite({ forNext }: Pick<ShiftSummary, 'forNext'>): ReactElement {
  return (
    <div className="to-write">
      <div className="next-shift">
        {words('shift.next')}
        {forNext !== null && (
          <p dir="auto">{fitsOnFirst(forNext.text) ? writtenText(forNext) : words('shift.nextLater')}</p>
        )}
      </div>
      <div>
        {(['shift.given', 'shift.received'] as const).map((word) => (
          <div key={word} className="signature">
            <span>{words(word)}</span>
            <small>{words('shift.initialsTime')}</small>
          </div>
        ))}
      </div>
    </div>
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
          <SheetHead summary={summary} />
          <StripFigure strip={strip} />
        </Sheet>
      )}
      {sheetStarts(parameters.length + (empty.length > 0 ? 1 : 0)).map((from) => (
        <Sheet key={`parameters ${from}`} summary={summary} foot={foot}>
          <SheetHead summary={summary} />
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
          <SheetHead summary={summary} />
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
  const paper = useContext(PaperContext)
  const rows = rowsOf(shown) + (summary.reason === null ? 0 : reasonRows(summary.reason.text))
  const { sheet, isTooTall } = useTooTall(summary, paper)
  const stripFits = paper === 'a4' && rows <= MOST_ROWS_WITH_STRIP && !isTooTall
  const clock = `${words('shift.stationTime')} ${clockSentence(summary.clock, summary.toUtcMs)}`
  return (
    <>
      <Sheet ref={sheet} summary={summary} foot={`${words('notice.bedside')}. ${clock}`}>
        <SheetHead summary={summary} />
        <section>
          <h3>{words('shift.inShort')}</h3>
          <p className="in-short">
            {summary.reason !== null && (
              <span className="why-here" dir="auto">
                <b>{words('shift.why')}</b> {writtenText(summary.reason)}{' '}
              </span>
            )}
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
          <Course summary={summary} />
          <Events shown={shown} later={laterText(events, shown)} />
        </div>
        {strip !== null && stripFits && <StripFigure strip={strip} />}
        <ToWrite forNext={summary.forNext} />
      </Sheet>
      <DetailSheets summary={summary} foot={words('shift.stationTime')} />
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
