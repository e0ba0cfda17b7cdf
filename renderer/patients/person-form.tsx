import { type FormEvent, type ReactElement, type ReactNode, useState } from 'react'
import type { AgeClass } from '../../electron/ipc/alarms.ts'
import type { PersonFacts } from '../../electron/ipc/patient.ts'
import type { PatientView } from '../../electron/ipc/views.ts'
import { words } from '../words/words.ts'
import { type FactsDraft, factsOf } from './facts-draft.ts'
import { FactsFields } from './facts-fields.tsx'
import { NOBODY_TYPED, patientOf, WhoFields } from './who-fields.tsx'

/**
 * Asks who somebody is: identifier and who issued it, a second identifier, age class and pacing. What is lacking is said
 * in one sentence, and nothing is sent.
 */
export function PersonForm({
  first,
  children,
  label,
  send,
  onDone,
  onProblem,
}: {
  /** What stands in the fields about the person. */
  readonly first: FactsDraft
  /** Between the fields and the button. */
  readonly children?: ReactNode
  readonly label: string
  readonly send: (
    patient: PatientView,
    facts: PersonFacts & { readonly ageClass: AgeClass },
  ) => Promise<unknown>
  readonly onDone: () => void
  /** What went wrong; null: something was changed since. */
  readonly onProblem: (sentence: string | null) => void
}): ReactElement {
  const [typed, setTyped] = useState(NOBODY_TYPED)
  const [draft, setDraft] = useState(first)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const patient = patientOf(typed)
    if (patient === null) {
      onProblem(words('patient.needsBoth'))
      return
    }
    const made = factsOf(draft, 'needed')
    if ('problem' in made) onProblem(words(made.problem))
    else send(patient, made.facts).then(onDone, (error: Error) => onProblem(error.message))
  }
  return (
    <form className="confirm-form" onChange={() => onProblem(null)} onSubmit={submit}>
      <WhoFields typed={typed} onTyped={setTyped} />
      <FactsFields
        draft={draft}
        onDraft={(next) => {
          onProblem(null)
          setDraft(next)
        }}
      />
      {children}
      <button type="submit" className="button primary">
        {label}
      </button>
    </form>
  )
}
