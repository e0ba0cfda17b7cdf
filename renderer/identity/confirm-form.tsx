import { type FormEvent, type ReactElement, useEffect, useRef, useState } from 'react'
import type { BedView, ProposalView, ProposedPerson } from '../../electron/ipc/views.ts'
import { useClient } from '../client/context.ts'
import { Field } from '../parts/field.tsx'
import { words } from '../words/words.ts'

/** Two identifiers, typed or scanned from the wristband; the engine compares them with what the monitor says. */
export function ConfirmForm({
  bed,
  proposal,
  person,
  onDone,
  onProblem,
}: {
  readonly bed: BedView
  readonly proposal: ProposalView
  readonly person: ProposedPerson
  readonly onDone: () => void
  readonly onProblem: (sentence: string) => void
}): ReactElement {
  const client = useClient()
  const [typed, setTyped] = useState({ id: '', second: '', authority: bed.patient?.authority ?? '' })
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  const asksAuthority = person.authority === null
  const confirm = (event: FormEvent) => {
    event.preventDefault()
    const id = typed.id.trim()
    const second = typed.second.trim()
    const authority = typed.authority.trim()
    if (id === '' || second === '' || (asksAuthority && authority === '')) {
      onProblem(words('who.needsAll'))
      return
    }
    client
      .call('bed.confirmPatient', {
        bed: bed.id,
        proposal: proposal.number,
        id,
        second,
        ...(asksAuthority && { authority }),
      })
      .then(onDone, (error: Error) => onProblem(error.message))
  }
  const isDate = person.check === 'birthDate'
  return (
    <form className="confirm-form" onSubmit={confirm}>
      <p>{words('who.wristband')}</p>
      <Field label={words('who.typeId')}>
        {(field) => (
          <input
            {...field}
            ref={first}
            autoComplete="off"
            value={typed.id}
            onChange={(event) => setTyped({ ...typed, id: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={words(isDate ? 'who.typeBirthDate' : 'who.typeName')}
        help={words(isDate ? 'who.birthDateHelp' : 'who.nameHelp')}
      >
        {(field) => (
          <input
            {...field}
            autoComplete="off"
            value={typed.second}
            onChange={(event) => setTyped({ ...typed, second: event.target.value })}
          />
        )}
      </Field>
      {asksAuthority && (
        <Field label={words('patient.authority')} help={words('who.authorityHelp')}>
          {(field) => (
            <input
              {...field}
              autoComplete="off"
              value={typed.authority}
              onChange={(event) => setTyped({ ...typed, authority: event.target.value })}
            />
          )}
        </Field>
      )}
      <button type="submit" className="button">
        {words('who.confirm')}
      </button>
    </form>
  )
}
