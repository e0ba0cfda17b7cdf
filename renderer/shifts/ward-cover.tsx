import type { ReactElement } from 'react'
import type { ShiftSummary } from '../../electron/ipc/shift.ts'
import { personText } from '../words/person.ts'
import { printedValue } from '../words/values.ts'
import { type WordKey, words } from '../words/words.ts'
import { orderParameters } from './lanes.ts'
import { totalText } from './score-steps.ts'
import { periodText, sharePercent } from './sentences.ts'
import { Sheet } from './sheet.tsx'

const SIGNS = [
  { word: 'ward.hr', matches: /^MDC_ECG_(HEART_RATE|CARD_BEAT_RATE)$/ },
  { word: 'ward.spo2', matches: /^MDC_PULS_OXIM_SAT_O2$/ },
  { word: 'ward.rr', matches: /RESP_RATE$/ },
] as const satisfies readonly { readonly word: WordKey; readonly matches: RegExp }[]

/** Rows that one sheet has room for. */
const ROWS_A_SHEET = 18

function nowText({ parameters }: ShiftSummary, matches: RegExp): string {
  const found = orderParameters(parameters).find(({ id }) => matches.test(id))
  return found === undefined ? '--' : printedValue(found.last, found.decimals)
}

function Row({ summary }: { readonly summary: ShiftSummary }): ReactElement {
  const { bedLabel, patient, reason, scores, burden, monitoredMs, fromUtcMs, toUtcMs } = summary
  const last = scores.points.at(-1)
  const alarms = (priority: string) =>
    String(burden.byPriority.find((one) => one.priority === priority)?.alarms ?? 0)
  return (
    <tr>
      <th scope="row" dir="auto">
        {bedLabel}
      </th>
      <td className="ward-words">
        {patient === null ? words('shift.noPatient') : personText(patient)}
        {reason !== null && (
          <small dir="auto" className="ward-reason">
            {reason.text}
          </small>
        )}
      </td>
      <td>{last === undefined ? '--' : totalText(last)}</td>
      {SIGNS.map(({ word, matches }) => (
        <td key={word}>{nowText(summary, matches)}</td>
      ))}
      <td>{alarms('high')}</td>
      <td>{alarms('medium')}</td>
      <td>{sharePercent(monitoredMs, toUtcMs - fromUtcMs)}</td>
    </tr>
  )
}

const HEADINGS: readonly WordKey[] = [
  'ward.score',
  ...SIGNS.map(({ word }) => word),
  'ward.high',
  'ward.medium',
  'ward.monitored',
]

/** The first sheets of a ward: one line a bed, and the beds of which nothing is recorded. */
export function WardCover({
  summaries,
  empty,
}: {
  readonly summaries: readonly ShiftSummary[]
  /** Labels of beds without anything in the period. */
  readonly empty: readonly string[]
}): ReactElement | null {
  const [first] = summaries
  if (first === undefined) return null
  const simulated = summaries.some((one) => one.simulated)
  const starts = Array.from({ length: Math.ceil(summaries.length / ROWS_A_SHEET) }, (_, index) => index)
  return (
    <>
      {starts.map((index) => (
        <Sheet
          key={index}
          summary={{ ...first, simulated, recordCheck: words('ward.checks') }}
          foot={`${words('notice.bedside')}. ${words('shift.stationTime')}`}
        >
          <h2 className="ward-title">{words('ward.title')}</h2>
          <p>{periodText(first)}</p>
          <table className="ranges ward-table">
            <thead>
              <tr>
                <th scope="col" className="ranges-name">
                  {words('shift.bed')}
                </th>
                <th scope="col" className="ward-words">
                  {words('ward.person')}
                </th>
                {HEADINGS.map((word) => (
                  <th key={word} scope="col">
                    {words(word)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {summaries.slice(index * ROWS_A_SHEET, (index + 1) * ROWS_A_SHEET).map((summary) => (
                <Row key={summary.bed} summary={summary} />
              ))}
            </tbody>
          </table>
          {empty.length > 0 && <p>{words('ward.empty', { beds: empty.join(', ') })}</p>}
        </Sheet>
      ))}
    </>
  )
}
