import { type FormEvent, type ReactElement, useState } from 'react'
import type { EndedStayView, PersonFacts } from '../../electron/ipc/patient.ts'
import type { PatientView } from '../../electron/ipc/views.ts'
import { useClient } from '../client/context.ts'
import { TextField } from '../parts/text-field.tsx'
import { useNow } from '../shell/now.ts'
import { clockTime } from '../words/times.ts'
import { words } from '../words/words.ts'
import { EMPTY_FACTS, type FactsDraft, secondFactsOf } from './facts-draft.ts'
import type { MoveProps } from './move-form.tsx'
import { type Since, SinceFields, sinceUtcMs } from './since-fields.tsx'
import { NOBODY_TYPED, patientOf, WhoFields } from './who-fields.tsx'

/** What is said of somebody whom nobody knows; the age class is chosen again, and limits with it. */
const NOTHING_KNOWN: PersonFacts = { name: null, birthDate: null, ageClass: null, paced: 'unknown' }

/** A stay that was somebody else's: `toUtcMs` null while it lasts. */
export type WrongStay = Omit<EndedStayView, 'toUtcMs'> & { readonly toUtcMs: number | null }

/** It was another patient: since when, and who, by two identifiers. Both records say so. */
export function RepairForm({
  bed,
  stay,
  onDone,
  onProblem,
}: MoveProps & { readonly stay: WrongStay }): ReactElement {
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
    const { toUtcMs } = stay
    const asked = { bed: bed.id, fromUtcMs: sinceUtcMs(since), patient, facts }
    const answer =
      toUtcMs === null
        ? client.call('patient.repair', { ...asked, wrong: stay.patient })
        : client.call('patient.repairEnded', { ...asked, stay: { ...stay, toUtcMs } })
    answer.then(onDone, (error: Error) => onProblem(error.message))
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
        cameUtcMs={stay.fromUtcMs}
        endUtcMs={stay.toUtcMs}
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
      <p>
        {stay.toUtcMs === null
          ? words('repair.text', { bed: bed.label })
          : words('repair.textEnded', { bed: bed.label, time: clockTime(stay.toUtcMs) })}
      </p>
      <button type="submit" className="button">
        {words('repair.do')}
      </button>
      <button type="button" className="button" onClick={() => give(null, NOTHING_KNOWN)}>
        {words('repair.unknown')}
      </button>
    </form>
  )
}
