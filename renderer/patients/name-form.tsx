import { type FormEvent, type ReactElement, useState } from 'react'
import type { PatientView } from '../../electron/ipc/views.ts'
import { useClient } from '../client/context.ts'
import { personText } from '../words/person.ts'
import { words } from '../words/words.ts'
import { draftOf, factsOf } from './facts-draft.ts'
import { FactsFields } from './facts-fields.tsx'
import type { MoveProps } from './move-form.tsx'
import { NOBODY_TYPED, patientOf, WhoFields } from './who-fields.tsx'

/** Says who a temporary patient is: identifier, who issued it and a second identifier. Age class and pacing go on. */
export function NameForm({
  bed,
  patient: temporary,
  onDone,
  onProblem,
}: MoveProps & { readonly patient: PatientView }): ReactElement {
  const client = useClient()
  const [typed, setTyped] = useState(NOBODY_TYPED)
  const [draft, setDraft] = useState(() => draftOf(bed.person))
  const name = (event: FormEvent) => {
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
        .call('patient.name', { bed: bed.id, temporary, patient, facts: made.facts })
        .then(onDone, (error: Error) => onProblem(error.message))
  }
  return (
    <form className="confirm-form" onChange={() => onProblem(null)} onSubmit={name}>
      <WhoFields typed={typed} onTyped={setTyped} />
      <FactsFields
        draft={draft}
        onDraft={(next) => {
          onProblem(null)
          setDraft(next)
        }}
      />
      <p>{words('name.text', { who: personText(temporary) })}</p>
      <button type="submit" className="button primary">
        {words('name.do', { bed: bed.label })}
      </button>
    </form>
  )
}
