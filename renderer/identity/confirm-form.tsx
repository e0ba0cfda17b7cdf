import { type FormEvent, type ReactElement, useEffect, useRef, useState } from 'react'
import type { BedView, ProposalView, ProposedPerson } from '../../electron/ipc/views.ts'
import { useClient } from '../client/context.ts'
import { TextField } from '../parts/text-field.tsx'
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
      <TextField
        label={words('who.typeId')}
        ref={first}
        value={typed.id}
        onText={(text) => setTyped({ ...typed, id: text })}
      />
      <TextField
        label={words(isDate ? 'who.typeBirthDate' : 'who.typeName')}
        help={words(isDate ? 'who.birthDateHelp' : 'who.nameHelp')}
        value={typed.second}
        onText={(text) => setTyped({ ...typed, second: text })}
      />
      {asksAuthority && (
        <TextField
          label={words('patient.authority')}
          help={words('who.authorityHelp')}
          value={typed.authority}
          onText={(text) => setTyped({ ...typed, authority: text })}
        />
      )}
      <button type="submit" className="button">
        {words('who.confirm')}
      </button>
    </form>
  )
}
