import { utf8Bytes } from './charset.ts'
import { CARRIAGE_RETURN, END_BLOCK, FIRST_BUFFER_BYTES, START_BLOCK, VITALS_FRAME_BYTES } from './codes.ts'

/** Puts a message into one frame, ready to write. In: the whole message as text (sent as UTF-8) or bytes. */
export function encodeMllp(message: string | Uint8Array): Uint8Array {
  const payload = typeof message === 'string' ? utf8Bytes(message) : message
  const frame = new Uint8Array(payload.length + 3)
  frame[0] = START_BLOCK
  frame.set(payload, 1)
  frame[payload.length + 1] = END_BLOCK
  frame[payload.length + 2] = CARRIAGE_RETURN
  return frame
}

/** What a decoder has met; only ever grows. */
export interface MllpCounts {
  messages: number
  /** Bytes outside any frame. */
  skippedBytes: number
  /** Frames cut off by the next start byte or by the end of the connection; never delivered. */
  truncated: number
  /** Frames whose end byte was not followed by a carriage return; delivered all the same. */
  withoutReturn: number
}

/**
 * Cuts a byte stream into messages (INTEROP 1.9). A start byte inside a frame
 * means that the frame before it was cut off: it is dropped, never delivered.
 * Takes the stream in pieces of any size; each byte is looked at once.
 */
export class MllpDecoder {
  readonly counts: MllpCounts = { messages: 0, skippedBytes: 0, truncated: 0, withoutReturn: 0 }
  readonly #maxBytes: number
  #state: 'idle' | 'frame' | 'ended' = 'idle'
  #frame = new Uint8Array(FIRST_BUFFER_BYTES)
  #length = 0
  #isOversize = false

  /** In: the longest payload to take, bytes. */
  constructor(maxBytes: number = VITALS_FRAME_BYTES) {
    this.#maxBytes = maxBytes
  }

  /** A frame went over the cap: nothing more is read, and the connection must be dropped. */
  get isOversize(): boolean {
    return this.#isOversize
  }

  /** Takes the next bytes; gives the payloads of the frames that are now complete, in order. */
  push(bytes: Uint8Array): Uint8Array[] {
    const messages: Uint8Array[] = []
    let at = 0
    while (at < bytes.length && !this.#isOversize) {
      if (this.#state === 'ended') {
        const hasReturn = bytes[at] === CARRIAGE_RETURN
        if (hasReturn) at++
        else this.counts.withoutReturn++
        messages.push(this.#deliver())
      } else if (this.#state === 'idle') {
        at = this.#skipToStart(bytes, at)
      } else {
        at = this.#fill(bytes, at)
      }
    }
    return messages
  }

  /** The connection has ended. A frame that lacks only its carriage return is given out; half a frame is dropped. */
  end(): Uint8Array[] {
    if (this.#state === 'frame') this.counts.truncated++
    const isComplete = this.#state === 'ended'
    if (isComplete) this.counts.withoutReturn++
    const messages = isComplete ? [this.#deliver()] : []
    this.#state = 'idle'
    this.#length = 0
    return messages
  }

  #deliver(): Uint8Array {
    const payload = this.#frame.slice(0, this.#length)
    this.counts.messages++
    this.#length = 0
    this.#state = 'idle'
    return payload
  }

  #skipToStart(bytes: Uint8Array, at: number): number {
    const start = bytes.indexOf(START_BLOCK, at)
    if (start === -1) {
      this.counts.skippedBytes += bytes.length - at
      return bytes.length
    }
    this.counts.skippedBytes += start - at
    this.#state = 'frame'
    this.#length = 0
    return start + 1
  }

  /** Appends up to the end byte or the next start byte, whichever comes first. */
  #fill(bytes: Uint8Array, at: number): number {
    const end = bytes.indexOf(END_BLOCK, at)
    const part = bytes.subarray(at, end === -1 ? bytes.length : end)
    const restart = part.lastIndexOf(START_BLOCK)
    if (restart !== -1) {
      for (const byte of part) if (byte === START_BLOCK) this.counts.truncated++
      this.#length = 0
    }
    this.#append(part.subarray(restart + 1))
    if (end === -1) return bytes.length
    this.#state = 'ended'
    return end + 1
  }

  #append(part: Uint8Array): void {
    const needed = this.#length + part.length
    if (needed > this.#maxBytes) {
      this.#isOversize = true
      this.#state = 'idle'
      this.#length = 0
      this.#frame = new Uint8Array(0)
      return
    }
    if (needed > this.#frame.length) {
      const grown = new Uint8Array(Math.min(this.#maxBytes, Math.max(needed, this.#frame.length * 2)))
      grown.set(this.#frame.subarray(0, this.#length))
      this.#frame = grown
    }
    this.#frame.set(part, this.#length)
    this.#length = needed
  }
}
