import type { BundleEntry, Observation as FhirObservation } from '@medplum/fhirtypes'
import { SECOND_MS } from '../constants.ts'
import type { WaveRun } from '../oru-waves.ts'
import { SYSTEM } from './codes.ts'
import { entryUrl, type FhirReport, onceEntry, uuidOf } from './report.ts'
import { codeOf } from './values.ts'

/** What an observation of a bundle says besides its value. */
type Common = Pick<FhirObservation, 'resourceType' | 'identifier' | 'category' | 'subject' | 'note' | 'meta'>

/** In the place of a sample that is not there (FHIR R4, SampledData). */
const MISSING = 'E'

/**
 * A wave as SampledData (FHIR R4, 2.24.0.11): the raw samples, with origin and factor to the unit of the wave, so that nothing is
 * rounded; `E` where a sample is missing.
 */
export function sampledEntry(
  report: FhirReport,
  { channel, driver, startUtcMs, samples }: WaveRun,
  common: (uuid: string) => Common,
): BundleEntry {
  const { eui64, bed, patient } = report
  const who = [eui64, bed, patient.authority, patient.id] as const
  const uuid = uuidOf('Wave', ...who, driver, channel.key, startUtcMs, samples.length)
  const lengthMs = (samples.length * SECOND_MS) / channel.rateHz
  return onceEntry(uuid, {
    ...common(uuid),
    status: 'preliminary',
    code: codeOf(channel),
    effectivePeriod: {
      start: new Date(startUtcMs).toISOString(),
      end: new Date(startUtcMs + lengthMs).toISOString(),
    },
    valueSampledData: {
      origin: {
        value: channel.offset,
        ...(channel.unit !== '' && { unit: channel.unit, system: SYSTEM.ucum, code: channel.unit }),
      },
      period: SECOND_MS / channel.rateHz,
      factor: channel.gain,
      dimensions: 1,
      data: samples.map((sample) => sample ?? MISSING).join(' '),
    },
    device: { reference: entryUrl(uuidOf('DeviceMetric', eui64, bed, driver, channel.key, channel.source)) },
  })
}
