import { type ReactElement, useState } from 'react'
import type { RemotePatientView, RemoteReading, RemoteRow } from '../../electron/ipc/remote.ts'
import { Label } from '../parts/label.tsx'
import { useAnswer } from '../review/use-answer.ts'
import { calendarDate, clockTime } from '../words/times.ts'
import { printedUnit } from '../words/units.ts'
import { printedValue } from '../words/values.ts'
import { words } from '../words/words.ts'

/** Midnight of the day that lies so many days before today, by the clock of this PC. */
function midnight(nowUtcMs: number, daysAgo: number): number {
  const now = new Date(nowUtcMs)
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo).getTime()
}

/** The readings of one patient and day: each with its time, none of them as it is now. */
export function DayView({
  patient,
  nowUtcMs,
  asked,
}: {
  readonly patient: RemotePatientView
  readonly nowUtcMs: number
  readonly asked: number
}): ReactElement | null {
  const [daysAgo, setDaysAgo] = useState(0)
  const fromUtcMs = midnight(nowUtcMs, daysAgo)
  const toUtcMs = midnight(nowUtcMs, daysAgo - 1)
  const isShown = patient.consent !== null
  const { value, problem } = useAnswer(
    'remote.day',
    isShown ? { seq: patient.seq, fromUtcMs, toUtcMs } : null,
    asked,
  )
  if (!isShown) return null
  return (
    <section className="remote-day" aria-label={words('remote.day')}>
      <div className="remote-days">
        <button type="button" className="button dense" onClick={() => setDaysAgo((before) => before + 1)}>
          {words('remote.dayBefore')}
        </button>
        <b>{calendarDate(fromUtcMs)}</b>
        <button
          type="button"
          className="button dense"
          disabled={daysAgo === 0}
          onClick={() => setDaysAgo((before) => Math.max(0, before - 1))}
        >
          {words('remote.dayAfter')}
        </button>
      </div>
      {problem !== null && <p role="alert">{problem}</p>}
      {value?.rows.length === 0 && <p className="quiet">{words('remote.nothing')}</p>}
      {value !== null && value.rows.length > 0 && (
        <table className="table">
          <tbody>
            {value.rows.map((row) => (
              <Row key={`${row.id} ${row.unit}`} row={row} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Row({ row }: { readonly row: RemoteRow }): ReactElement {
  return (
    <tr>
      <th scope="row">
        <Label text={row.label} /> <small>{printedUnit(row.unit)}</small>
      </th>
      <td>
        <ul className="remote-readings">
          {row.readings.map((reading) => (
            <li key={`${reading.atUtcMs} ${reading.value} ${reading.validity}`}>
              <time>{clockTime(reading.atUtcMs)}</time> <b>{valueText(reading, row.decimals)}</b>
              {reading.validity === 'demo' && <span className="chip">{words('chip.simulated')}</span>}
              {reading.change === 'corrected' && <span className="chip">{words('remote.corrected')}</span>}
              {reading.validity === 'questionable' && (
                <span className="chip">{words('remote.doubtful')}</span>
              )}
            </li>
          ))}
        </ul>
      </td>
    </tr>
  )
}

function valueText({ value, change }: RemoteReading, decimals: number): string {
  if (change === 'withdrawn') return words('remote.withdrawn')
  return value === null ? words('remote.noValue') : printedValue(value, decimals)
}
