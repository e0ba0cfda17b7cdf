import type { MapRow } from '../../ipc/mapping.ts'
import { mapped } from '../mapping/apply.ts'
import { buildFhirBundle } from './fhir/bundle.ts'
import { type FhirForm, fhirFormOf } from './fhir/report.ts'
import { mayHaveUnit } from './fhir/values.ts'
import { type Hl7Form, hl7FormOf } from './hl7-head.ts'
import type { OutgoingMessage } from './mllp-attempt.ts'
import { buildOru, type OruReport } from './oru.ts'
import { buildOruWaves, type WavesReport } from './oru-waves.ts'

/**
 * What a destination reads: an HL7 v2 message with the acknowledgements it is asked for, or a FHIR bundle; and how it
 * wants numbers named.
 */
export type MessageForm = { readonly map: readonly MapRow[] } & (
  | ({ readonly kind: 'hl7' } & Hl7Form)
  | ({ readonly kind: 'fhir' } & FhirForm)
)

/** The numbers of a report as the map of its destination has them. A unit that a profile of FHIR forbids is not taken. */
export function reportFor<Report extends Pick<OruReport, 'observations' | 'parameters'>>(
  { kind, map }: MessageForm,
  report: Report,
): Report {
  return { ...report, ...mapped(report, map, kind === 'fhir' ? mayHaveUnit : () => true) }
}

/** The same facts in the form that a destination reads. */
export function messageIn(form: MessageForm, report: Omit<OruReport, 'ack'>): OutgoingMessage {
  const named = reportFor(form, report)
  if (form.kind === 'hl7') return buildOru({ ...named, ...hl7FormOf(form) })
  return buildFhirBundle({ ...named, ...fhirFormOf(form) })
}

/** Waves in the form that a destination reads: a message a second, or one bundle. */
export function wavesIn(form: MessageForm, report: Omit<WavesReport, 'ack'>): OutgoingMessage[] {
  if (form.kind === 'hl7') return buildOruWaves({ ...report, ...hl7FormOf(form) })
  return [buildFhirBundle({ ...report, ...fhirFormOf(form), observations: [] })]
}
