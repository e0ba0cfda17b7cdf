import type { LinkCause } from '../../ipc/views.ts'
import type { Clock } from '../clock.ts'
import type { Cancel, Timers } from '../timers.ts'
import { findHid } from './hid-devices.ts'
import { hidCause, hidGoneSentence, hidSentence, hidWriteSentence } from './hid-errors.ts'
import type { HidHandle, HidSystem } from './hid-system.ts'
import type { Link, LinkEvents } from './link.ts'
import { isGone } from './serial-errors.ts'
import type { HidIdentity } from './spec.ts'
import { watchForReturn } from './watch-return.ts'

/** How often a device that was taken away is looked for. */
const RETURN_EVERY_MS = 2_000
/** The report length of the devices that are known; shorter commands are filled with zeros, as their own programs do. */
const REPORT_BYTES = 64
/** The devices have one kind of report, which has no number on the wire. */
const REPORT_NUMBER = 0
/** Reports that may wait in the system before writing is refused. */
const MOST_WAITING_REPORTS = 16

/**
 * A USB HID device. Its reports arrive whole, but frames are packed into them and filled up, and recordings of them
 * are plain bytes: so the line is a stream, and no decoder may count on where a report ends.
 */
export class HidLink implements Link {
  readonly kind = 'stream'
  readonly simulated = false
  readonly #identity: HidIdentity
  readonly #load: () => Promise<HidSystem>
  readonly #clock: Clock
  readonly #timers: Timers
  #handle: HidHandle | null = null
  #events: LinkEvents | null = null
  /** Grows at each open and close: work begun for an earlier one is dropped. */
  #turn = 0
  #waiting = 0
  /** The system releases a device a moment after close; the next open waits for it. */
  #released: Promise<void> = Promise.resolve()

  /** `load`: the system's HID devices, asked for when the line is first opened. */
  constructor(identity: HidIdentity, load: () => Promise<HidSystem>, clock: Clock, timers: Timers) {
    this.#identity = identity
    this.#load = load
    this.#clock = clock
    this.#timers = timers
  }

  open(events: LinkEvents): void {
    this.close()
    this.#events = events
    const turn = this.#turn
    this.#begin(turn).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error)
      const cause = hidCause(message)
      this.#lose(turn, cause, hidSentence(cause, this.#identity, message))
    })
  }

  write(bytes: Uint8Array): boolean {
    const handle = this.#handle
    if (handle === null || bytes.length > REPORT_BYTES || this.#waiting >= MOST_WAITING_REPORTS) return false
    const turn = this.#turn
    const filler = new Array<number>(REPORT_BYTES - bytes.length).fill(0)
    this.#waiting++
    handle.write([REPORT_NUMBER, ...bytes, ...filler]).then(
      () => {
        this.#waiting--
      },
      (error: unknown) => {
        this.#waiting--
        const message = error instanceof Error ? error.message : String(error)
        if (isGone(message)) this.#lose(turn, 'unplugged', hidGoneSentence(this.#identity))
        else this.#lose(turn, 'error', hidWriteSentence(this.#identity, message))
      },
    )
    return true
  }

  close(): void {
    this.#turn++
    this.#events = null
    const handle = this.#handle
    this.#handle = null
    if (handle !== null) this.#release(handle)
  }

  watchReturn(onReturn: () => void): Cancel {
    return watchForReturn(this.#timers, RETURN_EVERY_MS, () => this.#isBack(), onReturn)
  }

  #isBack(): Promise<boolean> {
    return this.#load()
      .then((system) => system.list())
      .then(
        (devices) => findHid(devices, this.#identity) !== null,
        () => false,
      )
  }

  async #begin(turn: number): Promise<void> {
    await this.#released
    const system = await this.#load()
    const path = findHid(await system.list(), this.#identity)
    if (turn !== this.#turn) return
    if (path === null) {
      this.#lose(turn, 'portMissing', hidSentence('portMissing', this.#identity, ''))
      return
    }
    const handle = await system.open(path)
    if (turn !== this.#turn) {
      // Closed while the system was still opening it.
      this.#release(handle)
      return
    }
    this.#handle = handle
    this.#events?.onOpen([])
    handle.listen(
      (report) => {
        if (turn === this.#turn) this.#events?.onBytes(report, this.#clock.monotonicMs())
      },
      () => this.#lose(turn, 'unplugged', hidGoneSentence(this.#identity)),
    )
  }

  #lose(turn: number, cause: LinkCause, detail: string): void {
    if (turn !== this.#turn) return
    const events = this.#events
    this.close()
    events?.onClose(cause, detail)
  }

  #release(handle: HidHandle): void {
    // A device that is gone cannot be closed in order; there is nothing left to hold.
    this.#released = handle.close().catch(() => undefined)
  }
}
