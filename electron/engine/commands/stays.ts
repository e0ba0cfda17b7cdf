import type { EndedStayView } from '../../ipc/patient.ts'
import type { PatientView } from '../../ipc/views.ts'
import { isSamePatient } from '../patients.ts'

/** The screen lists so many stays that have ended: what is found wrong is found within days. */
const MOST_ENDED = 20

/** A stay in a bed; half open, UTC ms, `toUtcMs` null while it lasts. */
interface Stay {
  readonly patient: PatientView
  readonly fromUtcMs: number
  readonly toUtcMs: number | null
}

/** Stays of one bed, oldest first: rows of one patient that follow each other are one stay. */
function wholeStays(rows: readonly Stay[]): Stay[] {
  const whole: Stay[] = []
  for (const { patient, fromUtcMs, toUtcMs } of [...rows].sort((a, b) => a.fromUtcMs - b.fromUtcMs)) {
    const before = whole.at(-1)
    const goesOn = before?.toUtcMs === fromUtcMs && isSamePatient(before.patient, patient)
    if (before !== undefined && goesOn) whole[whole.length - 1] = { ...before, toUtcMs }
    else whole.push({ patient, fromUtcMs, toUtcMs })
  }
  return whole
}

/** Since when a patient lies in a bed (UTC ms); null: they do not. In: the stored stays of that bed. */
export function sinceOf(rows: readonly Stay[], patient: PatientView | null): number | null {
  const stay = wholeStays(rows).findLast(({ toUtcMs }) => toUtcMs === null)
  return stay !== undefined && isSamePatient(stay.patient, patient) ? stay.fromUtcMs : null
}

/** The last stays in a bed that have ended, newest first. In: its stored stays. */
export function endedStays(rows: readonly Stay[]): EndedStayView[] {
  return wholeStays(rows)
    .flatMap(({ patient, fromUtcMs, toUtcMs }) =>
      toUtcMs === null || toUtcMs <= fromUtcMs ? [] : [{ patient, fromUtcMs, toUtcMs }],
    )
    .reverse()
    .slice(0, MOST_ENDED)
}
