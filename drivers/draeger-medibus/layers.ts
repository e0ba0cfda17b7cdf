import type { FrameCounts } from '../driver.ts'
import type { FrameFault } from '../framing/counts.ts'
import { FrameReport } from '../framing/report.ts'
import { BYTE, LONGEST } from './codes.ts'
import { CurveRecords, type Record } from './curve-records.ts'
import { type Message, problemOf, readMessage } from './message.ts'

/** Where the layers of the wire send what they find, in the order of the stream. */
export interface LayerSink {
  onMessage(message: Message): void
  onRecord(record: Record): void
  /** A byte of flow control. */
  onControl(byte: number): void
  /** A command of the device failed its check: it wants to be told. */
  onBadCommand(): void
  onFault(kind: FrameFault, bytes: number): void
}

const none = new Uint8Array(0)

/**
 * Takes one wire apart (definition, byte layers): bytes of curves may stand anywhere, flow control too, and a whole
 * command may stand within an answer. One bounded buffer for each; a message that is cut or does not hold is counted.
 */
export class Layers {
  readonly #report: FrameReport
  readonly #curves: CurveRecords
  readonly #sink: LayerSink
  readonly #response = new Accumulator(LONGEST.response)
  readonly #command = new Accumulator(LONGEST.command)
  /** What the report tells next as a frame. */
  #deliver: () => void = () => undefined

  constructor(sink: LayerSink) {
    this.#sink = sink
    this.#report = new FrameReport(
      { onFrame: () => this.#deliver(), onFault: (kind, bytes) => sink.onFault(kind, bytes) },
      LONGEST.response,
    )
    this.#curves = new CurveRecords({
      onRecord: (record) => this.#tell(() => sink.onRecord(record)),
      onBad: (bytes) => this.#report.refuse('length', bytes),
      onStray: () => this.#report.skip(1),
    })
  }

  get counts(): Readonly<FrameCounts> {
    return this.#report.counts
  }

  push(bytes: Uint8Array, atMs: number): void {
    for (const byte of bytes) {
      if (byte >= BYTE.lowestRealtime) this.#curves.push(byte, atMs)
      else this.#slow(byte)
    }
  }

  /** A record of curves that nothing follows is over. */
  tick(atMs: number): void {
    this.#curves.settle(atMs)
  }

  /** The input has ended: what was cut is counted as one. */
  end(): void {
    const cut = this.#response.length + this.#command.length + this.#curves.end()
    this.#report.cut(cut)
    this.#report.end()
    this.#response.clear()
    this.#command.clear()
  }

  #slow(byte: number): void {
    switch (byte) {
      case BYTE.suspend:
      case BYTE.resume:
      case BYTE.cancel:
        this.#sink.onControl(byte)
        return
      case BYTE.commandStart:
        this.#cut(this.#command)
        this.#command.begin(byte)
        return
      case BYTE.responseStart:
        this.#cut(this.#command)
        this.#cut(this.#response)
        this.#response.begin(byte)
        return
      case BYTE.end:
        this.#finish()
        return
      default:
        this.#add(byte)
    }
  }

  #add(byte: number): void {
    const open = this.#open
    if (open === null) this.#report.skip(1)
    else if (!open.add(byte)) this.#cut(open, 'length')
  }

  #finish(): void {
    const open = this.#open
    if (open === null) {
      this.#report.skip(1)
      return
    }
    const bytes = open.bytes
    open.clear()
    const problem = problemOf(bytes)
    if (problem === null) {
      const message = readMessage(bytes)
      this.#tell(() => this.#sink.onMessage(message))
      return
    }
    this.#report.refuse(problem, bytes.length + 1)
    if (open === this.#command) this.#sink.onBadCommand()
  }

  /** A command within an answer comes to its end first. */
  get #open(): Accumulator | null {
    if (this.#command.length > 0) return this.#command
    return this.#response.length > 0 ? this.#response : null
  }

  #cut(open: Accumulator, kind: 'short' | 'length' = 'short'): void {
    if (open.length > 0) this.#report.refuse(kind, open.length)
    open.clear()
  }

  #tell(deliver: () => void): void {
    this.#deliver = deliver
    this.#report.frame(none)
  }
}

/** One message as it grows. */
class Accumulator {
  readonly #buffer: Uint8Array
  #length = 0

  constructor(longest: number) {
    this.#buffer = new Uint8Array(longest)
  }

  get length(): number {
    return this.#length
  }

  /** What has come, a copy. */
  get bytes(): Uint8Array {
    return this.#buffer.slice(0, this.#length)
  }

  begin(byte: number): void {
    this.#buffer[0] = byte
    this.#length = 1
  }

  /** Out: whether there was room. */
  add(byte: number): boolean {
    if (this.#length === this.#buffer.length) return false
    this.#buffer[this.#length++] = byte
    return true
  }

  clear(): void {
    this.#length = 0
  }
}
