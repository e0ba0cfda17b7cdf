import { randomUUID } from 'node:crypto'
import type { PersonFacts } from '../../ipc/patient.ts'
import type { PatientView } from '../../ipc/views.ts'
import type { PersonRow } from '../store/patients/persons.ts'
import { endedVisits, openVisit } from './visits.ts'

/** What is known of who leaves, with their visit ended; null where nobody knows of one that lasts. */
export function leavingPerson(
  patient: PatientView,
  person: PersonFacts | null | undefined,
  nowUtcMs: number,
): PersonRow | null {
  if (person == null || openVisit(person) === null) return null
  const facts = { ...person, visits: endedVisits(person.visits, nowUtcMs) }
  return { id: randomUUID(), patient, facts, isCorrection: true }
}
