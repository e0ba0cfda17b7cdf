import { type ReactElement, useState } from 'react'
import type { BedView } from '../../electron/ipc/views.ts'
import { words } from '../words/words.ts'
import { AdmitForm } from './admit-form.tsx'
import { FactsForm } from './facts-form.tsx'
import { KnownFacts } from './known-facts.tsx'
import { MoveForm } from './move-form.tsx'

type Step = 'who' | 'facts' | 'transfer' | 'discharge'

const TITLES = {
  who: 'patients.title',
  facts: 'facts.title',
  transfer: 'move.title',
  discharge: 'discharge.title',
} as const

/** Who lies in a bed, and what can be done: admit, describe, transfer, discharge. Stands beside the screen, never over it. */
export function PatientPanel({
  bed,
  onClose,
}: {
  readonly bed: BedView
  readonly onClose: () => void
}): ReactElement {
  const [step, setStep] = useState<Step>('who')
  const [problem, setProblem] = useState<string | null>(null)
  const goTo = (next: Step) => {
    setProblem(null)
    setStep(next)
  }
  const props = { bed, onDone: () => goTo('who'), onProblem: setProblem }
  const { patient } = bed
  const mayMove = patient !== null && !bed.simulated
  const shown = mayMove ? step : 'who'
  return (
    <aside className="panel identity-panel" aria-labelledby="patient-title">
      <div className="identity-body">
        <h2 id="patient-title">{words(TITLES[shown], { bed: bed.label })}</h2>
        {bed.simulated && <p>{words('patient.simulated')}</p>}
        {patient === null && !bed.simulated && (
          <>
            <p>{words('who.nobody')}</p>
            <AdmitForm {...props} />
          </>
        )}
        {/* While two identifiers are asked for they stand on the wristband only. */}
        {patient !== null && shown === 'who' && <KnownFacts bed={bed} />}
        {mayMove && bed.person?.ageClass == null && shown === 'who' && <p>{words('age.missing')}</p>}
        {mayMove && shown === 'facts' && <FactsForm {...props} patient={patient} />}
        {mayMove && (shown === 'transfer' || shown === 'discharge') && (
          <MoveForm key={shown} {...props} kind={shown} />
        )}
      </div>
      {problem !== null && (
        <p className="identity-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="actions">
        {mayMove && shown === 'who' && (
          <>
            <button type="button" className="button" onClick={() => goTo('transfer')}>
              {words('move.open')}
            </button>
            <button type="button" className="button" onClick={() => goTo('discharge')}>
              {words('discharge.open')}
            </button>
            <button type="button" className="button" onClick={() => goTo('facts')}>
              {words('facts.open')}
            </button>
          </>
        )}
        {shown !== 'who' && (
          <button type="button" className="button primary" onClick={() => goTo('who')}>
            {words('patients.back')}
          </button>
        )}
        <button type="button" className="button" onClick={onClose}>
          {words('patients.close')}
        </button>
      </div>
    </aside>
  )
}
