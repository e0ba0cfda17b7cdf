import type { Duplex } from 'node:stream'
import { MllpDecoder } from '../../../drivers/hl7v2/mllp.ts'
import type { RefusalReason } from '../../ipc/views.ts'
import type { Clock } from '../clock.ts'
import type { Cancel, Timers } from '../timers.ts'

/** Answers that may wait for a sender that does not read; more, and it is dropped. */
const MOST_WAITING_BYTES = 65_536
/** A sender may hold the engine for so long at a time, then it rests four times as long: a fifth of it at most. */
const TURN_MS = 10
const REST_TIMES = 4

/** What a connection tells its listener. */
export interface ConnectionEvents {
  /** One whole message without its MLLP bytes. */
  onMessage(message: Uint8Array): void
  /** It broke a rule and is dropped; `onEnd` follows. */
  onBroken(reason: RefusalReason): void
  /** It has ended, by either side. Once. */
  onEnd(): void
}

/**
 * One sender's connection: bytes to messages and answers back. A flood is taken at the pace of the engine (the
 * socket is not read meanwhile), a message over the cap or answers that nobody reads end it, half a message at
 * the end is dropped.
 */
export class ListenConnection {
  readonly address: string
  readonly #stream: Duplex
  readonly #clock: Clock
  readonly #timers: Timers
  readonly #events: ConnectionEvents
  readonly #decoder: MllpDecoder
  #waiting: Uint8Array[] = []
  #spentMs = 0
  #stopResting: Cancel | null = null
  #ended = false

  /** In: the stream of bytes, already greeted if encrypted; the plain address of its other end. */
  constructor(
    stream: Duplex,
    address: string,
    clock: Clock,
    timers: Timers,
    events: ConnectionEvents,
    decoder = new MllpDecoder(),
  ) {
    this.address = address
    this.#stream = stream
    this.#clock = clock
    this.#timers = timers
    this.#events = events
    this.#decoder = decoder
    stream.on('data', (bytes: Uint8Array) => this.#receive(bytes))
    // A reset is an end like any other; 'close' follows.
    stream.on('error', () => undefined)
    stream.on('close', () => this.close())
    // The stream ends its own side by itself, after the answers that are on their way.
    stream.on('end', () => this.#finish())
  }

  /** Sends bytes as they are. False if the connection has ended or its other end does not read. */
  write(bytes: Uint8Array): boolean {
    if (this.#ended) return false
    if (this.#stream.writableLength > MOST_WAITING_BYTES) {
      this.#break('notReading')
      return false
    }
    this.#stream.write(bytes.slice())
    return true
  }

  /** Ends it; what waits is dropped: without an answer the sender sends it again. Idempotent. */
  close(): void {
    this.#stream.destroy()
    this.#finish()
  }

  #finish(): void {
    if (this.#ended) return
    this.#ended = true
    this.#stopResting?.()
    this.#waiting = []
    this.#events.onEnd()
  }

  #receive(bytes: Uint8Array): void {
    if (this.#ended) return
    this.#waiting.push(...this.#decoder.push(bytes))
    this.#work()
    if (this.#decoder.isOversize) this.#break('messageTooLong')
  }

  #work(): void {
    while (this.#stopResting === null) {
      const message = this.#waiting.shift()
      if (message === undefined || this.#ended) return
      const startMs = this.#clock.monotonicMs()
      this.#events.onMessage(message)
      this.#spentMs += this.#clock.monotonicMs() - startMs
      if (this.#spentMs >= TURN_MS) this.#rest()
    }
  }

  #rest(): void {
    if (this.#ended) return
    this.#stream.pause()
    this.#stopResting = this.#timers.after(this.#spentMs * REST_TIMES, () => {
      this.#stopResting = null
      this.#spentMs = 0
      this.#work()
      if (this.#stopResting === null && !this.#ended) this.#stream.resume()
    })
  }

  #break(reason: RefusalReason): void {
    if (this.#ended) return
    this.#events.onBroken(reason)
    this.close()
  }
}
