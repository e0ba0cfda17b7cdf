import { type AckContent, buildAck } from '../hl7v2/ack.ts'
import { buildMessage, type Segment } from '../hl7v2/build.ts'
import { leaf, messageType, type ReadMessage, segmentOf } from '../hl7v2/message.ts'
import { encodeMllp } from '../hl7v2/mllp.ts'
import { parseMessage } from '../hl7v2/parse.ts'
import { formatDtm, parseDtm } from '../hl7v2/time.ts'
import { ERROR_CODE, MOST_CONTROL_ID } from './codes.ts'
import { unframed } from './sender.ts'

/** Why a message is refused: code of HL7 table 0357 and one sentence for people. */
export interface Refusal {
  readonly code: string
  readonly text: string
  /** The message was damaged on the way: the sender should send it again (AE, CE), not give up (AR, CR). */
  readonly mayRetry?: boolean
}

type ReplyCode = AckContent['code']

/**
 * The answers a message asks for with MSH-15 and MSH-16 (INTEROP 1.1). In: the message, and whether it was taken.
 * Out: `CA`/`CR` where it wants to know that it arrived, `AA`/`AR` where it wants to know what became of it
 * (or asks in the original way, with both fields empty), both where it asks for both. A refusal is said once.
 */
export function repliesWanted(message: ReadMessage, isTaken: boolean): readonly ReplyCode[] {
  const header = segmentOf(message, 'MSH')
  const commit = leaf(header, 15)
  const application = leaf(header, 16)
  if (commit === '' && application === '') return [isTaken ? 'AA' : 'AR']
  const codes: ReplyCode[] = []
  if (isWanted(commit, isTaken)) codes.push(isTaken ? 'CA' : 'CR')
  if (isWanted(application, isTaken) && (isTaken || codes.length === 0)) codes.push(isTaken ? 'AA' : 'AR')
  return codes
}

/** HL7 table 0155: always, on success, on error, never. */
function isWanted(condition: string, isTaken: boolean): boolean {
  return condition === 'AL' || condition === (isTaken ? 'SU' : 'ER')
}

/**
 * The frames that answer a message that was taken, in order; none where it wants none, is an acknowledgement
 * itself or has no control id. The same message gets the same answers again.
 */
export function acceptanceOf(message: ReadMessage): readonly Uint8Array[] {
  return repliesWanted(message, true).flatMap((code) => framed(replyTo(message, code)))
}

/** The frame that refuses a message already read; null where it wants no answer or is an acknowledgement itself. */
export function refusalOfMessage(message: ReadMessage, refusal: Refusal): Uint8Array | null {
  const [code] = repliesWanted(message, false)
  if (code === undefined) return null
  const answer = refusal.mayRetry !== true ? code : code === 'CR' ? 'CE' : 'AE'
  return framed(replyTo(message, answer, refusal))[0] ?? null
}

/**
 * The frame (MLLP bytes included) that refuses one received message with a reason: AR, or CR where MSH-15 asks for
 * it. In: the message's bytes, with or without MLLP bytes, and the reason. Out: null where no answer is wanted or
 * the message is an acknowledgement. Bytes that are no HL7 message get an AR that names no message. Pure: MSH-7 of
 * the answer is the sender's own time.
 */
export function refusalOf(messageBytes: Uint8Array, refusal: Refusal): Uint8Array | null {
  const result = parseMessage(unframed(messageBytes))
  return result.ok
    ? refusalOfMessage(result.message, refusal)
    : encodeMllp(bareReply('AR', { controlId: '', event: '', version: '' }, refusal))
}

/** The refusal of a message that was damaged on the way. */
export function damaged(problem: string): Refusal {
  return { code: ERROR_CODE.internal, text: problem, mayRetry: true }
}

/** The refusal of bytes that are no HL7 message. */
export function notHl7(problem: string): Refusal {
  return { code: ERROR_CODE.segmentSequence, text: problem }
}

function framed(text: string | null): readonly Uint8Array[] {
  return text === null ? [] : [encodeMllp(text)]
}

function replyTo(message: ReadMessage, code: ReplyCode, error?: Refusal): string | null {
  const header = segmentOf(message, 'MSH')
  const { code: type, event } = messageType(message)
  const isAnswer = type === 'ACK' || segmentOf(message, 'MSA') !== undefined
  if (isAnswer) return null
  const controlId = leaf(header, 10)
  const sent = parseDtm(leaf(header, 7))
  if (controlId === '' || sent === null || !isWritable(sent.utcMs, sent.offsetMinutes ?? 0)) {
    return bareReply(code, { controlId, event, version: leaf(header, 12) }, error)
  }
  return buildAck(message, {
    code,
    controlId: ownId(controlId),
    atUtcMs: sent.utcMs,
    offsetMinutes: sent.offsetMinutes ?? 0,
    ...(error === undefined ? {} : { error }),
  })
}

function isWritable(utcMs: number, offsetMinutes: number): boolean {
  try {
    formatDtm(utcMs, offsetMinutes)
    return true
  } catch {
    return false
  }
}

/** Control id of the answer: one for one with the message's, so that a repeated message gets the same answer. */
function ownId(controlId: string): string {
  return `A-${controlId}`.slice(0, MOST_CONTROL_ID)
}

/** An answer to something that lacks what an answer is built from: its own time or control id. */
function bareReply(
  code: ReplyCode,
  about: { readonly controlId: string; readonly event: string; readonly version: string },
  error?: Refusal,
): string {
  const segments: Segment[] = [
    {
      name: 'MSH',
      fields: {
        3: 'VIGIL',
        9: ['ACK', about.event, 'ACK'],
        10: ownId(about.controlId),
        11: 'P',
        12: about.version || '2.6',
        18: 'UNICODE UTF-8',
      },
    },
    { name: 'MSA', fields: { 1: code, 2: about.controlId } },
  ]
  if (error !== undefined) {
    segments.push({ name: 'ERR', fields: { 3: [error.code, '', 'HL70357'], 4: 'E', 8: error.text } })
  }
  return buildMessage(segments)
}
