import type { BundleEntry } from '@medplum/fhirtypes'
import type { EventWaves } from '../../handover/event-waves.ts'
import { common, timeOf } from './common.ts'
import { type FhirReport, identifierOf, onceEntry, uuidOf } from './report.ts'
import { sampledEntry } from './sampled.ts'

const KINDS = { alarm: 'ALARM', mark: 'MARK' } as const

/**
 * A high alarm or a mark as an observation in words, and each wave round it as one with SampledData, which the first
 * names as its members: by identifier, so that either can be taken where the other is refused.
 */
export function eventEntries(report: FhirReport, event: EventWaves): BundleEntry[] {
  const { eui64, bed, patient } = report
  const { kind, atUtcMs, text } = event
  const strips = event.waves.map((wave) => sampledEntry(report, wave))
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
