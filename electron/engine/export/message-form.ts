import type { AckMode } from '../../../drivers/hl7v2/ack.ts'
import { buildFhirBundle } from './fhir/bundle.ts'
import type { FhirForm } from './fhir/report.ts'
import type { OutgoingMessage } from './mllp-attempt.ts'
import { buildOru, type OruReport } from './oru.ts'
import { buildOruWaves, type WavesReport } from './oru-waves.ts'

/** What a destination reads: an HL7 v2 message with the acknowledgements it is asked for, or a FHIR bundle. */
export type MessageForm =
  | { readonly kind: 'hl7'; readonly ack: AckMode }
  | ({ readonly kind: 'fhir' } & FhirForm)

/** The same facts in the form that a destination reads. */
export function messageIn(form: MessageForm, report: Omit<OruReport, 'ack'>): OutgoingMessage {
  if (form.kind === 'hl7') return buildOru({ ...report, ack: form.ack })
  const { patientSystem, provenance, strips } = form
  return buildFhirBundle({ ...report, patientSystem, provenance, strips })
}

/** Waves in the form that a destination reads: a message a second, or one bundle. */
export function wavesIn(form: MessageForm, report: Omit<WavesReport, 'ack'>): OutgoingMessage[] {
  if (form.kind === 'hl7') return buildOruWaves({ ...report, ack: form.ack })
  const { patientSystem, provenance, strips } = form
  return [buildFhirBundle({ ...report, patientSystem, provenance, strips, observations: [] })]
}
