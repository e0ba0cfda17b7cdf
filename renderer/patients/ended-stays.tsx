import type { ReactElement } from 'react'
import type { EndedStayView } from '../../electron/ipc/patient.ts'
import { personText } from '../words/person.ts'
import { calendarDate, clockTime } from '../words/times.ts'
import { words } from '../words/words.ts'

/** Who lay in a bed before, and when: each such stay can be given to whose it was. */
export function EndedStays({
  stays,
  onWrong,
}: {
  readonly stays: readonly EndedStayView[]
  /** It was another patient. */
  readonly onWrong: (stay: EndedStayView) => void
}): ReactElement | null {
  if (stays.length === 0) return null
  return (
    <section className="moves ended-stays">
      <h3>{words('ended.title')}</h3>
      <ul>
        {stays.map((stay) => (
          <li key={stay.fromUtcMs}>
            <b dir="auto">{personText(stay.patient)}</b>
            <span>
              {words('ended.stretch', {
                date: calendarDate(stay.fromUtcMs),
                from: clockTime(stay.fromUtcMs),
                to: clockTime(stay.toUtcMs),
              })}
            </span>
            <button type="button" className="button dense" onClick={() => onWrong(stay)}>
              {words('repair.open')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
