import type { ReactElement } from 'react'
import type { DestinationView } from '../../electron/ipc/views.ts'
import { Field } from '../parts/field.tsx'
import { words } from '../words/words.ts'

/** Which hospital system something is sent to. */
export function DestinationField({
  destinations,
  chosen,
  onChoose,
}: {
  readonly destinations: readonly DestinationView[]
  readonly chosen: DestinationView
  readonly onChoose: (id: string) => void
}): ReactElement {
  return (
    <Field label={words('send.destination')}>
      {(field) => (
        <select {...field} value={chosen.id} onChange={(event) => onChoose(event.target.value)}>
          {destinations.map(({ id: key, host, port, training }) => (
            <option key={key} value={key}>
              {`${key}, ${host}:${port}${training ? `, ${words('send.training')}` : ''}`}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
