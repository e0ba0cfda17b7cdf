import type { Decoder, FrameCounts, Out } from '../driver.ts'
import type { FrameFault } from '../framing/counts.ts'
import { LineFramer } from '../framing/line.ts'
import { FormatLock, LOCK_NEEDS, LockGate } from '../framing/lock.ts'
import { Breaths } from './breaths.ts'
import { ASK_EVERY_MS, CARRIAGE_RETURN, COMMAND, LONGEST_LINE_BYTES } from './codes.ts'
import { type Line, type Refusal, readLine } from './lines.ts'
import type { Pb840Options } from './options.ts'
import { ReplyTeller } from './reply-teller.ts'

function textOf(line: Uint8Array): string {
  return String.fromCharCode(...line)
}

function command(word: string): Uint8Array {
  return Uint8Array.from([...Array.from(word, (letter) => letter.charCodeAt(0)), CARRIAGE_RETURN])
}

/** Bytes of either port in, numbers, alarms and waves out; asks for replies unless the port is set to waveforms. */
export class Pb840Decoder implements Decoder {
  readonly #out: Out
  readonly #options: Pb840Options
  readonly #framer: LineFramer
  /** No check guards either kind of line, so each must earn trust by itself. */
  readonly #replyLock = new FormatLock(LOCK_NEEDS.secondBlocks)
  readonly #waveLock = new FormatLock()
  readonly #replies: LockGate<Line>
  readonly #waves: LockGate<Line>
  readonly #breaths: Breaths
  readonly #teller: ReplyTeller
  #read: Line | Refusal = 'checksum'
  #atMs = 0
  #nextAskMs = Number.NEGATIVE_INFINITY

  constructor(out: Out, options: Pb840Options) {
    this.#out = out
    this.#options = options
    this.#breaths = new Breaths(out)
    this.#teller = new ReplyTeller(out)
    this.#replies = new LockGate<Line>(this.#replyLock, out, (line, atMs) => {
      if (line.type === 'reply') this.#teller.reply(line, atMs)
    })
    this.#waves = new LockGate<Line>(this.#waveLock, out, (line, atMs) => {
      if (line.type !== 'reply') this.#breaths.line(line, atMs)
    })
    this.#framer = new LineFramer(
      { maximumBytes: LONGEST_LINE_BYTES, problemOf: (line) => this.#problemOf(line) },
      { onFrame: () => this.#line(), onFault: (kind, bytes) => this.#lost(kind, bytes) },
    )
  }

  get counts(): Readonly<FrameCounts> {
    return this.#framer.counts
  }

  get isLocked(): boolean {
    return this.#replyLock.locked || this.#waveLock.locked
  }

  push(bytes: Uint8Array, atMs: number): void {
    this.#breaths.tick(atMs)
    this.#atMs = atMs
    this.#framer.push(bytes)
  }

  tick(atMs: number): void {
    this.#breaths.tick(atMs)
    const { send } = this.#out
    if (send === undefined || this.#options.port === 'waves' || atMs < this.#nextAskMs) return
    // What is half said on the line is forgotten first: one request at a time.
    if (this.#nextAskMs === Number.NEGATIVE_INFINITY) send(command(COMMAND.reset))
    send(command(this.#options.reply))
    this.#nextAskMs = atMs + ASK_EVERY_MS
  }

  end(atMs: number): void {
    this.#atMs = atMs
    this.#framer.end()
    this.#replyLock.end()
    this.#waveLock.end()
    this.#breaths.end()
    this.#teller.end()
    this.#nextAskMs = Number.NEGATIVE_INFINITY
  }

  #problemOf(line: Uint8Array): Refusal | null {
    const read = readLine(textOf(line))
    this.#read = read
    return typeof read === 'string' ? read : null
  }

  /** The framer has just had this line judged. */
  #line(): void {
    const line = this.#read
    if (typeof line === 'string') return
    if (line.type === 'reply') this.#replies.wellFormed(line, this.#atMs)
    else this.#waves.wellFormed(line, this.#atMs)
  }

  #lost(kind: FrameFault, bytes: number): void {
    this.#replyLock.malformed(kind)
    this.#waveLock.malformed(kind)
    this.#breaths.lost()
    this.#out.measure({ type: 'fault', kind, bytes, atMs: this.#atMs, deviceMs: null })
  }
}
