import { type ReactElement, useState } from 'react'
import { type EndedStayView, isTemporary } from '../../electron/ipc/patient.ts'
import type { BedView } from '../../electron/ipc/views.ts'
import { useStation } from '../client/context.ts'
import { usePlace } from '../shell/navigation.ts'
import { personText } from '../words/person.ts'
import { words } from '../words/words.ts'
import { AdmitForm } from './admit-form.tsx'
import { AdmitUnknown } from './admit-unknown.tsx'
import { EndedStays } from './ended-stays.tsx'
import { FactsForm } from './facts-form.tsx'
import { KnownFacts } from './known-facts.tsx'
import { MoveForm } from './move-form.tsx'
import { MovesList } from './moves-list.tsx'
import { NameForm } from './name-form.tsx'
import { RepairForm } from './repair-form.tsx'
import { useStay } from './use-stay.ts'

type Step = 'who' | 'facts' | 'transfer' | 'discharge' | 'name' | 'repair' | 'repairEnded'

const TITLES = {
  who: 'patients.title',
  facts: 'facts.title',
  transfer: 'move.title',
  discharge: 'discharge.title',
  name: 'name.title',
  repair: 'repair.title',
  repairEnded: 'repair.title',
} as const

const OPEN_WORDS = {
  name: 'name.open',
  transfer: 'move.open',
  discharge: 'discharge.open',
  facts: 'facts.open',
  repair: 'repair.open',
} as const
const KNOWN_STEPS = ['transfer', 'discharge', 'facts', 'repair'] as const
const TEMPORARY_STEPS = ['name', 'transfer', 'discharge', 'facts', 'repair'] as const

/** Who lies in a bed, and what can be done: admit, name, describe, transfer, discharge, put right. Stands beside the screen, never over it. */
export function PatientPanel({
  bed,
  onClose,
}: {
  readonly bed: BedView
  readonly onClose: () => void
}): ReactElement {
  const [step, setStep] = useState<Step>('who')
  const [wrong, setWrong] = useState<EndedStayView | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const goTo = (next: Step) => {
    setProblem(null)
    setStep(next)
  }
  const { go } = usePlace()
  const waiting = useStation().station?.admissions?.open ?? 0
  const { patient } = bed
  const { stay, readAgain } = useStay(bed.id, patient?.id ?? '')
  const done = () => {
    goTo('who')
    readAgain()
  }
  const props = { bed, onDone: done, onProblem: setProblem }
  const mayMove = patient !== null && !bed.simulated
  const shown = mayMove || (step === 'repairEnded' && !bed.simulated) ? step : 'who'
  const sinceUtcMs = stay?.sinceUtcMs ?? null
  return (
    <aside className="panel identity-panel" aria-labelledby="patient-title">
      <div className="identity-body">
        <h2 id="patient-title">{words(TITLES[shown], { bed: bed.label, who: personText(patient) })}</h2>
        {bed.simulated && <p>{words('patient.simulated')}</p>}
        {/* The banner has no room for this while alarms fill it. */}
        {waiting > 0 && shown === 'who' && (
          <button type="button" className="button" onClick={() => go({ dialog: 'admissions' })}>
            {words('admissions.wait', { number: String(waiting) })}
          </button>
        )}
        {patient === null && !bed.simulated && shown === 'who' && (
          <>
            <p>{words('who.nobody')}</p>
            <AdmitUnknown {...props} />
            <AdmitForm {...props} />
          </>
        )}
        {/* While two identifiers are asked for they stand on the wristband only. */}
        {patient !== null && shown === 'who' && <KnownFacts bed={bed} />}
        {isTemporary(patient) && shown === 'who' && <p>{words('who.temporary')}</p>}
        {mayMove && bed.person?.ageClass == null && shown === 'who' && <p>{words('age.missing')}</p>}
        {shown === 'who' && stay !== null && (
          <MovesList bed={bed} moves={stay.moves} onUndone={done} onProblem={setProblem} />
        )}
        {mayMove && shown === 'name' && <NameForm {...props} patient={patient} />}
        {shown === 'who' && stay !== null && !bed.simulated && (
          <EndedStays
            stays={stay.ended}
            onWrong={(ended) => {
              setWrong(ended)
              goTo('repairEnded')
            }}
          />
        )}
        {mayMove && shown === 'repair' && sinceUtcMs !== null && (
          <RepairForm {...props} stay={{ patient, fromUtcMs: sinceUtcMs, toUtcMs: null }} />
        )}
        {shown === 'repairEnded' && wrong !== null && <RepairForm {...props} stay={wrong} />}
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
        {mayMove &&
          shown === 'who' &&
          (isTemporary(patient) ? TEMPORARY_STEPS : KNOWN_STEPS).map((next) => (
            <button key={next} type="button" className="button" onClick={() => goTo(next)}>
              {words(OPEN_WORDS[next])}
            </button>
          ))}
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
