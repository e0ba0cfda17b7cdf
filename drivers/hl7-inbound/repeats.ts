import type { ReadMessage } from '../hl7v2/message.ts'
import { LIMITS } from './codes.ts'
import { senderOfMessage } from './sender.ts'

const HASH_START = 0x811c9dc5
const HASH_PRIME = 0x01000193

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
    const content = hashOf(JSON.stringify(message.segments.slice(1)))
    const key = JSON.stringify([application, applicationId, facility, controlId, content])
    if (this.#seen.has(key)) return true
    this.#seen.add(key)
    const [oldest] = this.#seen
    if (this.#seen.size > LIMITS.remembered && oldest !== undefined) this.#seen.delete(oldest)
    return false
  }
}

/** FNV-1a over UTF-16 units: only tells whether two texts may be one. */
function hashOf(text: string): number {
  let hash = HASH_START
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), HASH_PRIME)
  }
  return hash >>> 0
}
