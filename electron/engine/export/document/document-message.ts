import { VigilError } from '../../../ipc/contract.ts'
import { isSamePatient } from '../../patients.ts'
import type { HandoverRow } from '../../store/tables/handovers.ts'
import type { StoreReader } from '../../store/types.ts'
import { reportEntries, transactionText } from '../fhir/bundle.ts'
import { compositionEntry, documentEntry, withdrawnEntries } from '../fhir/document.ts'
import { provenanceOf } from '../fhir/provenance.ts'
import { fhirFormOf } from '../fhir/report.ts'
import { type MessageForm, reportFor } from '../message-form.ts'
import type { OutgoingMessage } from '../mllp-attempt.ts'
import { isNobody } from '../nobody.ts'
import { namedPatient, type PatientMessage, shiftFacts } from '../shift-message.ts'
import { staysIn } from '../stay.ts'
import { visitOf } from '../visit.ts'
import type { DocumentType, HandoverDocument, WithdrawnDocument } from './document.ts'
import { keptHandover } from './kept-handover.ts'
import { buildMdm, buildMdmWithdrawal, documentControlId } from './mdm.ts'
import { isPdf } from './pdf.ts'

/** Which finished hand-over, its pages, and where they are to go. */
export interface DocumentRequest {
  /** Id of the finished hand-over. */
  readonly handover: string
  /** Base64 without line breaks. */
  readonly pdf: string
  /** Id of an earlier one about the same patient and period that the destination has, or null. */
  readonly replaces: string | null
  readonly station: string
  readonly eui64: string
  readonly madeUtcMs: number
  /** The bed as the hospital names its place. */
  readonly place?: string | undefined
  readonly destination: {
    readonly id: string
    readonly training: boolean
    readonly form: MessageForm
    readonly type: DocumentType
  }
}

/**
 * The pages of a finished hand-over as a message. Throws VigilError `badRequest` for what is no PDF, as keptHandover and
 * namedPatient do, and `patientInBed` where the period is somebody else's by now.
 */
export function buildDocumentMessage(reader: StoreReader, request: DocumentRequest): PatientMessage {
  const { pdf, replaces, station, eui64, madeUtcMs, place, destination } = request
  if (!isPdf(pdf)) {
    throw new VigilError('badRequest', 'The printed pages are no whole PDF, so nothing was sent: send again.')
  }
  const row = keptHandover(reader.handover(request.handover))
  const { summary } = row.content
  const patient = namedPatient(summary, destination)
  const { bed, bedLabel, fromUtcMs, toUtcMs } = summary
  const now = staysIn(reader, bed, { fromUtcMs, toUtcMs }).at(-1)?.patient ?? null
  if (!isSamePatient(now, patient)) {
    throw new VigilError(
      'patientInBed',
      `This hand-over of ${bedLabel} names another patient than the record does by now: finish it again, then send that.`,
    )
  }
  const simulated = summary.simulated || isNobody(patient)
  const { type } = destination
  const document: HandoverDocument = {
    ...{ id: row.id, replaces, type, station, eui64, bed, bedLabel, patient, fromUtcMs, toUtcMs },
    ...{ finishedUtcMs: row.finishedUtcMs, author: row.author, madeUtcMs, pdf, simulated },
    training: destination.training || simulated,
    ...{ place, visit: visitOf(reader, bed, patient, { fromUtcMs, toUtcMs }) },
  }
  return { ...inForm(reader, request, row, document), patient }
}

function inForm(
  reader: StoreReader,
  { destination }: DocumentRequest,
  { content: { summary } }: HandoverRow,
  document: HandoverDocument,
): OutgoingMessage {
  const { form } = destination
  if (form.kind === 'hl7') return buildMdm(document, form)
  const { bed, place, fromUtcMs, toUtcMs, station, eui64, madeUtcMs, author } = document
  const asked = { bed, place, fromUtcMs, toUtcMs, station, eui64, madeUtcMs, madeBy: author, destination }
  const wanted = fhirFormOf(form)
  const numbers = reportFor(form, shiftFacts(reader, asked).report)
  const report = { ...numbers, ...wanted }
  const { devices, facts } = reportEntries(report)
  const named = { ...document, ...wanted }
  const said = [...facts, compositionEntry(named, summary, facts), documentEntry(named)]
  return {
    controlId: documentControlId(eui64, document.id),
    text: transactionText([...devices, ...said, ...provenanceOf(report, said)]),
  }
}

/** What takes a document back from a patient whom it was not about. */
export function buildDocumentWithdrawal(document: WithdrawnDocument, form: MessageForm): OutgoingMessage {
  const message = buildMdmWithdrawal(document, form.kind === 'hl7' ? form : { ack: 'ihe' })
  if (form.kind === 'hl7') return message
  return { ...message, text: transactionText(withdrawnEntries({ ...document, ...fhirFormOf(form) })) }
}
