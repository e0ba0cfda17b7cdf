import { type FormEvent, type ReactElement, useState } from 'react'
import type { BedView } from '../../electron/ipc/views.ts'
import { useClient } from '../client/context.ts'
import { words } from '../words/words.ts'
import { EMPTY_FACTS, factsOf } from './facts-draft.ts'
import { FactsFields } from './facts-fields.tsx'
import { NOBODY_TYPED, patientOf, WhoFields } from './who-fields.tsx'

/** Puts somebody into an empty bed: identifier and who issued it, a second identifier, age class and pacing. */
export function AdmitForm({
  bed,
  onDone,
  onProblem,
}: {
  readonly bed: BedView
  readonly onDone: () => void
  /** What went wrong; null: something was changed since. */
  readonly onProblem: (sentence: string | null) => void
}): ReactElement {
  const client = useClient()
  const [typed, setTyped] = useState(NOBODY_TYPED)
  const [draft, setDraft] = useState(EMPTY_FACTS)
  const admit = (event: FormEvent) => {
    event.preventDefault()
    const patient = patientOf(typed)
    if (patient === null) {
      onProblem(words('patient.needsBoth'))
      return
    }
    const made = factsOf(draft, 'needed')
    if ('problem' in made) onProblem(words(made.problem))
    else
      client
        .call('patient.admit', { bed: bed.id, patient, facts: made.facts })
        .then(onDone, (error: Error) => onProblem(error.message))
  }
  return (
    <form className="confirm-form" onChange={() => onProblem(null)} onSubmit={admit}>
      <WhoFields typed={typed} onTyped={setTyped} />
      <FactsFields
        draft={draft}
        onDraft={(next) => {
          onProblem(null)
          setDraft(next)
        }}
      />
      <button type="submit" className="button primary">
        {words('admit.do', { bed: bed.label })}
      </button>
    </form>
  )
}
