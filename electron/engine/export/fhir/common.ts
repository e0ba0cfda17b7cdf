import type { DeviceMetric, Reference } from '@medplum/fhirtypes'
import type { Channel } from '../../../../drivers/model/channel.ts'
import { SIMULATED_NOTE } from '../oru-codes.ts'
import { SYSTEM } from './codes.ts'
import { encounterOf, entryUrl, type FhirReport, identifierOf, metaOf, subjectOf, uuidOf } from './report.ts'

/** What every observation of a report says. */
export function common(report: FhirReport, uuid: string, profile: string | null) {
  const encounter = encounterOf(report)
  const notes = report.simulated ? { note: [{ text: SIMULATED_NOTE }] } : {}
  return {
    resourceType: 'Observation' as const,
    ...metaOf(report, profile ?? undefined),
    identifier: [identifierOf(uuid)],
    category: [
      { coding: [{ system: SYSTEM.category, code: profile === null ? 'procedure' : 'vital-signs' }] },
    ],
    subject: subjectOf(report),
    ...(encounter !== undefined && { encounter }),
    ...notes,
  }
}

/** The metric of a channel, which stands in the same bundle. */
export function metricOf(
  { eui64, bed }: FhirReport,
  { driver, channel }: { readonly driver: string; readonly channel: Channel },
): Reference<DeviceMetric> {
  return { reference: entryUrl(uuidOf('DeviceMetric', eui64, bed, driver, channel.key, channel.source)) }
}

/** A moment to the millisecond. */
export function timeOf(utcMs: number): string {
  return new Date(Math.round(utcMs)).toISOString()
}
