import type { Bundle, BundleEntry, Observation as FhirObservation } from '@medplum/fhirtypes'
import { numericOfTerm } from '../../../../drivers/model/term-channel.ts'
import { type Term, terms } from '../../../../drivers/model/terms.ts'
import { buildFhirBundle } from '../fhir/bundle.ts'
import type { FhirReport } from '../fhir/report.ts'
import type { Observation } from '../observations.ts'

/** When the period of a report begins. */
export const FROM = Date.UTC(2026, 10, 22, 6)

/** A number of a term, by its REFID. */
export function measured(
  refid: string,
  value: number | null,
  over: Partial<Observation> = {},
  unit?: string,
): Observation {
  const term = terms.find((one) => one.refid === refid)
  if (term === undefined) throw new Error(refid)
  return observed(term, unit ?? term.units[0] ?? '', value, over)
}

/** A number of a term in one of its units. */
export function observed(
  term: Term,
  unit: string,
  value: number | null,
  over: Partial<Observation> = {},
): Observation {
  const channel = numericOfTerm({ id: term.refid, source: term.group, vendor: term.label, unit })
  return {
    channel,
    state: 'good',
    value,
    measuredUtcMs: FROM + 59_000,
    simulated: false,
    driver: 'ge-s5',
    ...over,
  }
}

/** A minute of a patient. */
export function report(observations: readonly Observation[], over: Partial<FhirReport> = {}): FhirReport {
  return {
    ...{
      station: 'ward-3',
      eui64: '080019FFFE3ED02D',
      bed: 'b1',
      patient: { id: '12345', authority: 'HOSP' },
    },
    ...{ period: { fromUtcMs: FROM, toUtcMs: FROM + 60_000 }, madeUtcMs: FROM + 61_000, gaps: [] },
    ...{
      training: false,
      simulated: false,
      patientSystem: 'urn:oid:2.999.1',
      provenance: false,
      strips: true,
    },
    ...{ observations, ...over },
  }
}

/** Entries of the bundle of a report. */
export function entriesOf(about: FhirReport): BundleEntry[] {
  const bundle: Bundle = JSON.parse(buildFhirBundle(about).text)
  return bundle.entry ?? []
}

/** Its observations, in order. */
export function observationsOf(about: FhirReport): FhirObservation[] {
  return entriesOf(about).flatMap(({ resource }) =>
    resource?.resourceType === 'Observation' ? [resource] : [],
  )
}
