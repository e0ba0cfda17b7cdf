import { type FormEvent, type ReactElement, useState } from 'react'
import type { AdmissionView } from '../../electron/ipc/admissions.ts'
import { AGE_CLASSES } from '../../electron/ipc/alarms.ts'
import { PACED } from '../../electron/ipc/patient.ts'
import { useClient } from '../client/context.ts'
import { EMPTY_FACTS } from '../patients/facts-draft.ts'
import { AGE_WORDS, PACED_WORDS } from '../patients/facts-fields.tsx'
import { NOTHING_TYPED, TwoIdentifiers } from '../patients/two-identifiers.tsx'
import { Choice } from '../screens/choice.tsx'
import { words } from '../words/words.ts'

/** The two identifiers of whom a message is about, and of somebody who comes the age class and pacing. */
export function AdmissionForm({
  proposal,
  onDone,
  onProblem,
}: {
  readonly proposal: AdmissionView
  readonly onDone: () => void
  /** What went wrong; null: something was changed since. */
  readonly onProblem: (sentence: string | null) => void
}): ReactElement {
  const client = useClient()
  const [typed, setTyped] = useState(NOTHING_TYPED)
  const [{ ageClass, paced }, setDraft] = useState(EMPTY_FACTS)
  const { seq, kind, bed, second } = proposal
  const isNew = kind === 'admit'
  const confirm = (event: FormEvent) => {
    event.preventDefault()
    const asked = { id: typed.id.trim(), second: typed.second.trim() }
    if (asked.id === '' || asked.second === '') onProblem(words('who.needsAll'))
    else if (isNew && ageClass === null) onProblem(words('admit.needsAge'))
    else if (isNew && paced === null) onProblem(words('admit.needsPaced'))
    else {
      const answer = client.call('admission.confirm', { seq, kind, bed, ...asked, ageClass, paced })
      void answer.then(onDone, (error: Error) => onProblem(error.message))
    }
  }
  return (
    <form className="confirm-form" onChange={() => onProblem(null)} onSubmit={confirm}>
      <TwoIdentifiers second={second} wristband="admissions.wristband" typed={typed} onTyped={setTyped} />
      {isNew && (
        <>
          <Choice
            title={words('age.title')}
            options={AGE_CLASSES.map((value) => ({ value, text: words(AGE_WORDS[value]) }))}
            chosen={ageClass}
            onChoose={(chosen) => setDraft((draft) => ({ ...draft, ageClass: chosen }))}
          />
          <Choice
            title={words('paced.title')}
            options={PACED.map((value) => ({ value, text: words(PACED_WORDS[value]) }))}
            chosen={paced}
            onChoose={(chosen) => setDraft((draft) => ({ ...draft, paced: chosen }))}
          />
        </>
      )}
      <button type="submit" className="button primary">
        {words('admissions.confirm')}
      </button>
    </form>
  )
}
