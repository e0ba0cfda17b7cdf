import type { AdmissionChange, AdmissionKind, AdmissionObstacle } from '../../ipc/admissions.ts'
import type { PersonFacts } from '../../ipc/patient.ts'
import type { PatientView } from '../../ipc/views.ts'
import { secondOf } from '../identity/known-person.ts'
import { isSameName } from '../identity/two-identifiers.ts'
import { isSamePatient } from '../patients.ts'
import type { Adt } from './read.ts'
import { isNewVisit, openVisit } from './visits.ts'

/** A bed as far as a message about patients needs it. */
export interface WardBed {
  readonly id: string
  readonly patient: PatientView | null
  readonly person?: PersonFacts | undefined
  readonly simulated: boolean
}

/** What a message would change in the ward as it is. */
export interface Judged {
  readonly kind: AdmissionKind
  readonly bed: string
  readonly to: string | null
  readonly was: PatientView | null
  readonly changes: readonly AdmissionChange[]
  readonly obstacle: AdmissionObstacle | null
  readonly twin: string | null
}

/** Events that say in which bed a patient is afterwards; A11 and A03: in none. A12 and A13 name the place that holds again. */
const COMES: ReadonlySet<string> = new Set(['A01', 'A02', 'A04', 'A12', 'A13'])
const LEAVES: ReadonlySet<string> = new Set(['A03', 'A11'])

/** Whether an event says where a patient is: of those the newest counts. */
export function isAboutPlace({ event }: Adt): boolean {
  return COMES.has(event) || LEAVES.has(event)
}

/** Whether a ward has to do with it at all: its place is one of the ward's, or somebody it names lies here. */
export function concerns(
  adt: Adt,
  beds: readonly WardBed[],
  bedOf: (location: string) => string | null,
): boolean {
  const { patient, merged, location } = adt
  if (isAboutPlace(adt) && bedOf(location) !== null) return true
  return beds.some(
    (bed) => isSamePatient(bed.patient, patient) || (merged !== null && isSamePatient(bed.patient, merged)),
  )
}

/**
 * What a message would change. In: the beds as they are, and the bed of a place (null: not of this ward). Out: null where
 * everything is as the message says. Changes nothing.
 */
export function judge(
  adt: Adt,
  beds: readonly WardBed[],
  bedOf: (location: string) => string | null,
): Judged | null {
  const here = beds.find((bed) => isSamePatient(bed.patient, adt.patient)) ?? null
  if (adt.merged !== null) return judgeMerge(adt, adt.merged, here, beds)
  if (LEAVES.has(adt.event)) return here === null ? null : about('discharge', here)
  if (COMES.has(adt.event)) {
    const target = beds.find(({ id }) => id === bedOf(adt.location)) ?? null
    if (target === null) return here === null || adt.event !== 'A02' ? null : about('discharge', here)
    if (here === null) return judgeAdmit(adt, target, beds)
    if (here.id !== target.id) {
      const obstacle = target.patient === null ? null : 'occupied'
      return { ...about('transfer', here), to: target.id, obstacle }
    }
  }
  return here === null ? null : judgeFacts(adt, here)
}

function about(kind: AdmissionKind, bed: WardBed): Judged {
  return { kind, bed: bed.id, to: null, was: null, changes: [], obstacle: null, twin: null }
}

function judgeAdmit(adt: Adt, target: WardBed, beds: readonly WardBed[]): Judged {
  const obstacle = target.patient !== null ? 'occupied' : lacksSecond(adt) ? 'noSecond' : null
  return { ...about('admit', target), obstacle, twin: twinOf(adt, beds)?.id ?? null }
}

/** Somebody of the same name and birth date under another identifier may be the same person twice. */
function twinOf({ name, birthDate, patient }: Adt, beds: readonly WardBed[]): WardBed | undefined {
  if (name === null || birthDate === null) return undefined
  return beds.find(
    ({ person, patient: other }) =>
      person?.birthDate === birthDate &&
      isSameName(person.name ?? '', name) &&
      !isSamePatient(other, patient),
  )
}

function judgeFacts(adt: Adt, here: WardBed): Judged | null {
  const { name = null, birthDate = null } = here.person ?? {}
  const changes: AdmissionChange[] = []
  // What a message does not say is no reason to forget what is known.
  if (adt.name !== null && !isSameName(adt.name, name ?? ''))
    changes.push({ what: 'name', before: name, after: adt.name })
  if (adt.birthDate !== null && adt.birthDate !== birthDate)
    changes.push({ what: 'birthDate', before: birthDate, after: adt.birthDate })
  if (isNewVisit(here.person, adt.visit))
    changes.push({
      what: 'visit',
      before: openVisit(here.person)?.number ?? null,
      after: adt.visit?.number ?? null,
    })
  return changes.length === 0 ? null : { ...about('update', here), changes }
}

function judgeMerge(
  adt: Adt,
  merged: PatientView,
  here: WardBed | null,
  beds: readonly WardBed[],
): Judged | null {
  const bed = beds.find((one) => isSamePatient(one.patient, merged))
  if (bed === undefined) return null
  const known = secondOf(bed.person) !== null
  const obstacle = here !== null ? 'bothHere' : lacksSecond(adt) && !known ? 'noSecond' : null
  return { ...about('merge', bed), was: merged, obstacle }
}

function lacksSecond({ name, birthDate }: Adt): boolean {
  return name === null && birthDate === null
}
