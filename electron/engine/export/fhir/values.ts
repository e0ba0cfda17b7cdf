import type {
  CodeableConcept,
  Coding,
  Observation as FhirObservation,
  ObservationComponent,
  Reference,
} from '@medplum/fhirtypes'
import type { Channel } from '../../../../drivers/model/channel.ts'
import { termById } from '../../../../drivers/model/terms.ts'
import type { SiteCode } from '../../../ipc/mapping.ts'
import { uriOfSystem } from '../../../ipc/mapping-systems.ts'
import type { Observation } from '../observations.ts'
import { ANSWERS } from '../oru-codes.ts'
import { ABSENT, PRESSURE, PROFILE_OF, SYSTEM, type VitalProfile } from './codes.ts'

/** Value, or why there is none: one of the two always stands there (vs-2, vs-3). */
export type ValueOrReason = Pick<
  ObservationComponent,
  'valueQuantity' | 'valueCodeableConcept' | 'dataAbsentReason'
>

/** Why a value is not there. In: a code of data-absent-reason. */
export function absent(code: string): { dataAbsentReason: CodeableConcept } {
  return { dataAbsentReason: { coding: [{ system: SYSTEM.absent, code }] } }
}

/** What was measured, answered, or why nothing was. */
export function measuredValue({ channel, state, value, byHand }: Observation): ValueOrReason {
  const reason = ABSENT[state]
  if (reason !== null) return absent(reason)
  const answer = byHand?.answer ?? null
  if (answer !== null) return { valueCodeableConcept: { text: ANSWERS[answer] ?? answer } }
  if (value === null || !Number.isFinite(value)) return absent('unknown')
  const { unit } = channel
  const units = unit === '' ? {} : { unit, system: SYSTEM.ucum, code: unit }
  return { valueQuantity: { value, ...units } }
}

/** The vital signs profile of a channel, if its code brings one and its unit is one of it. */
export function profileOf({ id, unit }: Channel): string | null {
  const profile = PROFILE_OF.get(termById(id)?.loinc ?? '')
  return profile !== undefined && isFitFor(profile, unit) ? profile.name : null
}

/**
 * What a channel is: LOINC and MDC; a vendor's own field in words. A code whose profile the unit would break is left out.
 * A code of the site's own map stands first, or last as it says, where its system has a URI.
 */
export function codeOf(
  channel: Pick<Channel, 'id' | 'code' | 'label' | 'unit'>,
  site?: SiteCode,
): CodeableConcept {
  const { id, code, label, unit } = channel
  const own = site === undefined ? [] : siteCoding(site)
  if (code === null) return { ...(own.length > 0 && { coding: own }), text: `${label} (${id})` }
  const term = termById(id)
  const profile = PROFILE_OF.get(term?.loinc ?? '')
  const isFit = profile === undefined || isFitFor(profile, unit)
  const loincs = isFit ? [term?.loinc, term?.loincAlso, profile?.loinc] : []
  const distinct = new Set(loincs.filter((one) => one !== null && one !== undefined))
  const coding: Coding[] = [...distinct].map((one) => ({ system: SYSTEM.loinc, code: one }))
  const usual = [...coding, mdc(code, id)]
  const known = new Set(usual.map((one) => `${one.system} ${one.code}`))
  const added = own.filter((one) => !known.has(`${one.system} ${one.code}`))
  return {
    coding: site?.place === 'first' ? [...added, ...usual] : [...usual, ...added],
    text: term?.name ?? label,
  }
}

function siteCoding({ code, name, system, uri }: SiteCode): Coding[] {
  const known = uriOfSystem(system) ?? uri
  return known === '' ? [] : [{ system: known, code, display: name }]
}

/** Whether the vital signs profile of a number, if it has one, allows a unit. */
export function mayHaveUnit(id: string, unit: string): boolean {
  return PROFILE_OF.get(termById(id)?.loinc ?? '')?.units.includes(unit) ?? true
}

/** A pressure by itself is no panel, whatever its unit. */
function isFitFor(profile: VitalProfile, unit: string): boolean {
  return profile !== PRESSURE && profile.units.includes(unit)
}

/** A code of ISO/IEEE 11073-10101, its REFID for people. */
export function mdc(code: number, refid: string): Coding {
  return { system: SYSTEM.mdc, code: String(code), display: refid }
}

/** A number that its device itself doubted. */
export function doubtOf(state: Observation['state']): Pick<FhirObservation, 'interpretation'> {
  if (state !== 'questionable') return {}
  return { interpretation: [{ text: 'questionable' }] }
}

/** Who entered it, as far as the station knows. */
export function performerOf({
  author,
}: NonNullable<Observation['byHand']>): Pick<FhirObservation, 'performer'> {
  return author === undefined ? {} : { performer: [typedInitials(author)] }
}

/** Initials say who it was, and nothing has verified them. */
export function typedInitials(initials: string): Reference<never> {
  return { display: `${initials} (initials typed at the station, not verified)` }
}

/** Whether a person has looked at it: nobody has at what a monitor sent (INTEROP 1.3). */
export function statusOf({ byHand, change }: Observation): FhirObservation['status'] {
  if (change === 'withdraws') return 'entered-in-error'
  if (byHand === undefined) return 'preliminary'
  return change === 'corrects' ? 'corrected' : 'final'
}
