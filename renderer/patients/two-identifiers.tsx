import { type ReactElement, useEffect, useRef } from 'react'
import { isTemporary, type PersonFacts, type TwoIdentifiers as Typed } from '../../electron/ipc/patient.ts'
import type { PatientView } from '../../electron/ipc/views.ts'
import { TextField } from '../parts/text-field.tsx'
import { words } from '../words/words.ts'
import { ScanField } from './scan-field.tsx'

/** Nothing typed yet: her typing is what the engine compares. */
export const NOTHING_TYPED: Typed = { id: '', second: '' }

/** Which second identifier a person can be told by: of a temporary patient the bed; null: none is known. */
export function secondOf(
  person: PersonFacts | undefined,
  patient: PatientView | null,
): 'birthDate' | 'name' | 'bed' | null {
  if (isTemporary(patient)) return 'bed'
  if (person === undefined) return null
  if (person.birthDate !== null) return 'birthDate'
  return person.name === null ? null : 'name'
}

/** The two identifiers of whoever is to be moved, typed or scanned; the engine compares them with what it knows. */
export function TwoIdentifiers({
  second,
  wristband = 'move.wristband',
  typed,
  onTyped,
}: {
  readonly second: 'birthDate' | 'name' | 'bed'
  /** What they are compared with, in words. */
  readonly wristband?: 'move.wristband' | 'admissions.wristband' | 'remote.compare'
  readonly typed: Typed
  readonly onTyped: (typed: Typed) => void
}): ReactElement {
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  const isDate = second === 'birthDate'
  if (second === 'bed') {
    return (
      <>
        <p>{words('move.temporary')}</p>
        <TextField
          ref={first}
          label={words('move.number')}
          value={typed.id}
          inputMode="numeric"
          onText={(id) => onTyped({ ...typed, id })}
        />
        <TextField
          label={words('move.bed')}
          value={typed.second}
          onText={(text) => onTyped({ ...typed, second: text })}
        />
      </>
    )
  }
  return (
    <>
      <p>{words(wristband)}</p>
      <ScanField ref={first} value={typed.id} onScan={({ id }) => onTyped({ ...typed, id })} />
      <TextField
        label={words(isDate ? 'who.typeBirthDate' : 'who.typeName')}
        help={words(isDate ? 'who.birthDateHelp' : 'who.nameHelp')}
        value={typed.second}
        onText={(text) => onTyped({ ...typed, second: text })}
      />
    </>
  )
}
