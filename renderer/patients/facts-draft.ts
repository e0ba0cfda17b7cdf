import { calendarDate } from '../../drivers/model/person.ts'
import type { AgeClass } from '../../electron/ipc/alarms.ts'
import type { Paced, PersonFacts } from '../../electron/ipc/patient.ts'
import type { WordKey } from '../words/words.ts'

/** What is typed about a person; nothing is chosen for anybody. */
export interface FactsDraft {
  readonly name: string
  readonly birthDate: string
  readonly ageClass: AgeClass | null
  readonly paced: Paced | null
}

export const EMPTY_FACTS: FactsDraft = { name: '', birthDate: '', ageClass: null, paced: null }

/** The draft of what is known already. */
export function draftOf(person: PersonFacts | undefined): FactsDraft {
  if (person === undefined) return EMPTY_FACTS
  const { name, birthDate, ageClass, paced } = person
  return { name: name ?? '', birthDate: birthDate ?? '', ageClass, paced }
}

/** The second identifier that a draft means, or the words that say what it lacks. */
export function secondFactsOf(
  draft: FactsDraft,
): Pick<PersonFacts, 'name' | 'birthDate'> | { readonly problem: WordKey } {
  const name = draft.name.trim() === '' ? null : draft.name.trim()
  const birthDate = draft.birthDate.trim() === '' ? null : calendarDate(draft.birthDate)
  if (draft.birthDate.trim() !== '' && birthDate === null) return { problem: 'admit.badDate' }
  return name === null && birthDate === null ? { problem: 'admit.needsSecond' } : { name, birthDate }
}

/** The facts that a draft means, or the words that say what it lacks. `second`: a second identifier is asked for. */
export function factsOf(
  draft: FactsDraft,
  second: 'needed' | 'optional',
): { readonly facts: PersonFacts & { readonly ageClass: AgeClass } } | { readonly problem: WordKey } {
  const name = draft.name.trim() === '' ? null : draft.name.trim()
  const birthDate = draft.birthDate.trim() === '' ? null : calendarDate(draft.birthDate)
  if (draft.birthDate.trim() !== '' && birthDate === null) return { problem: 'admit.badDate' }
  if (second === 'needed' && name === null && birthDate === null) return { problem: 'admit.needsSecond' }
  if (draft.ageClass === null) return { problem: 'admit.needsAge' }
  if (draft.paced === null) return { problem: 'admit.needsPaced' }
  return { facts: { name, birthDate, ageClass: draft.ageClass, paced: draft.paced } }
}
