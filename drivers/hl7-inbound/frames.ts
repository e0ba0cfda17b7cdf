import type { FrameCounts } from '../driver.ts'
import type { FrameFault } from '../framing/counts.ts'
import { FrameReport } from '../framing/report.ts'
import { CARRIAGE_RETURN, END_BLOCK, START_BLOCK, VITALS_FRAME_BYTES } from '../hl7v2/codes.ts'
import type { ReadMessage } from '../hl7v2/message.ts'
import { MllpDecoder } from '../hl7v2/mllp.ts'
import { parseMessage } from '../hl7v2/parse.ts'
import { damageOf } from './damage.ts'
import { PlainText } from './plain.ts'
import { damaged, notHl7, type Refusal } from './reply.ts'

const LINE_FEED = 0x0a
const TAB = 0x09
const FIRST_PRINTABLE = 0x20
const LAST_PRINTABLE = 0x7e
/** Behind the last segment of the serial variant stand four characters of a check nobody has described (section 2). */
const SERIAL_CHECK_BYTES = 4

/** Where frames and what was wrong with others go, in the order of the stream. */
export interface MessageSink {
  onMessage(message: ReadMessage): void
  /** A whole frame that is no message; `payload` is null where it is too long to be kept. */
  onRefused(payload: Uint8Array | null, refusal: Refusal): void
  onFault(kind: FrameFault, bytes: number): void
}

export interface FrameRules {
  /** Take a file of messages without MLLP bytes, where no peer could be answered. */
  readonly takesPlainText: boolean
  /** A message must end with a whole segment: what a line without any check can show. */
  readonly needsWholeSegments: boolean
}

/**
 * Messages in a stream that may be cut anywhere. What began as a frame and is no message counts as `checksum`
 * (its form is its only check), a frame cut off by the next one as `short`, one over 1 MiB as `length`.
 */
export class MessageFrames {
  readonly #sink: MessageSink
  readonly #rules: FrameRules
  readonly #report: FrameReport
  #mllp = new MllpDecoder()
  #plain: PlainText | null
  #message: ReadMessage | null = null
  /** Bytes of the frame that is open. */
  #pending = 0
  #lastByte = 0
  /** A frame was believed without its carriage return, which may still come. */
  #mayComeLate = false

  constructor(sink: MessageSink, rules: FrameRules) {
    this.#sink = sink
    this.#rules = rules
    this.#plain = rules.takesPlainText ? new PlainText() : null
    this.#report = new FrameReport(
      {
        onFrame: () => {
          if (this.#message !== null) sink.onMessage(this.#message)
        },
        onFault: (kind, bytes) => sink.onFault(kind, bytes),
      },
      VITALS_FRAME_BYTES,
    )
  }

  get counts(): Readonly<FrameCounts> {
    return this.#report.counts
  }

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    if (this.#plain === null) {
      this.#pushFramed(bytes)
      return
    }
    const framed = this.#plain.push(bytes)
    if (framed === null) return
    this.#plain = null
    this.#pushFramed(framed)
  }

  /** The line has been quiet: a frame that lacks only its carriage return is whole. */
  flush(): void {
    if (this.#lastByte !== END_BLOCK) return
    this.#lastByte = 0
    this.#pending = 0
    this.#mayComeLate = true
    for (const payload of this.#mllp.end()) this.#take(payload, false)
  }

  end(): void {
    this.flush()
    for (const text of this.#plain?.take() ?? []) this.#judge(text)
    if (this.#rules.takesPlainText) this.#plain = new PlainText()
    this.#mllp.end()
    this.#report.cut(this.#pending)
    this.#pending = 0
    this.#report.end()
  }

  /** Looks at pieces that hold at most one start at their beginning and one end at their end. */
  #pushFramed(bytes: Uint8Array): void {
    const first = this.#mayComeLate && bytes[0] === CARRIAGE_RETURN ? 1 : 0
    this.#mayComeLate = false
    this.#lastByte = bytes[bytes.length - 1] ?? 0
    for (let at = first; at < bytes.length; ) {
      const end = bytes.indexOf(END_BLOCK, at)
      const start = bytes.indexOf(START_BLOCK, at + 1)
      let stop = end === -1 ? bytes.length : end + 1
      if (start !== -1 && start < stop) stop = start
      this.#piece(bytes.subarray(at, stop))
      at = stop
    }
  }

  #piece(piece: Uint8Array): void {
    const { skippedBytes, truncated, withoutReturn } = this.#mllp.counts
    const before = this.#pending
    const [payload] = this.#mllp.push(piece)
    const { counts } = this.#mllp
    this.#pending += piece.length
    if (payload !== undefined) {
      const hasReturn = counts.withoutReturn === withoutReturn
      this.#pending -= before + (hasReturn ? 1 : 0)
      this.#take(payload, hasReturn)
    }
    const skipped = counts.skippedBytes - skippedBytes
    for (let index = 0; index < skipped; index++) this.#report.skip(1)
    this.#pending -= skipped
    if (counts.truncated > truncated) {
      this.#pending = piece.length
      this.#report.refuse('short', before)
    }
    if (this.#mllp.isOversize) this.#dropOversize()
  }

  #dropOversize(): void {
    this.#report.refuse('length', this.#pending)
    this.#pending = 0
    this.#mllp = new MllpDecoder()
    this.#sink.onRefused(null, notHl7('The message is longer than 1 MiB.'))
  }

  #take(payload: Uint8Array, hasReturn: boolean): void {
    const whole = wholeMessage(payload, hasReturn && !this.#rules.needsWholeSegments)
    if (whole === null) {
      // Nothing is answered: the sender will send it again.
      this.#report.refuse('short', payload.length)
    } else if (hasControlBytes(whole)) {
      this.#refuse(payload, damaged('The message holds control characters.'))
    } else this.#judge(whole)
  }

  #judge(content: Uint8Array | string): void {
    const payload = typeof content === 'string' ? NOTHING : content
    const result = parseMessage(content)
    if (!result.ok) {
      this.#refuse(payload, notHl7(result.problem))
      return
    }
    const damage = damageOf(result.message)
    if (damage !== null) {
      this.#refuse(payload, damaged(damage))
      return
    }
    this.#message = result.message
    this.#report.frame(NOTHING)
  }

  #refuse(payload: Uint8Array, refusal: Refusal): void {
    this.#report.refuse('checksum', payload.length)
    this.#sink.onRefused(payload, refusal)
  }
}

const NOTHING = new Uint8Array(0)

/** The segments of a payload without the serial variant's check; null if its last segment has no end and needs one. */
function wholeMessage(payload: Uint8Array, mayLackEnd: boolean): Uint8Array | null {
  const last = Math.max(payload.lastIndexOf(CARRIAGE_RETURN), payload.lastIndexOf(LINE_FEED))
  const tail = payload.subarray(last + 1)
  if (tail.length === 0) return payload
  const isCheck = tail.length === SERIAL_CHECK_BYTES && last !== -1 && tail.every(isCheckByte)
  if (isCheck) return payload.subarray(0, last + 1)
  return mayLackEnd ? payload : null
}

function isCheckByte(byte: number): boolean {
  return byte > FIRST_PRINTABLE && byte <= LAST_PRINTABLE && byte !== FIELD_SEPARATOR
}
const FIELD_SEPARATOR = 0x7c

function hasControlBytes(payload: Uint8Array): boolean {
  for (const byte of payload) {
    if (byte < FIRST_PRINTABLE && byte !== CARRIAGE_RETURN && byte !== LINE_FEED && byte !== TAB) return true
  }
  return false
}
