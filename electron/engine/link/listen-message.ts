import { ERROR_CODE } from '../../../drivers/hl7-inbound/codes.ts'
import { refusalOf } from '../../../drivers/hl7-inbound/reply.ts'
import { senderOf } from '../../../drivers/hl7-inbound/sender.ts'
import type { RefusalReason } from '../../ipc/views.ts'
import type { MessageFacts } from './listen-route.ts'

const LINE_END = 0x0a
const SEGMENT_END = 0x0d
/** Segments that hold observations come after all that decides where a message goes. */
const FIRST_OBSERVATION = 'OBX'
/** Whom and which place a message is about: each may be said again, but not differently. */
const SUBJECTS = ['PID', 'PV1'] as const
const NAME_BYTES = 3

/** Why a message is refused, in words for the one who looks into the sender's log; the code is of HL7 table 0357. */
const SENTENCES = {
  notHl7: { code: ERROR_CODE.segmentSequence, text: 'This is no HL7 version 2 message.' },
  noBed: {
    code: ERROR_CODE.unknownKey,
    text: 'No bed of this station takes messages of this sender and PV1-3.',
  },
  severalBeds: {
    code: ERROR_CODE.unknownKey,
    text: 'More than one bed of this station would take this message.',
  },
  severalSources: {
    code: ERROR_CODE.unknownKey,
    text: 'Several sources arrive for one bed of this station: none is taken until one is bound to it.',
  },
  mixedMessage: {
    code: ERROR_CODE.unknownKey,
    text: 'The message is about more than one patient or place: send one message each.',
  },
} as const satisfies Partial<Record<RefusalReason, { code: string; text: string }>>

/** The reasons that are told to the sender of a message. */
export type MessageRefusal = keyof typeof SENTENCES

/** Segments of a message, as bytes without their ends. */
function* segmentsOf(message: Uint8Array): Generator<Uint8Array> {
  let start = 0
  for (let at = 0; at <= message.length; at++) {
    const byte = message[at]
    if (byte !== undefined && byte !== SEGMENT_END && byte !== LINE_END) continue
    if (at > start) yield message.subarray(start, at)
    start = at + 1
  }
}

function nameOf(segment: Uint8Array): string {
  return String.fromCharCode(...segment.subarray(0, NAME_BYTES))
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index])
}

/** The message up to its first observation, and whether it is about several patients or places. */
function survey(message: Uint8Array): { readonly head: Uint8Array; readonly isMixed: boolean } {
  const first = new Map<string, Uint8Array>()
  let head = message
  let isMixed = false
  for (const segment of segmentsOf(message)) {
    const name = nameOf(segment)
    if (name === FIRST_OBSERVATION && head === message) {
      head = message.subarray(0, segment.byteOffset - message.byteOffset)
    }
    if (!SUBJECTS.some((subject) => subject === name)) continue
    const before = first.get(name)
    if (before === undefined) first.set(name, segment)
    else if (!isEqual(before, segment)) isMixed = true
  }
  return { head, isMixed }
}

/** The routing facts of a message without its MLLP bytes; null if it is no HL7. Waves in it are not read. */
export function factsOf(message: Uint8Array): MessageFacts | null {
  const { head, isMixed } = survey(message)
  const result = senderOf(head)
  if (!result.ok) return null
  const { application, applicationId, facility, location } = result.sender
  return { application, applicationId, facility, location, isMixed }
}

/** The frame that refuses a message, or null where its sender wants no answer. */
export function refusalFrame(message: Uint8Array, reason: MessageRefusal): Uint8Array | null {
  return refusalOf(survey(message).head, SENTENCES[reason])
}
