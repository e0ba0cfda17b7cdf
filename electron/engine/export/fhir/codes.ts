import type { ObservationState } from '../observations.ts'

/** Coding systems of FHIR R4 (terminologies page of the specification). */
export const SYSTEM = {
  loinc: 'http://loinc.org',
  ucum: 'http://unitsofmeasure.org',
  /** ISO/IEEE 11073-10101. */
  mdc: 'urn:iso:std:iso:11073:10101',
  category: 'http://terminology.hl7.org/CodeSystem/observation-category',
  absent: 'http://terminology.hl7.org/CodeSystem/data-absent-reason',
  interpretation: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation',
  identifierType: 'http://terminology.hl7.org/CodeSystem/v2-0203',
  agent: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type',
  reason: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
  /** An identifier that is a URI. */
  uri: 'urn:ietf:rfc:3986',
} as const

/** Mark on every resource that is no treatment data: a training destination, or what no patient gave (INTEROP 1.3). */
export const TEST_DATA = { system: SYSTEM.reason, code: 'HTEST', display: 'test health data' } as const

/** Why there is no value, by state (INTEROP 1.3); null: there is one. */
export const ABSENT: Readonly<Record<ObservationState, string | null>> = {
  good: null,
  questionable: null,
  demo: null,
  invalid: 'error',
  off: 'not-performed',
  stale: 'temp-unknown',
}

/** The blood pressure panel, and its parts by the end of their REFID; the panel's MDC code is that much below theirs. */
export const PRESSURE_PANEL = '85354-9'
export const PRESSURE_PARTS: ReadonlyMap<
  string,
  { readonly loinc: string; readonly name: string; readonly above: number }
> = new Map([
  ['SYS', { loinc: '8480-6', name: 'Systolic blood pressure', above: 1 }],
  ['DIA', { loinc: '8462-4', name: 'Diastolic blood pressure', above: 2 }],
  ['MEAN', { loinc: '8478-0', name: 'Mean blood pressure', above: 3 }],
])
/** The profile demands these two, with a value or with why there is none. */
export const DEMANDED_PARTS = ['SYS', 'DIA'] as const

/** A vital signs profile of FHIR R4: the code that must be there, and its fixed units (INTEROP 2.1). */
export interface VitalProfile {
  readonly name: string
  readonly loinc: string
  readonly units: readonly string[]
}

const HEART: VitalProfile = { name: 'heartrate', loinc: '8867-4', units: ['/min'] }
const BREATH: VitalProfile = { name: 'resprate', loinc: '9279-1', units: ['/min'] }
const SATURATION: VitalProfile = { name: 'oxygensat', loinc: '2708-6', units: ['%'] }
const TEMPERATURE: VitalProfile = { name: 'bodytemp', loinc: '8310-5', units: ['Cel', '[degF]'] }
const WEIGHT: VitalProfile = { name: 'bodyweight', loinc: '29463-7', units: ['kg', 'g', '[lb_av]'] }
const HEIGHT: VitalProfile = { name: 'bodyheight', loinc: '8302-2', units: ['cm', '[in_i]'] }
/** Only a panel is ever of it. */
export const PRESSURE: VitalProfile = { name: 'bp', loinc: PRESSURE_PANEL, units: ['mm[Hg]'] }

/** Which LOINC codes bring a profile with them, said or not (INTEROP 2.1): receivers judge by the code. */
export const PROFILE_OF: ReadonlyMap<string, VitalProfile> = new Map([
  ...['8867-4', '8889-8', '76282-3'].map((code) => [code, HEART] as const),
  ...['9279-1', '76270-8', '76171-8', '33438-3'].map((code) => [code, BREATH] as const),
  ...['2708-6', '59408-5', '19224-5'].map((code) => [code, SATURATION] as const),
  ...['8310-5', '8328-7', '8329-5', '8331-1', '8332-9', '8333-7', '8334-5', '60836-4'].map(
    (code) => [code, TEMPERATURE] as const,
  ),
  ...[
    '8480-6',
    '8462-4',
    '8478-0',
    '76534-7',
    '76535-4',
    '76536-2',
    '76215-3',
    '76213-8',
    '76214-6',
    '8459-0',
  ].map((code) => [code, PRESSURE] as const),
  ['29463-7', WEIGHT],
  ['8302-2', HEIGHT],
])
export const PROFILE_URL = 'http://hl7.org/fhir/StructureDefinition/'
