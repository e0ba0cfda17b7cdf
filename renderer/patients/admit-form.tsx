import type { ReactElement } from 'react'
import { useClient } from '../client/context.ts'
import { words } from '../words/words.ts'
import { EMPTY_FACTS } from './facts-draft.ts'
import type { MoveProps } from './move-form.tsx'
import { PersonForm } from './person-form.tsx'

/** Puts somebody into an empty bed. */
export function AdmitForm({ bed, ...told }: MoveProps): ReactElement {
  const client = useClient()
  return (
    <PersonForm
      {...told}
      first={EMPTY_FACTS}
      label={words('admit.do', { bed: bed.label })}
      send={(patient, facts) => client.call('patient.admit', { bed: bed.id, patient, facts })}
    />
  )
}
