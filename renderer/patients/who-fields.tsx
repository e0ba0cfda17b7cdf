import { type ReactElement, useEffect, useRef } from 'react'
import type { PatientView } from '../../electron/ipc/views.ts'
import { TextField } from '../parts/text-field.tsx'
import { words } from '../words/words.ts'
import { ScanField } from './scan-field.tsx'

export const NOBODY_TYPED: PatientView = { id: '', authority: '' }

/** The patient that was typed; null: a part is missing. */
export function patientOf(typed: PatientView): PatientView | null {
  const patient = { id: typed.id.trim(), authority: typed.authority.trim() }
  return patient.id === '' || patient.authority === '' ? null : patient
}

/** The identifier of a person, typed or scanned, and who issued it. The first field has the focus. */
export function WhoFields({
  typed,
  onTyped,
}: {
  readonly typed: PatientView
  readonly onTyped: (typed: PatientView) => void
}): ReactElement {
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  return (
    <>
      <ScanField
        ref={first}
        value={typed.id}
        onScan={({ id, authority }) => onTyped({ id, authority: authority ?? typed.authority })}
      />
      <TextField
        label={words('patient.authority')}
        value={typed.authority}
        onText={(authority) => onTyped({ ...typed, authority })}
      />
    </>
  )
}
