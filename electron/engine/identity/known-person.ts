import { calendarDate } from '../../../drivers/model/person.ts'
import { VigilError } from '../../ipc/contract.ts'
import { type PersonFacts, type TwoIdentifiers, temporaryNumber } from '../../ipc/patient.ts'
import type { PatientView } from '../../ipc/views.ts'
import { UNCHANGED } from '../unchanged.ts'
import { isSameName } from './two-identifiers.ts'

/** Which second identifier a person can be told by; null: none is known. */
export function secondOf(person: PersonFacts | undefined): 'birthDate' | 'name' | null {
  if (person === undefined) return null
  if (person.birthDate !== null) return 'birthDate'
  return person.name === null ? null : 'name'
}

/**
 * Compares what a nurse typed or scanned with who is connected to a bed: the identifier and a second one. In: the
 * label of the bed for sentences. Out: which second one it was; of a temporary patient, of whom no
 * other is known, the number of the station and the bed. Throws VigilError identityMismatch or badRequest with one
 * sentence.
 */
export function checkKnownPerson(
  patient: PatientView,
  person: PersonFacts | undefined,
  typed: TwoIdentifiers,
  label: string,
): 'birthDate' | 'name' | 'bed' {
  const mismatch = (what: string) => {
    const sentence = `${what} is not that of the patient of ${label}: look at the wristband. ${UNCHANGED}`
    return new VigilError('identityMismatch', sentence)
  }
  const number = temporaryNumber(patient)
  if (number !== null) {
    if (typed.id !== String(number) && typed.id !== patient.id) throw mismatch('The number typed')
    if (!isSameName(typed.second, label)) throw mismatch('The bed typed')
    return 'bed'
  }
  const second = secondOf(person)
  if (second === null) {
    const sentence = `Neither birth date nor name of the patient of ${label} is known: add one first. ${UNCHANGED}`
    throw new VigilError('badRequest', sentence)
  }
  if (typed.id !== patient.id) throw mismatch('The identifier typed')
  if (second === 'name') {
    if (!isSameName(typed.second, person?.name ?? '')) throw mismatch('The name typed')
    return second
  }
  const date = calendarDate(typed.second)
  if (date === null) {
    const sentence = `Type the birth date as year, month and day, such as 1970-12-31. ${UNCHANGED}`
    throw new VigilError('badRequest', sentence)
  }
  if (date !== person?.birthDate) throw mismatch('The birth date typed')
  return second
}
