import { VigilError } from '../../ipc/contract.ts'
import type { PersonFacts } from '../../ipc/patient.ts'
import { UNCHANGED } from '../unchanged.ts'

/** Of somebody whom nobody knows. */
export const UNNAMED = { name: null, birthDate: null } as const

/** Throws badRequest where neither birth date nor name was typed. */
export function requireSecond(facts: PersonFacts): void {
  if (facts.birthDate !== null || facts.name !== null) return
  throw new VigilError('badRequest', `Type the birth date or the name as second identifier. ${UNCHANGED}`)
}
