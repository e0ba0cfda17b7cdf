import { type FormEvent, type ReactElement, useState } from 'react'
import type { PersonFacts, StayView } from '../../electron/ipc/patient.ts'
import type { PatientView } from '../../electron/ipc/views.ts'
import { useClient } from '../client/context.ts'
import { TextField } from '../parts/text-field.tsx'
import { useNow } from '../shell/now.ts'
import { words } from '../words/words.ts'
import { EMPTY_FACTS, type FactsDraft, secondFactsOf } from './facts-draft.ts'
import type { MoveProps } from './move-form.tsx'
import { type Since, SinceFields, sinceUtcMs } from './since-fields.tsx'
import { NOBODY_TYPED, patientOf, WhoFields } from './who-fields.tsx'

/** What is said of somebody whom nobody knows; the age class is chosen again, and limits with it. */
const NOTHING_KNOWN: PersonFacts = { name: null, birthDate: null, ageClass: null, paced: 'unknown' }

/** It was another patient: since when, and who, by two identifiers. Both records say so. */
export function RepairForm({
  bed,
  patient: wrong,
  stay,
  onDone,
  onProblem,
}: MoveProps & { readonly patient: PatientView; readonly stay: StayView }): ReactElement {
  const client = useClient()
  const { utcMs: nowUtcMs } = useNow()
  const [since, setSince] = useState<Since>(null)
  const [typed, setTyped] = useState(NOBODY_TYPED)
  const [draft, setDraft] = useState<FactsDraft>(EMPTY_FACTS)
  const give = (patient: PatientView | null, facts: PersonFacts) => {
    if (since === null) {
      onProblem(words('repair.needsSince'))
      return
    }
    client
      .call('patient.repair', { bed: bed.id, wrong, fromUtcMs: sinceUtcMs(since), patient, facts })
      .then(onDone, (error: Error) => onProblem(error.message))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const patient = patientOf(typed)
    const made = secondFactsOf(draft)
    if (patient === null) onProblem(words('patient.needsBoth'))
    else if ('problem' in made) onProblem(words(made.problem))
    else give(patient, { ...NOTHING_KNOWN, ...made })
  }
  return (
    <form className="confirm-form" onChange={() => onProblem(null)} onSubmit={submit}>
      <SinceFields
        cameUtcMs={stay.sinceUtcMs ?? nowUtcMs}
        nowUtcMs={nowUtcMs}
        since={since}
        onSince={(next) => {
          onProblem(null)
          setSince(next)
        }}
      />
      <WhoFields typed={typed} onTyped={setTyped} />
      <TextField
        label={words('who.typeBirthDate')}
        help={words('who.birthDateHelp')}
        value={draft.birthDate}
        onText={(birthDate) => setDraft({ ...draft, birthDate })}
      />
      <TextField
        label={words('who.typeName')}
        value={draft.name}
        onText={(name) => setDraft({ ...draft, name })}
      />
      <p>{words('repair.text', { bed: bed.label })}</p>
      <button type="submit" className="button">
        {words('repair.do')}
      </button>
      <button type="button" className="button" onClick={() => give(null, NOTHING_KNOWN)}>
        {words('repair.unknown')}
      </button>
    </form>
  )
}
