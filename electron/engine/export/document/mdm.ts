import { buildMessage, type Field, type Segment } from '../../../../drivers/hl7v2/build.ts'
import {
  controlIdOf,
  type Hl7Form,
  headerSegment,
  hl7FormOf,
  hl7Time,
  type MessageKind,
  patientSegments,
  testFlag,
} from '../hl7-head.ts'
import type { OutgoingMessage } from '../mllp-attempt.ts'
import { SIMULATED_NOTE } from '../oru-codes.ts'
import type { HandoverDocument, WithdrawnDocument } from './document.ts'

/** T02 announces a document with its content, T10 one that replaces another, T11 that one is withdrawn (HL7 v2.6, 9.5). */
type Trigger = 'T02' | 'T10' | 'T11'

const KINDS: Readonly<Record<Trigger, MessageKind>> = {
  T02: { type: ['MDM', 'T02', 'MDM_T02'] },
  T10: { type: ['MDM', 'T10', 'MDM_T02'] },
  T11: { type: ['MDM', 'T11', 'MDM_T01'] },
}
/** TXA-2, table 0270, whose values a site may choose: a nurse's note (INTEROP 1.11). */
const NURSE_NOTE = 'NU'
/** TXA-3, table 0191: data that only an application reads. */
const APPLICATION = 'AP'
/**
 * TXA-17, table 0271: documented, not authenticated: the initials were typed at the station, nothing has verified them.
 * A withdrawn document is deleted in TXA-19 (table 0273).
 */
const DOCUMENTED = 'DO'
const AVAILABLE = 'AV'
const DELETED = 'CA'
const FINAL = 'F'

type Sent = HandoverDocument | WithdrawnDocument

/**
 * The pages of a finished hand-over as MDM^T02, or as MDM^T10 where they stand in the place of others (INTEROP 1.11). The
 * control id comes from the hand-over alone: printed again, its bytes differ by the time of printing and mean the same.
 */
export function buildMdm(document: HandoverDocument, form: Hl7Form): OutgoingMessage {
  const trigger = document.replaces === null ? 'T02' : 'T10'
  const pages: Segment = {
    name: 'OBX',
    fields: {
      1: '1',
      2: 'ED',
      3: [document.type.code, document.type.name, 'LN'],
      5: ['', 'application', 'pdf', 'Base64', document.pdf],
      8: testFlag(form, document.simulated),
      11: FINAL,
      14: hl7Time(document.finishedUtcMs),
    },
  }
  const notes: Segment[] = document.simulated
    ? [{ name: 'NTE', fields: { 1: '1', 2: 'L', 3: SIMULATED_NOTE } }]
    : []
  return message(document, trigger, form, [
    textSegment(document, AVAILABLE, document.replaces),
    pages,
    ...notes,
  ])
}

/** A document that was sent about the wrong patient is withdrawn from them: MDM^T11. */
export function buildMdmWithdrawal(document: WithdrawnDocument, form: Hl7Form): OutgoingMessage {
  return message(document, 'T11', form, [textSegment(document, DELETED, null)])
}

/** The control id under which a hand-over is sent. */
export function documentControlId(eui64: string, handover: string): string {
  return controlIdOf('document', eui64, handover)
}

function message(document: Sent, trigger: Trigger, form: Hl7Form, body: readonly Segment[]): OutgoingMessage {
  const { eui64, id, madeUtcMs } = document
  const controlId = trigger === 'T11' ? controlIdOf('withdrawn', eui64, id) : documentControlId(eui64, id)
  const event: Segment = { name: 'EVN', fields: { 2: hl7Time(madeUtcMs) } }
  const head = { ...document, ...hl7FormOf(form) }
  return {
    controlId,
    text: buildMessage([
      headerSegment(head, controlId, KINDS[trigger]),
      event,
      ...patientSegments(head),
      ...body,
    ]),
  }
}

/** TXA: what document it is, when it was written and by whom. */
function textSegment(document: Sent, availability: string, replaces: string | null): Segment {
  const { eui64, finishedUtcMs, toUtcMs, author } = document
  const nameOf = (id: string): Field => [id, 'VIGIL', eui64, 'EUI-64']
  return {
    name: 'TXA',
    fields: {
      1: '1',
      2: NURSE_NOTE,
      3: APPLICATION,
      // The period that it is about ends here; it was written at its end or after it.
      4: hl7Time(toUtcMs),
      6: hl7Time(finishedUtcMs),
      9: ['', author],
      12: nameOf(document.id),
      13: replaces === null ? '' : nameOf(replaces),
      17: DOCUMENTED,
      19: availability,
    },
  }
}
