import {
  ACTION,
  ANNOUNCEMENT,
  COMMAND,
  DATA,
  EVENT,
  MESSAGE_LENGTH,
  OPERATION,
  SESSION_BYTE,
} from './codes.ts'
import { Reader } from './reader.ts'

/** Where a message stands in a chain of linked results; null for a result that stands alone or ends a chain. */
export interface Link {
  readonly state: number
  readonly count: number
}

/** One attribute list by id; values are views into the frame and valid only while it is decoded. */
export type Attributes = ReadonlyMap<number, Uint8Array>

/** One object of a poll result. */
export interface PolledObject {
  readonly context: number
  readonly handle: number
  readonly attributes: Attributes
}

export interface PollResult {
  readonly kind: 'poll'
  readonly extended: boolean
  readonly invoke: number
  readonly link: Link | null
  readonly sequence: number | null
  /** Device time in eighths of a millisecond. */
  readonly ticks: number
  readonly objectClass: number
  readonly group: number
  readonly objects: readonly PolledObject[]
}

export type Message =
  | { readonly kind: 'association'; readonly type: keyof typeof SESSION_BYTE; readonly body: Uint8Array }
  | {
      readonly kind: 'event'
      readonly invoke: number
      readonly command: number
      readonly type: number
      readonly ticks: number
      readonly attributes: Attributes
    }
  /** The monitor tells everybody on the network what it is. */
  | { readonly kind: 'announcement'; readonly ticks: number; readonly attributes: Attributes }
  | PollResult
  | {
      readonly kind: 'result'
      readonly invoke: number
      readonly command: number
      readonly attributes: Attributes
    }
  | { readonly kind: 'error'; readonly invoke: number; readonly error: number }
  /** `unknown`: a well-formed message of a kind we do not use. `cut`: its own lengths do not fit. */
  | { readonly kind: 'unknown' | 'cut' }

const OBJECT_ID_BYTES = 6
const ABSOLUTE_BYTES = 8
const CUT: Message = { kind: 'cut' }
const UNKNOWN: Message = { kind: 'unknown' }
const SESSION_TYPES = Object.entries(SESSION_BYTE) as readonly (readonly [
  keyof typeof SESSION_BYTE,
  number,
])[]

/**
 * Length of the message that begins with these bytes, by its own fields; null if none
 * of the interface begins here, or too little of it is there to say.
 */
export function messageLength(bytes: Uint8Array): number | null {
  const reader = new Reader(bytes)
  if (SESSION_TYPES.some(([, byte]) => byte === bytes[0])) {
    reader.skip(1)
    const short = reader.u8()
    const length = short === MESSAGE_LENGTH.longMark ? reader.u16() : short
    return reader.failed ? null : bytes.length - reader.left + length
  }
  const first = reader.u16()
  const second = reader.u16()
  const isData = first === DATA.session && second === DATA.context
  const isAnnouncement = first === ANNOUNCEMENT.first && second === ANNOUNCEMENT.second
  if (!isData && !isAnnouncement) return null
  reader.skip(MESSAGE_LENGTH.dataAt - (bytes.length - reader.left))
  const length = reader.u16()
  return reader.failed ? null : bytes.length - reader.left + length
}

/** Reads one message of the monitor. In: user data of a checked frame. Out: what it says; never throws. */
export function readMessage(data: Uint8Array): Message {
  const session = SESSION_TYPES.find(([, byte]) => byte === data[0])
  if (session !== undefined) return { kind: 'association', type: session[0], body: data }
  const reader = new Reader(data)
  const first = reader.u16()
  const second = reader.u16()
  const isAnnouncement = first === ANNOUNCEMENT.first && second === ANNOUNCEMENT.second
  if (first !== DATA.session && !isAnnouncement) return UNKNOWN
  const operation = reader.u16()
  if (reader.u16() > reader.left) return CUT
  const link = operation === OPERATION.linked ? { state: reader.u8(), count: reader.u8() } : null
  const invoke = reader.u16()
  const command = reader.u16()
  const length = reader.u16()
  if (reader.failed || length > reader.left) return CUT
  if (isAnnouncement) return readAnnouncement(reader)
  switch (operation) {
    case OPERATION.error:
      return { kind: 'error', invoke, error: command }
    case OPERATION.invoke:
      return readEvent(reader, invoke, command)
    case OPERATION.result:
    case OPERATION.linked:
      return readResult(reader, invoke, command, link)
    default:
      return UNKNOWN
  }
}

function readEvent(reader: Reader, invoke: number, command: number): Message {
  reader.skip(OBJECT_ID_BYTES)
  const ticks = reader.u32()
  const type = reader.u16()
  reader.skip(2)
  // The created object stands before its attributes.
  reader.skip(OBJECT_ID_BYTES)
  const attributes = readAttributes(reader)
  return attributes === null ? CUT : { kind: 'event', invoke, command, type, ticks, attributes }
}

/** As an event, but what was created is not named. */
function readAnnouncement(reader: Reader): Message {
  reader.skip(OBJECT_ID_BYTES)
  const ticks = reader.u32()
  const type = reader.u16()
  reader.skip(2)
  const attributes = readAttributes(reader)
  if (attributes === null) return CUT
  return type === EVENT.announcement ? { kind: 'announcement', ticks, attributes } : UNKNOWN
}

function readResult(reader: Reader, invoke: number, command: number, link: Link | null): Message {
  reader.skip(OBJECT_ID_BYTES)
  const isAction = command === COMMAND.action
  if (!isAction) {
    const attributes = readAttributes(reader)
    return attributes === null ? CUT : { kind: 'result', invoke, command, attributes }
  }
  const action = reader.u16()
  reader.skip(2)
  if (action !== ACTION.poll && action !== ACTION.extendedPoll) return reader.failed ? CUT : UNKNOWN
  return readPoll(reader, action === ACTION.extendedPoll, invoke, link)
}

function readPoll(reader: Reader, extended: boolean, invoke: number, link: Link | null): Message {
  reader.skip(2)
  const sequence = extended ? reader.u16() : null
  const ticks = reader.u32()
  reader.skip(ABSOLUTE_BYTES)
  reader.skip(2)
  const objectClass = reader.u16()
  const group = reader.u16()
  const contexts = reader.u16()
  reader.skip(2)
  const objects: PolledObject[] = []
  for (let index = 0; index < contexts && !reader.failed; index++) {
    const context = reader.u16()
    const count = reader.u16()
    reader.skip(2)
    for (let object = 0; object < count && !reader.failed; object++) {
      const handle = reader.u16()
      const attributes = readAttributes(reader)
      if (attributes !== null) objects.push({ context, handle, attributes })
    }
  }
  if (reader.failed) return CUT
  return { kind: 'poll', extended, invoke, link, sequence, ticks, objectClass, group, objects }
}

/** An attribute list; null if its lengths do not fit. Attributes nobody knows are carried along by their length. */
function readAttributes(reader: Reader): Attributes | null {
  const attributes = new Map<number, Uint8Array>()
  const count = reader.u16()
  reader.skip(2)
  for (let index = 0; index < count && !reader.failed; index++) {
    const id = reader.u16()
    attributes.set(id, reader.take(reader.u16()))
  }
  return reader.failed ? null : attributes
}
