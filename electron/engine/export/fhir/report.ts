import { createHash } from 'node:crypto'
import type {
  BundleEntry,
  Encounter,
  Identifier,
  Meta,
  Patient,
  Reference,
  Resource,
} from '@medplum/fhirtypes'
import { isNobody } from '../nobody.ts'
import type { OruReport } from '../oru.ts'
import type { WavesReport } from '../oru-waves.ts'
import { PROFILE_URL, SYSTEM, TEST_DATA } from './codes.ts'

/** How a FHIR server wants its bundles. */
export interface FhirForm {
  /** URI of the numbering that the hospital's patient identifiers are in. */
  readonly patientSystem: string
  /** URI of the numbering of visits; absent: no encounter is named. */
  readonly visitSystem?: string | undefined
  /** The server lets its clients choose an id, so that who sent a bundle can stand in it once (INTEROP 2.3). */
  readonly provenance: boolean
  /** The summary of a shift brings the waves round its high alarms and marks. */
  readonly strips: boolean
}

/** How a server wants its bundles, taken from something that has more. */
export function fhirFormOf({ patientSystem, visitSystem, provenance, strips }: FhirForm): FhirForm {
  return { patientSystem, provenance, strips, ...(visitSystem !== undefined && { visitSystem }) }
}

/** What one bundle says: the same as one HL7 message, or as those of a strip of waves. */
export type FhirReport = Omit<OruReport, 'ack'> & FhirForm & Partial<Pick<WavesReport, 'runs' | 'change'>>

/** RFC 9562, appendix C: the namespace of URLs is not ours, so names hang below one of our own, made by chance once. */
const NAMESPACE = '6f1d0a52-3c87-4b6e-9a41-58e2d7c0b913'
const UUID_BYTES = 16
const VERSION_5 = 0x50
const VARIANT = 0x80
const VERSION_AT = 6
const VARIANT_AT = 8
const DASHES = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/

/** A UUID of version 5 (RFC 9562, 5.5): the same name gives the same one on every station and at every repeat. */
export function uuidOf(...name: readonly (string | number)[]): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(NAMESPACE.replaceAll('-', ''), 'hex'))
    .update(JSON.stringify(name))
    .digest()
    .subarray(0, UUID_BYTES)
  bytes.writeUInt8((bytes.readUInt8(VERSION_AT) % VERSION_BASE) + VERSION_5, VERSION_AT)
  bytes.writeUInt8((bytes.readUInt8(VARIANT_AT) % VARIANT_BASE) + VARIANT, VARIANT_AT)
  return bytes.toString('hex').replace(DASHES, '$1-$2-$3-$4-$5')
}

const VERSION_BASE = 16
const VARIANT_BASE = 64

/** Identifier that we mint: a UUID as a URI. */
export function identifierOf(uuid: string): Identifier {
  return { system: SYSTEM.uri, value: `urn:uuid:${uuid}` }
}

/** Marks of a resource: the profile it obeys, and whether it is no treatment data. */
export function metaOf(
  { training, simulated }: Pick<FhirReport, 'training' | 'simulated'>,
  profile?: string,
): { meta?: Meta } {
  const isTest = training || simulated
  if (!isTest && profile === undefined) return {}
  return {
    meta: {
      ...(profile !== undefined && { profile: [`${PROFILE_URL}${profile}`] }),
      ...(isTest && { security: [TEST_DATA] }),
    },
  }
}

/** The patient as the hospital numbers them: never created by us, found by the receiver. */
export function subjectOf({
  patient,
  patientSystem,
}: Pick<FhirReport, 'patient' | 'patientSystem'>): Reference<Patient> {
  const { id, authority } = patient
  const type = { coding: [{ system: SYSTEM.identifierType, code: 'MR' }] }
  // Nobody's identifier must not look like one of the hospital's.
  const numbering = isNobody(patient) ? {} : { system: patientSystem }
  return {
    type: 'Patient',
    identifier: {
      ...numbering,
      type,
      value: id,
      ...(authority !== '' && { assigner: { display: authority } }),
    },
  }
}

/** The visit by its number, as the hospital's system said it: never created by us. */
export function encounterOf({
  visit,
  visitSystem,
}: Pick<FhirReport, 'visit' | 'visitSystem'>): Reference<Encounter> | undefined {
  if (visit == null || visitSystem === undefined) return undefined
  const type = { coding: [{ system: SYSTEM.identifierType, code: 'VN' }] }
  return { type: 'Encounter', identifier: { system: visitSystem, type, value: visit.number } }
}

/**
 * What an entry is called in its bundle: never as its identifier is, for servers put the place of a resource wherever its
 * entry's name stands.
 */
export function entryUrl(uuid: string): string {
  return `urn:uuid:${uuidOf('entry', uuid)}`
}

/** An entry that a repeat does not create again (FHIR R4, 3.1.0.8.1). */
export function onceEntry(uuid: string, resource: Resource): BundleEntry {
  return {
    fullUrl: entryUrl(uuid),
    resource,
    request: { method: 'POST', url: resource.resourceType, ifNoneExist: searchFor(uuid) },
  }
}

/** An entry that takes the place of what has its identifier, or is created (3.1.0.4.3). */
export function replacingEntry(uuid: string, resource: Resource): BundleEntry {
  return {
    fullUrl: entryUrl(uuid),
    resource,
    request: { method: 'PUT', url: `${resource.resourceType}?${searchFor(uuid)}` },
  }
}

function searchFor(uuid: string): string {
  return `identifier=${encodeURIComponent(`${SYSTEM.uri}|urn:uuid:${uuid}`)}`
}
