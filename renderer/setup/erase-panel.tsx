import { type FormEvent, type ReactElement, useState } from 'react'
import type { PatientView } from '../../electron/ipc/views.ts'
import { Field } from '../parts/field.tsx'
import { words } from '../words/words.ts'
import { holdLine, receiptLines, typedPatient } from './erase-words.ts'
import { useErasures } from './use-erasures.ts'

const EMPTY = { id: '', again: '', authority: '', reason: '' }
const FIELDS = [
  { name: 'id', label: 'erase.id' },
  { name: 'again', label: 'erase.again' },
  { name: 'authority', label: 'erase.authority' },
  { name: 'reason', label: 'erase.reason' },
] as const
/** Most recent receipts that the panel lists. */
const LISTED = 3

/** A patient that is about to be erased, as it was typed. */
interface Asked {
  readonly patient: PatientView
  readonly confirm: string
  readonly reason: string
}

/** Legal holds, and erasing what was recorded of a patient: two identifiers and a reason typed, then a question. */
export function ErasePanel(): ReactElement {
  const { holds, receipts, sentence, hold, erase, say } = useErasures()
  const [typed, setTyped] = useState(EMPTY)
  const [asked, setAsked] = useState<Asked | null>(null)
  const withPatient = (work: (patient: PatientView) => void) => {
    const patient = typedPatient(typed)
    if (patient === null) say(words('erase.needsAll'))
    else work(patient)
  }
  const ask = (event: FormEvent) => {
    event.preventDefault()
    const { again, reason } = typed
    withPatient((patient) => {
      if (again.trim() !== patient.id) say(words('erase.differs'))
      else setAsked({ patient, confirm: again.trim(), reason: reason.trim() })
    })
  }
  const setHold = (isLifted: boolean) =>
    withPatient((patient) => hold({ patient, reason: typed.reason.trim(), isLifted }))
  const carryOut = (request: Asked) => {
    setAsked(null)
    setTyped(EMPTY)
    erase(request)
  }
  return (
    <form className="panel erase-panel" onSubmit={ask}>
      <div className="panel-head">
        <h2>{words('erase.title')}</h2>
      </div>
      <div className="panel-body">
        <p className="quiet">{words('erase.text')}</p>
        {FIELDS.map(({ name, label }) => (
          <Field
            key={name}
            label={words(label)}
            {...(name === 'reason' && { help: words('erase.reasonHelp') })}
          >
            {(field) => (
              <input
                {...field}
                autoComplete="off"
                value={typed[name]}
                onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <div className="actions">
          <button type="submit" className="button" disabled={asked !== null}>
            {words('erase.ask')}
          </button>
          <button type="button" className="button" onClick={() => setHold(false)}>
            {words('erase.hold')}
          </button>
          <button type="button" className="button" onClick={() => setHold(true)}>
            {words('erase.lift')}
          </button>
        </div>
        {asked !== null && (
          <EraseQuestion asked={asked} onKeep={() => setAsked(null)} onErase={() => carryOut(asked)} />
        )}
        {sentence !== null && <p role="status">{sentence}</p>}
        <ul className="erase-list">
          {holds.length === 0 && <li className="quiet">{words('erase.noHolds')}</li>}
          {holds.map((one) => (
            <li key={`${one.patient.authority} ${one.patient.id}`}>{holdLine(one)}</li>
          ))}
          {receipts.slice(0, LISTED).map((receipt) => (
            <li key={receipt.id}>
              {receiptLines(receipt).map((line) => (
                <p key={line}>{line}</p>
              ))}
            </li>
          ))}
        </ul>
      </div>
    </form>
  )
}

function EraseQuestion({
  asked,
  onKeep,
  onErase,
}: {
  readonly asked: Asked
  readonly onKeep: () => void
  readonly onErase: () => void
}): ReactElement {
  return (
    <div className="patient-change" role="alertdialog" aria-labelledby="erase-question">
      <p id="erase-question">
        {words('erase.question', { id: asked.patient.id, authority: asked.patient.authority })}
      </p>
      <div className="actions">
        <button type="button" className="button primary" onClick={onKeep}>
          {words('erase.keep')}
        </button>
        <button type="button" className="button" onClick={onErase}>
          {words('erase.yes')}
        </button>
      </div>
    </div>
  )
}
