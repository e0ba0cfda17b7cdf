import { END_BLOCK, START_BLOCK } from '../hl7v2/codes.ts'
import { leaf, messageType, type ReadMessage, segmentOf } from '../hl7v2/message.ts'
import { parseMessage } from '../hl7v2/parse.ts'
import { PLACE_PARTS } from './codes.ts'

/** Who sent a message, for which bed, and what it is. Every text is empty where the message says nothing. */
export interface Sender {
  /** MSH-3, namespace: the name of the sending application or gateway. */
  readonly application: string
  /** MSH-3, universal id: its EUI-64, as sent. */
  readonly applicationId: string
  /** MSH-4, namespace. */
  readonly facility: string
  /** MSH-10: the same on every resend. */
  readonly controlId: string
  /** PV1-3 as `unit^room^bed`, empty parts at the end left out: `ICU^R2^B04`, `LAB^^1`. */
  readonly location: string
  /** MSH-9: `ORU`, `R01`, `ORU_R01`; the last is often missing. */
  readonly type: { readonly code: string; readonly event: string; readonly structure: string }
  /** MSH-11: P production, T training, D debugging. */
  readonly processing: string
}

export type SenderResult =
  | { readonly ok: true; readonly sender: Sender }
  | { readonly ok: false; readonly problem: string }

/**
 * The routing facts of one message. In: its bytes, with or without the MLLP bytes around them. Out: who sent
 * it, or one sentence that says why it is no HL7 message. Never throws.
 */
export function senderOf(messageBytes: Uint8Array): SenderResult {
  const result = parseMessage(unframed(messageBytes))
  return result.ok ? { ok: true, sender: senderOfMessage(result.message) } : result
}

/** The same of a message already read. */
export function senderOfMessage(message: ReadMessage): Sender {
  const header = segmentOf(message, 'MSH')
  return {
    ...applicationOf(
      leaf(header, 3),
      leaf(header, 3, { component: 2 }),
      leaf(header, 3, { component: 3 }) === '',
    ),
    facility: leaf(header, 4),
    controlId: leaf(header, 10),
    location: locationOf(message),
    type: messageType(message),
    processing: leaf(header, 11),
  }
}

const EUI_64 = 'EUI-64'

/** Some senders leave the namespace out and move the rest one place to the front (seen in a public PCD-04 message). */
function applicationOf(
  first: string,
  second: string,
  isShort: boolean,
): Pick<Sender, 'application' | 'applicationId'> {
  if (isShort && second === EUI_64) return { application: '', applicationId: first }
  return { application: first, applicationId: second }
}

/** Point of care, room and bed of PV1-3 as text. */
function locationOf(message: ReadMessage): string {
  const visit = segmentOf(message, 'PV1')
  const parts = PLACE_PARTS.map((component) => leaf(visit, 3, { component }).trim())
  while (parts.length > 0 && parts.at(-1) === '') parts.pop()
  return parts.join('^')
}

/** A message without the MLLP bytes around it, where it has them. */
export function unframed(bytes: Uint8Array): Uint8Array {
  const start = bytes[0] === START_BLOCK ? 1 : 0
  const end = bytes.lastIndexOf(END_BLOCK)
  // Only a carriage return may follow the end byte; anywhere else it is data.
  return bytes.subarray(start, end >= start && end >= bytes.length - 2 ? end : bytes.length)
}
