import type { BundleEntry, SampledData } from '@medplum/fhirtypes'
import { SECOND_MS } from '../constants.ts'
import type { WaveRun } from '../oru-waves.ts'
import { SYSTEM } from './codes.ts'
import { common, metricOf, timeOf } from './common.ts'
import { type FhirReport, onceEntry, replacingEntry, uuidOf } from './report.ts'
import { codeOf } from './values.ts'

/** In the place of a sample that is not there (FHIR R4, SampledData). No monitor that is read here tells of `U` or `L`. */
const MISSING = 'E'

/**
 * A wave as SampledData (FHIR R4, 2.24.0.11): the raw samples, with origin and factor to the unit of the wave, so that nothing is
 * rounded; `E` where a sample is missing. Its name holds its samples: what was recorded later makes another. Out: that name too.
 */
export function sampledEntry(
  report: FhirReport,
  run: WaveRun,
): { readonly uuid: string; readonly entry: BundleEntry } {
  const { eui64, bed, patient } = report
  const { channel, driver, startUtcMs, samples } = run
  const who = [eui64, bed, patient.authority, patient.id] as const
  const sampled = sampledData(run)
  const uuid = uuidOf(
    'Wave',
    ...who,
    driver,
    channel.key,
    channel.source,
    startUtcMs,
    JSON.stringify(sampled),
  )
  const lengthMs = (samples.length * SECOND_MS) / channel.rateHz
  const entryOf = report.change === undefined ? onceEntry : replacingEntry
  const entry = entryOf(uuid, {
    ...common(report, uuid, null),
    status: report.change === 'withdraws' ? 'entered-in-error' : 'preliminary',
    code: codeOf(channel),
    effectivePeriod: { start: timeOf(startUtcMs), end: timeOf(startUtcMs + lengthMs) },
    valueSampledData: sampled,
    device: metricOf(report, run),
  })
  return { uuid, entry }
}

function sampledData({ channel, samples }: WaveRun): SampledData {
  const { unit, offset, gain, rateHz } = channel
  return {
    origin: { value: offset, ...(unit !== '' && { unit, system: SYSTEM.ucum, code: unit }) },
    period: SECOND_MS / rateHz,
    factor: gain,
    dimensions: 1,
    data: samples.map((sample) => sample ?? MISSING).join(' '),
  }
}
