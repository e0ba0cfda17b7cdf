import type { ReactElement } from 'react'
import { isIdentified, isTemporary } from '../../electron/ipc/patient.ts'
import type { ShiftSummary } from '../../electron/ipc/shift.ts'
import { personText } from '../words/person.ts'
import { riskText } from '../words/risk.ts'
import { clockTime } from '../words/times.ts'
import { type WordKey, words } from '../words/words.ts'
import { periodText } from './sentences.ts'

const CLASS_WORDS = {
  adult: 'limits.adult',
  paediatric: 'limits.paediatric',
  neonate: 'limits.neonate',
} as const satisfies Record<string, WordKey>

/** Characters of a bed's label that fit in full size. */
const LONG_LABEL = 10

/** Whose sheet it is and of when: the bed, the end of the identifier, the age class whose limits held, the period. */
export function SheetHead({ summary }: { readonly summary: ShiftSummary }): ReactElement {
  const { patient, ageClass, highRisk } = summary
  const facts = [
    !isIdentified(patient) ? '' : words('shift.authority', { authority: patient.authority }),
    ageClass === null
      ? words('shift.noAgeClass')
      : words('limits.ofClass', { ageClass: words(CLASS_WORDS[ageClass]) }),
    highRisk === undefined ? '' : riskText(highRisk),
  ]
  return (
    <div className="sheet-bed">
      <h2 dir="auto" className={summary.bedLabel.length > LONG_LABEL ? 'long' : undefined}>
        {summary.bedLabel}
      </h2>
      <p>
        <b>{patient === null ? words('shift.noPatient') : personText(patient)}</b>
        {highRisk !== undefined && <strong className="chip">{words('chip.highRisk')}</strong>}
        {isTemporary(patient) && <strong className="chip">{words('chip.temporary')}</strong>}
        {summary.simulated && <strong className="chip">{words('chip.simulated')}</strong>}
        <span>{facts.filter((fact) => fact !== '').join('. ')}</span>
      </p>
      <p className="sheet-period">
        <b>{periodText(summary)}</b>
        <span>{words('shift.printed', { time: clockTime(summary.madeUtcMs) })}</span>
      </p>
    </div>
  )
}
