import type { BundleEntry } from '@medplum/fhirtypes'
import { SYSTEM } from './codes.ts'
import { type FhirReport, identifierOf, metaOf, uuidOf } from './report.ts'

/**
 * Who assembled the facts, and when. R4 gives a Provenance no identifier, so it is once only under an id of our own: for
 * servers that let a client choose it. In: the entries it is about, which stand in the same bundle.
 */
export function provenanceOf(report: FhirReport, facts: readonly BundleEntry[]): BundleEntry[] {
  const targets = facts.flatMap(({ fullUrl }) => (fullUrl === undefined ? [] : { reference: fullUrl }))
  if (!report.provenance || targets.length === 0) return []
  const { eui64, station, madeUtcMs } = report
  const id = uuidOf('Provenance', eui64, ...targets.map(({ reference }) => reference))
  const assembler = { coding: [{ system: SYSTEM.agent, code: 'assembler' }] }
  const who = {
    type: 'Device' as const,
    identifier: identifierOf(uuidOf('Station', eui64)),
    display: `Vigil ${station}`,
  }
  return [
    {
      fullUrl: `urn:uuid:${id}`,
      resource: {
        resourceType: 'Provenance',
        id,
        ...metaOf(report),
        target: targets,
        recorded: new Date(Math.round(madeUtcMs)).toISOString(),
        agent: [{ type: assembler, who }],
      },
      request: { method: 'PUT', url: `Provenance/${id}` },
    },
  ]
}
