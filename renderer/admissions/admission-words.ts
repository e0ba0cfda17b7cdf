import type { AdmissionChange, AdmissionView } from '../../electron/ipc/admissions.ts'
import { idEnding } from '../words/identifiers.ts'
import { clockTime, writtenDate } from '../words/times.ts'
import { words } from '../words/words.ts'

const OBSTACLES = {
  late: 'admissions.late',
  occupied: 'admissions.occupied',
  bothHere: 'admissions.bothHere',
  noSecond: 'admissions.noSecond',
} as const

const CHANGES = {
  name: 'admissions.changeName',
  birthDate: 'admissions.changeBirthDate',
  visit: 'admissions.changeVisit',
} as const

/** Who it is about: the name as sent, and the end of the identifier. The rest stands on the wristband. */
export function whoText({ name, patient }: AdmissionView): string {
  const ending = idEnding(patient.id)
  return name === null ? words('admissions.whoNumber', { ending }) : words('admissions.who', { name, ending })
}

/** When it happened, as the message says: `A01, 2026-06-16 14:02`. */
export function whenText({ event, eventUtcMs }: AdmissionView): string {
  return `${event}, ${writtenDate(eventUtcMs)} ${clockTime(eventUtcMs)}`
}

/** What would change, in one line. In: how a bed is called. */
export function effectText(view: AdmissionView, labelOf: (bed: string) => string): string {
  const bed = labelOf(view.bed)
  switch (view.kind) {
    case 'admit':
      return words('admissions.admit', { bed })
    case 'transfer':
      return words('admissions.transfer', { bed, to: labelOf(view.to ?? '') })
    case 'discharge':
      return words('admissions.discharge', { bed })
    case 'update':
      return words('admissions.update', { bed })
    case 'merge': {
      const was = idEnding(view.was?.id ?? '')
      return words('admissions.merge', { bed, was, ending: idEnding(view.patient.id) })
    }
  }
}

/** What would be another, and from what. */
export function changeText({ what, before, after }: AdmissionChange): string {
  const none = words('admissions.unknown')
  return words(CHANGES[what], { before: before ?? none, after: after ?? none })
}

/** Why it cannot be confirmed, and what may be wrong with it; one sentence each. */
export function remarksOf({ obstacle, twin }: AdmissionView, labelOf: (bed: string) => string): string[] {
  return [
    ...(obstacle === null ? [] : [words(OBSTACLES[obstacle])]),
    ...(twin === null ? [] : [words('admissions.twin', { bed: labelOf(twin) })]),
  ]
}
