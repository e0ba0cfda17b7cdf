import { type FormEvent, type ReactElement, useEffect, useRef, useState } from 'react'
import type { BedView } from '../../electron/ipc/views.ts'
import { useClient } from '../client/context.ts'
import { TextField } from '../parts/text-field.tsx'
import { words } from '../words/words.ts'
import { EMPTY_FACTS, factsOf } from './facts-draft.ts'
import { FactsFields } from './facts-fields.tsx'
import { ScanField } from './scan-field.tsx'

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
  const [typed, setTyped] = useState({ id: '', authority: '' })
  const [draft, setDraft] = useState(EMPTY_FACTS)
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  const admit = (event: FormEvent) => {
    event.preventDefault()
    const patient = { id: typed.id.trim(), authority: typed.authority.trim() }
    if (patient.id === '' || patient.authority === '') {
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
      <ScanField
        ref={first}
        value={typed.id}
        onScan={({ id, authority }) => setTyped({ id, authority: authority ?? typed.authority })}
      />
      <TextField
        label={words('patient.authority')}
        value={typed.authority}
        onText={(authority) => setTyped({ ...typed, authority })}
      />
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
