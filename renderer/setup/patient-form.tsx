import { type FormEvent, type ReactElement, useState } from 'react'
import type { BedView, PatientView } from '../../electron/ipc/views.ts'
import { useClient } from '../client/context.ts'
import { TextField } from '../parts/text-field.tsx'
import { idEnding } from '../words/identifiers.ts'
import { words } from '../words/words.ts'
import { PatientChange } from './patient-change.tsx'

function isSame(one: PatientView, other: PatientView): boolean {
  return one.id === other.id && one.authority === other.authority
}

/** Identifier of the person on a bed and who issued it. Without both nothing is sent to a hospital system. */
export function PatientForm({ bed }: { readonly bed: BedView }): ReactElement {
  const client = useClient()
  const [typed, setTyped] = useState({ id: '', authority: bed.patient?.authority ?? '' })
  const [sentence, setSentence] = useState<string | null>(null)
  /** Somebody else lies in the bed: the next patient waits for a word. */
  const [next, setNext] = useState<PatientView | null>(null)
  const set = (patient: PatientView | null, done: string, replaces?: PatientView) => {
    setNext(null)
    client.call('bed.setPatient', { bed: bed.id, patient, ...(replaces && { replaces }) }).then(
      () => {
        setSentence(done)
        setTyped({ id: '', authority: patient?.authority ?? '' })
      },
      (error: Error) => setSentence(error.message),
    )
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    const patient = { id: typed.id.trim(), authority: typed.authority.trim() }
    if (patient.id === '' || patient.authority === '') setSentence(words('patient.needsBoth'))
    else if (bed.patient !== null && !isSame(bed.patient, patient)) {
      setSentence(null)
      setNext(patient)
    } else set(patient, words('patient.saved'))
  }
  const now =
    bed.patient === null
      ? words('patient.none')
      : words('patient.now', { ending: idEnding(bed.patient.id), authority: bed.patient.authority })
  return (
    <form className="panel" onSubmit={save}>
      <div className="panel-head">
        <h2>{words('patient.title', { bed: bed.label })}</h2>
      </div>
      <div className="panel-body">
        <p>{bed.simulated ? words('patient.simulated') : now}</p>
        {!bed.simulated && (
          <>
            <TextField
              label={words('patient.id')}
              value={typed.id}
              onText={(text) => setTyped({ ...typed, id: text })}
            />
            <TextField
              label={words('patient.authority')}
              value={typed.authority}
              onText={(text) => setTyped({ ...typed, authority: text })}
            />
            <div className="actions">
              <button type="submit" className="button">
                {words('patient.save', { bed: bed.label })}
              </button>
              <button
                type="button"
                className="button"
                disabled={bed.patient === null}
                onClick={() => set(null, words('patient.cleared'))}
              >
                {words('patient.clear')}
              </button>
            </div>
          </>
        )}
        {next !== null && bed.patient !== null && (
          <PatientChange
            bed={bed.label}
            from={bed.patient}
            to={next}
            onKeep={() => setNext(null)}
            onChange={(from) => set(next, words('patient.saved'), from)}
          />
        )}
        {sentence !== null && <p role="status">{sentence}</p>}
      </div>
    </form>
  )
}
