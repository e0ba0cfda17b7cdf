import { type FormEvent, type ReactElement, useState } from 'react'
import type { BedView } from '../../electron/ipc/views.ts'
import { useClient, useStation } from '../client/context.ts'
import { Field } from '../parts/field.tsx'
import { words } from '../words/words.ts'
import { NOTHING_TYPED, secondOf, TwoIdentifiers } from './two-identifiers.tsx'

export interface MoveProps {
  readonly bed: BedView
  readonly onDone: () => void
  /** What went wrong; null: something was changed since. */
  readonly onProblem: (sentence: string | null) => void
}

/** Moves a patient to an empty bed, or ends the stay, once two identifiers were typed. */
export function MoveForm({
  bed,
  kind,
  onDone,
  onProblem,
}: MoveProps & { readonly kind: 'transfer' | 'discharge' }): ReactElement {
  const client = useClient()
  const { beds } = useStation()
  const free = beds
    .map(({ view }) => view)
    .filter(({ id, patient, simulated }) => id !== bed.id && patient === null && !simulated)
  const [to, setTo] = useState('')
  const [typed, setTyped] = useState(NOTHING_TYPED)
  const second = secondOf(bed.person, bed.patient)
  if (second === null) return <p>{words('move.noSecond')}</p>
  if (kind === 'transfer' && free.length === 0) return <p>{words('move.noBed')}</p>
  const move = (event: FormEvent) => {
    event.preventDefault()
    const asked = { bed: bed.id, id: typed.id.trim(), second: typed.second.trim() }
    if (asked.id === '' || asked.second === '' || (kind === 'transfer' && to === '')) {
      onProblem(words('who.needsAll'))
      return
    }
    const answer =
      kind === 'transfer'
        ? client.call('patient.transfer', { ...asked, to })
        : client.call('patient.discharge', asked)
    void answer.then(onDone, (error: Error) => onProblem(error.message))
  }
  const target = free.find(({ id }) => id === to)
  return (
    <form className="confirm-form" onChange={() => onProblem(null)} onSubmit={move}>
      <TwoIdentifiers second={second} typed={typed} onTyped={setTyped} />
      {kind === 'transfer' && (
        <Field label={words('move.to')}>
          {(field) => (
            <select {...field} value={to} onChange={({ target: { value } }) => setTo(value)}>
              <option value="" />
              {free.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <p>{words(kind === 'transfer' ? 'move.text' : 'discharge.text', { bed: bed.label })}</p>
      <button type="submit" className="button">
        {kind === 'discharge'
          ? words('discharge.do', { bed: bed.label })
          : words('move.do', { bed: target?.label ?? '…' })}
      </button>
    </form>
  )
}
