import type { Decoder, FrameCounts, Out } from '../driver.ts'
import { LengthFramer } from '../framing/length.ts'
import { FormatLock, LockGate } from '../framing/lock.ts'
import { DONGLE_TIME } from './dongle-codes.ts'
import { dongleFormat, readMessage } from './dongle-frame.ts'
import { DongleSession } from './dongle-session.ts'
import { questionFor } from './glucose.ts'
import type { Notification } from './line.ts'
import type { BleHealthOptions } from './options.ts'
import { addressesOf, Teller } from './teller.ts'

/**
 * Messages of a Bluegiga dongle in, numbers of the wearables of one patient out; connects with those that are named. A message
 * has no check, and one that lost a byte takes the first byte of the next: so each is read only once the next one is whole or the
 * wire is quiet, and after any damage the dialogue is begun anew, since a lost message may have ended a connection.
 */
export class DongleDecoder implements Decoder {
  readonly #framer: LengthFramer
  readonly #lock = new FormatLock()
  readonly #teller: Teller
  readonly #session: DongleSession
  readonly #isMute: boolean
  readonly #gate: LockGate<Notification | null>
  /** The last message, until something vouches for it. */
  #held: { readonly frame: Uint8Array; readonly atMs: number } | null = null
  /** What the message at hand told, if anything. */
  #told: Notification | null = null
  #atMs = 0
  #lastBytesMs = 0

  constructor(out: Out, { devices }: Pick<BleHealthOptions, 'devices'>) {
    const wanted = addressesOf(devices)
    this.#isMute = out.send === undefined
    this.#teller = new Teller(out, wanted)
    this.#session = new DongleSession(
      {
        send: (bytes) => out.send?.(bytes),
        told: (notification) => {
          this.#told = notification
        },
        question: (mac) =>
          this.#teller.knowsClockOf(mac) ? questionFor(this.#teller.lastRecordOf(mac)) : null,
      },
      wanted,
    )
    // The dialogue goes on from the first message; what wearables told is shown once the lock holds.
    this.#gate = new LockGate<Notification | null>(this.#lock, out, (notification, atMs) => {
      if (notification !== null) this.#teller.take(notification, atMs)
    })
    this.#framer = new LengthFramer(dongleFormat, {
      onFrame: (frame) => {
        this.#release()
        this.#held = { frame: frame.slice(), atMs: this.#atMs }
      },
      onFault: (kind, bytes) => {
        this.#held = null
        this.#lock.malformed()
        this.#session.end()
        this.#teller.fault(kind, bytes, this.#atMs)
      },
    })
  }

  get counts(): Readonly<FrameCounts> {
    return this.#framer.counts
  }

  get isLocked(): boolean {
    return this.#lock.locked
  }

  push(bytes: Uint8Array, atMs: number): void {
    this.#atMs = atMs
    if (bytes.length > 0) this.#lastBytesMs = atMs
    this.#framer.push(bytes)
  }

  tick(atMs: number): void {
    if (atMs - this.#lastBytesMs >= DONGLE_TIME.quiet) {
      this.#framer.end()
      this.#release()
    }
    if (!this.#isMute) this.#session.tick(atMs)
  }

  end(atMs: number): void {
    this.#framer.end()
    this.#release()
    this.#atMs = atMs
    this.#lock.malformed()
    this.#session.end()
    this.#teller.end()
  }

  #release(): void {
    const held = this.#held
    if (held === null) return
    this.#held = null
    this.#told = null
    const message = readMessage(held.frame)
    if (message !== null) this.#session.hear(message, held.atMs)
    this.#gate.wellFormed(this.#told, held.atMs)
  }
}
