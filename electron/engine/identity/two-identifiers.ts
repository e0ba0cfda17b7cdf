import { calendarDate } from '../../../drivers/model/person.ts'
import { type Commands, VigilError } from '../../ipc/contract.ts'
import type { PatientView, ProposalCheck, ProposedPerson } from '../../ipc/views.ts'
import { UNCHANGED } from '../unchanged.ts'

/** Why a proposal cannot be confirmed from the screen, whatever is typed. */
const OBSTACLES: Readonly<Record<Exclude<ProposalCheck, 'birthDate' | 'name'>, string>> = {
  lineLost: `The line to the monitor is lost: wait until the monitor names the patient again. ${UNCHANGED}`,
  badIdentifier: `The identifier from the monitor has signs that cannot be used: type the identifier in Setup. ${UNCHANGED}`,
  noSecond: `The monitor sends no birth date and no name to check against: type the identifier in Setup. ${UNCHANGED}`,
}

/** Words of a name without their order, commas and case: monitors and wristbands differ in these. */
function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .sort()
    .join(' ')
}

/** Whether two names have the same words, in any order; nothing is no name. */
export function isSameName(one: string, other: string): boolean {
  const key = nameKey(one)
  return key !== '' && key === nameKey(other)
}

function mismatch(what: string, label: string): VigilError {
  const sentence = `${what} is not what the monitor of ${label} says: look at the wristband and at the monitor. ${UNCHANGED}`
  return new VigilError('identityMismatch', sentence)
}

/**
 * Compares what a nurse typed with whom the monitor names: the identifier and one more. In: the
 * label of the bed for sentences. Out: who may be connected. Throws VigilError identityMismatch
 * or badRequest with one sentence.
 */
export function checkTwoIdentifiers(
  person: ProposedPerson,
  typed: Omit<Commands['bed.confirmPatient']['request'], 'bed' | 'proposal'>,
  label: string,
): PatientView {
  const { check } = person
  if (check !== 'birthDate' && check !== 'name') throw new VigilError('badRequest', OBSTACLES[check])
  const authority = person.authority ?? typed.authority
  if (authority === undefined) {
    throw new VigilError(
      'badRequest',
      `Type who issued the identifier: the monitor does not say it. ${UNCHANGED}`,
    )
  }
  if (typed.id !== person.id) throw mismatch('The identifier typed', label)
  if (check === 'birthDate') {
    const date = calendarDate(typed.second)
    if (date === null) {
      const sentence = `Type the birth date as year, month and day, such as 1970-12-31. ${UNCHANGED}`
      throw new VigilError('badRequest', sentence)
    }
    if (date !== person.birthDate) throw mismatch('The birth date typed', label)
  } else if (!isSameName(typed.second, person.name ?? '')) throw mismatch('The name typed', label)
  return { id: person.id, authority }
}
