import type { ReactElement } from 'react'
import { AGE_CLASSES, type AgeClass } from '../../electron/ipc/alarms.ts'
import { useClient } from '../client/context.ts'
import { words } from '../words/words.ts'
import { AGE_WORDS } from './facts-fields.tsx'
import type { MoveProps } from './move-form.tsx'

/** Somebody whom nobody knows, in one click: which button says the age class, that limits follow from. */
export function AdmitUnknown({ bed, onDone, onProblem }: MoveProps): ReactElement {
  const client = useClient()
  const admit = (ageClass: AgeClass) => {
    const facts = { name: null, birthDate: null, ageClass, paced: 'unknown' } as const
    client
      .call('patient.admit', { bed: bed.id, patient: null, facts })
      .then(onDone, (error: Error) => onProblem(error.message))
  }
  return (
    <fieldset className="admit-unknown">
      <legend>{words('admit.unknown')}</legend>
      {AGE_CLASSES.map((ageClass) => (
        <button key={ageClass} type="button" className="button" onClick={() => admit(ageClass)}>
          {words('admit.unknownAs', { age: words(AGE_WORDS[ageClass]) })}
        </button>
      ))}
    </fieldset>
  )
}
