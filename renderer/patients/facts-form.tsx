import { type FormEvent, type ReactElement, useState } from 'react'
import type { PatientView } from '../../electron/ipc/views.ts'
import { useClient } from '../client/context.ts'
import { words } from '../words/words.ts'
import { draftOf, factsOf } from './facts-draft.ts'
import { FactsFields } from './facts-fields.tsx'
import type { MoveProps } from './move-form.tsx'

/** Corrects what is known of the patient of a bed; the identifier stays. */
export function FactsForm({
  bed,
  patient,
  onDone,
  onProblem,
}: MoveProps & { readonly patient: PatientView }): ReactElement {
  const client = useClient()
  const [draft, setDraft] = useState(() => draftOf(bed.person))
  const save = (event: FormEvent) => {
    event.preventDefault()
    const made = factsOf(draft, 'optional')
    if ('problem' in made) onProblem(words(made.problem))
    else
      client
        .call('patient.describe', { bed: bed.id, patient, facts: made.facts })
        .then(onDone, (error: Error) => onProblem(error.message))
  }
  return (
    <form className="confirm-form" onChange={() => onProblem(null)} onSubmit={save}>
      <FactsFields
        draft={draft}
        onDraft={(next) => {
          onProblem(null)
          setDraft(next)
        }}
      />
      <button type="submit" className="button primary">
        {words('facts.do')}
      </button>
    </form>
  )
}
