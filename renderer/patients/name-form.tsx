import type { ReactElement } from 'react'
import type { PatientView } from '../../electron/ipc/views.ts'
import { useClient } from '../client/context.ts'
import { personText } from '../words/person.ts'
import { words } from '../words/words.ts'
import { draftOf } from './facts-draft.ts'
import type { MoveProps } from './move-form.tsx'
import { PersonForm } from './person-form.tsx'

/** Says who a temporary patient is. Age class and pacing go on. */
export function NameForm({
  bed,
  patient: temporary,
  ...told
}: MoveProps & { readonly patient: PatientView }): ReactElement {
  const client = useClient()
  return (
    <PersonForm
      {...told}
      first={draftOf(bed.person)}
      label={words('name.do', { bed: bed.label })}
      send={(patient, facts) => client.call('patient.name', { bed: bed.id, temporary, patient, facts })}
    >
      <p>{words('name.text', { who: personText(temporary) })}</p>
    </PersonForm>
  )
}
