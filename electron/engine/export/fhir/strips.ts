import type { BundleEntry, SampledData } from '@medplum/fhirtypes'
import type { EventWave, EventWaves } from '../../handover/event-waves.ts'
import { SECOND_MS } from '../constants.ts'
import { SYSTEM } from './codes.ts'
import { common, metricOf, timeOf } from './common.ts'
import { type FhirReport, identifierOf, onceEntry, uuidOf } from './report.ts'
import { codeOf } from './values.ts'

/** No valid sample (FHIR R4, 2.24.0.7). Over and under range (`U`, `L`) are told by no monitor that is read here. */
const NO_SAMPLE = 'E'
const KINDS = { alarm: 'ALARM', mark: 'MARK' } as const

/**
 * A high alarm or a mark as an observation in words, and each wave round it as one with SampledData, which the first
 * names as its members: by identifier, so that either can be taken where the other is refused.
 */
export function eventEntries(report: FhirReport, event: EventWaves): BundleEntry[] {
  const { eui64, bed, patient } = report
  const { kind, atUtcMs, text } = event
  const strips = event.waves.map((wave) => stripEntry(report, wave))
  const members = strips.map(({ uuid }) => uuid)
  const name = [eui64, bed, patient.authority, patient.id, kind, Math.round(atUtcMs), text, ...members]
  const uuid = uuidOf('Event', ...name)
  const said = text.trim()
  const about = onceEntry(uuid, {
    ...common(report, uuid, null),
    // Nobody has looked at what sounded; a mark is somebody's own.
    status: kind === 'mark' ? 'final' : 'preliminary',
    code: { text: KINDS[kind] },
    effectiveDateTime: timeOf(atUtcMs),
    valueString: said === '' ? KINDS[kind] : said,
    hasMember: members.map((member) => ({ type: 'Observation', identifier: identifierOf(member) })),
  })
  return [...strips.map(({ entry }) => entry), about]
}

/** Waves that are not sent, in words; none where all are. */
export function leftOutText({ eventsLeftOut = 0 }: FhirReport): string[] {
  if (eventsLeftOut === 0) return []
  const what = 'high alarms or marks of this period come without waves'
  return [`${eventsLeftOut} ${what}: there was no more room, or none are recorded`]
}

/** Its name holds its content, as the waves of a moment are recorded bit by bit. */
function stripEntry(report: FhirReport, wave: EventWave): { uuid: string; entry: BundleEntry } {
  const { eui64, bed, patient } = report
  const { driver, channel, fromUtcMs, samples } = wave
  const sampled = sampledData(wave)
  const start = timeOf(fromUtcMs)
  const source = [driver, channel.key, channel.source]
  const content = [start, JSON.stringify(sampled)]
  const uuid = uuidOf('Strip', eui64, bed, patient.authority, patient.id, ...source, ...content)
  const toUtcMs = fromUtcMs + ((samples.length - 1) * SECOND_MS) / channel.rateHz
  const entry = onceEntry(uuid, {
    ...common(report, uuid, null),
    status: 'preliminary',
    code: codeOf(channel),
    effectivePeriod: { start, end: timeOf(toUtcMs) },
    valueSampledData: sampled,
    device: metricOf(report, wave),
  })
  return { uuid, entry }
}

/** Raw samples as they were recorded; value = origin + sample * factor. */
function sampledData({ channel, samples }: EventWave): SampledData {
  const { unit, offset, gain, rateHz } = channel
  const units = unit === '' ? {} : { unit, system: SYSTEM.ucum, code: unit }
  return {
    origin: { value: offset, ...units },
    period: SECOND_MS / rateHz,
    factor: gain,
    dimensions: 1,
    data: samples.map((sample) => (sample === null ? NO_SAMPLE : String(sample))).join(' '),
  }
}
