import type { HeldCause, RemotePerson } from '../../ipc/remote.ts'
import { isSameName } from '../identity/two-identifiers.ts'
import { isSamePatient } from '../patients.ts'

/** Whose a report is, or why it lies in the holding list. */
export type Match<P> =
  | { readonly kind: 'of'; readonly one: P }
  | { readonly kind: 'held'; readonly cause: HeldCause }

/**
 * Whose a report is: the identifier with its issuer, and one more, the birth date before the name. Where the two birth
 * dates are known and differ, nothing else counts.
 */
export function matchOf<P extends RemotePerson>(said: RemotePerson, known: readonly P[]): Match<P> {
  const one = known.find(({ patient }) => isSamePatient(patient, said.patient))
  if (one === undefined) return { kind: 'held', cause: 'unknown' }
  if (one.birthDate !== null && said.birthDate !== null)
    return one.birthDate === said.birthDate ? { kind: 'of', one } : { kind: 'held', cause: 'secondDiffers' }
  if (one.name !== null && said.name !== null)
    return isSameName(one.name, said.name) ? { kind: 'of', one } : { kind: 'held', cause: 'secondDiffers' }
  return { kind: 'held', cause: 'noSecond' }
}
