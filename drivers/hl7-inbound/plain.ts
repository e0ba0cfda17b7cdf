import { decodeMessage } from '../hl7v2/charset.ts'
import { DOCUMENT_FRAME_BYTES, END_BLOCK, FIRST_BUFFER_BYTES, START_BLOCK } from '../hl7v2/codes.ts'
import { splitMessages } from '../hl7v2/parse.ts'

/** A file of messages may begin with a byte order mark and blanks; then comes a message or a batch. */
const HEADS = ['MSH', 'FHS', 'BHS']
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf]
const LAST_BLANK = 0x20
const HEAD_BYTES = 3

/**
 * A file of messages without MLLP bytes. It is taken as one only if its very first bytes are those of a message
 * and no MLLP byte occurs in it: in a stream, bytes outside a frame are never read.
 */
export class PlainText {
  #held = new Uint8Array(FIRST_BUFFER_BYTES)
  #length = 0
  #isPlain = false

  /** Takes the next bytes. Out: null while it may be plain text; everything so far once it is not. */
  push(bytes: Uint8Array): Uint8Array | null {
    this.#append(bytes)
    const all = this.#held.subarray(0, this.#length)
    const fits = this.#length <= DOCUMENT_FRAME_BYTES && !bytes.some(isMllp)
    if (fits && this.#isPlain) return null
    const head = fits ? headOf(all) : 'no'
    this.#isPlain = head === 'yes'
    return head === 'no' ? all : null
  }

  /** The input has ended: its messages as texts; none if it was no such file. */
  take(): readonly string[] {
    const text = this.#isPlain ? decodeMessage(this.#held.subarray(0, this.#length)) : ''
    this.#length = 0
    this.#isPlain = false
    return text === '' ? [] : splitMessages(text)
  }

  #append(bytes: Uint8Array): void {
    const needed = this.#length + bytes.length
    if (needed > this.#held.length) {
      const grown = new Uint8Array(Math.max(needed, this.#held.length * 2))
      grown.set(this.#held.subarray(0, this.#length))
      this.#held = grown
    }
    this.#held.set(bytes, this.#length)
    this.#length = needed
  }
}

function isMllp(byte: number): boolean {
  return byte === START_BLOCK || byte === END_BLOCK
}

function headOf(bytes: Uint8Array): 'yes' | 'no' | 'open' {
  const mark = bytes.length < HEAD_BYTES ? bytes.length : HEAD_BYTES
  const hasMark = mark > 0 && BYTE_ORDER_MARK.slice(0, mark).every((byte, index) => bytes[index] === byte)
  let at = hasMark ? mark : 0
  while (at < bytes.length && (bytes[at] ?? 0) <= LAST_BLANK) at++
  const head = String.fromCharCode(...bytes.subarray(at, at + HEAD_BYTES))
  if (!HEADS.some((one) => one.startsWith(head))) return 'no'
  return head.length === HEAD_BYTES ? 'yes' : 'open'
}
