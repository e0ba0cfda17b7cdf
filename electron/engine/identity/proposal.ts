import type { Person } from '../../../drivers/model/person.ts'
import { patientSchema } from '../../ipc/patient-schema.ts'
import type { ProposalCheck, ProposalView } from '../../ipc/views.ts'

/** What must be typed beside the identifier to confirm a person, or why nobody can. */
function checkOf(person: Person, isCurrent: boolean): ProposalCheck {
  if (!isCurrent) return 'lineLost'
  const { id, authority } = patientSchema.shape
  const isUsable =
    id.safeParse(person.id).success &&
    (person.authority === null || authority.safeParse(person.authority).success)
  if (!isUsable) return 'badIdentifier'
  if (person.birthDate !== null) return 'birthDate'
  return person.name === null ? 'noSecond' : 'name'
}

/**
 * What a nurse is shown of whom the monitor names. In: the number of the question, the person
 * (null: nobody any more), whether the line still stands, since when (UTC ms).
 */
export function proposalView(
  number: number,
  person: Person | null,
  isCurrent: boolean,
  sinceUtcMs: number,
): ProposalView {
  const shown = person === null ? null : { ...person, check: checkOf(person, isCurrent) }
  return { number, sinceUtcMs, person: shown }
}
