/** Coding systems as HL7 v2 names them (table 0396), with their URI in FHIR R4. */
export const CODING_SYSTEMS = [
  { name: 'LN', uri: 'http://loinc.org' },
  { name: 'MDC', uri: 'urn:iso:std:iso:11073:10101' },
  { name: 'SCT', uri: 'http://snomed.info/sct' },
] as const

/** One of those, or a local one: `99` and up to twelve capital letters or digits (HL7 v2.6, 2.A.7). */
export type LinkedSystem = string

export const LOCAL_SYSTEM = /^99[A-Z0-9]{1,12}$/

/** The URI of a coding system that FHIR knows; undefined for a local one. */
export function uriOfSystem(system: LinkedSystem): string | undefined {
  return CODING_SYSTEMS.find(({ name }) => name === system)?.uri
}
