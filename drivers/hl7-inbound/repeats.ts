import type { ReadMessage } from '../hl7v2/message.ts'
import { LIMITS } from './codes.ts'
import { senderOfMessage } from './sender.ts'

const HASH_START = 0x811c9dc5
const HASH_PRIME = 0x01000193
/** No UTF-16 unit is as large. */
const LEVEL_ENDS = 0x1_0000
/** No field holds the end of a segment. */
const BETWEEN = '\r'

type Tree = string | readonly Tree[]

/**
 * Knows a message that is sent again because its answer was lost: same sender, same control id, same content. The
 * control id alone is not enough: a sender that starts again may count from one.
 */
export class RepeatFilter {
  readonly #seen = new Set<string>()

  /** Whether this message has been here before; remembers it if not. A message without a control id is always new. */
  isRepeat(message: ReadMessage): boolean {
    const { application, applicationId, facility, controlId } = senderOfMessage(message)
    if (controlId === '') return false
    // MSH is left out: some senders put a new time into it.
    const content = hashOf(
      HASH_START,
      message.segments.slice(1).map(({ name, fields }) => [name, fields]),
    )
    const key = [application, applicationId, facility, controlId, content].join(BETWEEN)
    if (this.#seen.has(key)) return true
    this.#seen.add(key)
    const [oldest] = this.#seen
    if (this.#seen.size > LIMITS.remembered && oldest !== undefined) this.#seen.delete(oldest)
    return false
  }
}

/** FNV-1a over UTF-16 units of a tree of text, with its shape: only tells whether two may be one. */
function hashOf(start: number, tree: Tree): number {
  let hash = start
  if (typeof tree === 'string') {
    for (let index = 0; index < tree.length; index++) {
      hash = Math.imul(hash ^ tree.charCodeAt(index), HASH_PRIME)
    }
  } else {
    for (const part of tree) hash = hashOf(hash, part)
  }
  return Math.imul(hash ^ (LEVEL_ENDS + tree.length), HASH_PRIME) >>> 0
}
