import { buildMessage, type Segment } from './build.ts'
import { leaf, messageType, type ReadMessage, segmentOf, segmentsOf } from './message.ts'
import { parseMessage } from './parse.ts'
import { formatDtm } from './time.ts'

/**
 * Which acknowledgements the sender asked for in MSH-15 and MSH-16: `ihe` AL/NE,
 * `app` NE/AL, `original` neither, `both` AL/AL (INTEROP 1.1).
 */
export type AckMode = 'ihe' | 'app' | 'original' | 'both'

export type AckAction = 'delivered' | 'retry' | 'reject' | 'wait' | 'ignore'

/** What a reply means for the message in flight. */
export interface AckVerdict {
  readonly action: AckAction
  /** MSA-1 as sent; empty if there was none. */
  readonly code: string
  /** The receiver's own words, or why the reply was passed over. */
  readonly text: string
}

/** INTEROP 1.10: what each code means. With `both`, a commit reply is only the first of two. */
const ACTIONS: ReadonlyMap<string, AckAction> = new Map([
  ['AA', 'delivered'],
  ['CA', 'delivered'],
  ['AE', 'retry'],
  ['CE', 'retry'],
  ['AR', 'reject'],
  ['CR', 'reject'],
])

/**
 * Judges a reply while a message waits (INTEROP 1.10). Only a reply whose MSA-2
 * is that message's control id counts; anything else is passed over and the
 * waiting goes on. In: the reply (bytes, text or read), the control id sent.
 */
export function classifyAck(
  reply: Uint8Array | string | ReadMessage,
  controlId: string,
  mode: AckMode,
): AckVerdict {
  const message = readReply(reply)
  if (message === null) return ignored('', 'the reply is no HL7 message')
  const acknowledgement = segmentOf(message, 'MSA')
  if (acknowledgement === undefined) return ignored('', 'the reply holds no acknowledgement')
  const code = leaf(acknowledgement, 1)
  if (controlId === '' || leaf(acknowledgement, 2) !== controlId) {
    return ignored(code, 'the reply is about another message')
  }
  const action = ACTIONS.get(code)
  if (action === undefined) return ignored(code, 'the acknowledgement code is unknown')
  if (mode === 'both' && code === 'CA') return { action: 'wait', code, text: '' }
  return { action, code, text: wordsOf(message) }
}

/** What an acknowledgement should say. */
export interface AckContent {
  readonly code: 'AA' | 'AE' | 'AR' | 'CA' | 'CE' | 'CR'
  /** Its own control id, MSH-10. */
  readonly controlId: string
  readonly atUtcMs: number
  /** Minutes east of UTC for MSH-7. */
  readonly offsetMinutes?: number
  /** What went wrong: code of HL7 table 0357 and words for people. */
  readonly error?: { readonly code: string; readonly text: string }
}

const ERROR_TABLE = 'HL70357'
const DEFAULT_VERSION = '2.6'

/**
 * The acknowledgement of a received message, as text. Null for a message that is
 * itself an acknowledgement (never ACK an ACK) or that has no control id to name.
 */
export function buildAck(received: ReadMessage, content: AckContent): string | null {
  const header = segmentOf(received, 'MSH')
  const controlId = leaf(header, 10)
  const { code, event } = messageType(received)
  if (code === 'ACK' || segmentOf(received, 'MSA') !== undefined || controlId === '') return null
  const party = (field: number) => [1, 2, 3].map((component) => leaf(header, field, { component }))
  const segments: Segment[] = [
    {
      name: 'MSH',
      fields: {
        3: party(5),
        4: party(6),
        5: party(3),
        6: party(4),
        7: formatDtm(content.atUtcMs, content.offsetMinutes ?? 0),
        9: ['ACK', event, 'ACK'],
        10: content.controlId,
        11: leaf(header, 11) || 'P',
        12: leaf(header, 12) || DEFAULT_VERSION,
        18: 'UNICODE UTF-8',
      },
    },
    { name: 'MSA', fields: { 1: content.code, 2: controlId } },
  ]
  if (content.error !== undefined) {
    const { code: errorCode, text } = content.error
    segments.push({ name: 'ERR', fields: { 3: [errorCode, '', ERROR_TABLE], 4: 'E', 8: text } })
  }
  return buildMessage(segments)
}

function readReply(reply: Uint8Array | string | ReadMessage): ReadMessage | null {
  if (typeof reply === 'object' && 'segments' in reply) return reply
  const result = parseMessage(reply)
  return result.ok ? result.message : null
}

/** ERR-8 and ERR-3 are where a receiver explains itself; MSA-3 and ERR-7 in older versions. */
function wordsOf(message: ReadMessage): string {
  const acknowledgement = segmentOf(message, 'MSA')
  const words = segmentsOf(message, 'ERR').flatMap((error) => [
    leaf(error, 8),
    leaf(error, 7),
    leaf(error, 3, { component: 2 }) || leaf(error, 3),
  ])
  const said = [leaf(acknowledgement, 3), ...words].filter((text) => text !== '')
  return [...new Set(said)].join('; ')
}

function ignored(code: string, text: string): AckVerdict {
  return { action: 'ignore', code, text }
}
