import { type Detection, mayClaim, verdictOf } from '../../../drivers/detect/detect.ts'
import { type Heard, Hearing } from '../../../drivers/detect/hearing.ts'
import type { Driver, SerialSettings } from '../../../drivers/driver.ts'
import type { LinkCause } from '../../ipc/views.ts'
import type { Clock } from '../clock.ts'
import type { Link } from '../link/link.ts'
import type { Cancel, Timers } from '../timers.ts'
import { type Attempt, canBeNamed } from './attempts.ts'

/** Drivers without a question get this long to be heard: the slowest text monitors print every 2 s. */
const LISTEN_MS = 2_500
/** A monitor that is asked connects, and sends its first numbers within this time. */
const ASK_MS = 5_000
/** A driver that understands the line gets this long to gain its lock: three lines at one in 2 s, and some. */
const LONGEST_MS = 12_000
const TICK_EVERY_MS = 100
/** The system releases a port a moment after it was closed. */
const BUSY_RETRY_MS = 200
const MOST_BUSY_RETRIES = 25

export interface LineDetectionOptions {
  /** The drivers that may be on the line, with their options there. */
  readonly drivers: readonly { readonly driver: Driver; readonly options: unknown }[]
  readonly attempts: readonly Attempt[]
  linkOf(serial: SerialSettings | null): Link
  readonly clock: Clock
  readonly timers: Timers
}

/** Where a search stands. `detection` is what the last attempt found. */
export interface Progress {
  readonly state: 'running' | 'done' | 'cancelled' | 'failed'
  /** Index of the attempt that runs or ran last. */
  readonly at: number
  readonly bytes: number
  readonly detection: Detection
  readonly problem: string | null
}

const NOTHING: Detection = { bytes: 0, verdict: 'none', claims: [] }

/**
 * Tries a line with one attempt after the other until some driver claims what
 * arrives. Writes only in attempts that name a driver that asks. `close` is
 * idempotent and ends the search; nothing of it is stored.
 */
export class LineDetection {
  readonly #options: LineDetectionOptions
  #state: Progress['state'] = 'running'
  #at = -1
  #bytes = 0
  #detection = NOTHING
  #problem: string | null = null
  #link: Link | null = null
  #hearings: readonly Hearing[] = []
  #openedMs: number | null = null
  #busyRetries = 0
  /** Whether any attempt could open the line. */
  #hasOpened = false
  readonly #stopTicking: Cancel
  #stopWaiting: Cancel | null = null

  constructor(options: LineDetectionOptions) {
    this.#options = options
    this.#stopTicking = options.timers.every(TICK_EVERY_MS, () => this.#tick())
    this.#next()
  }

  get progress(): Progress {
    return {
      state: this.#state,
      at: this.#at,
      bytes: this.#bytes,
      detection: this.#detection,
      problem: this.#problem,
    }
  }

  /** The attempt that runs or ran last. */
  get attempt(): Attempt | null {
    return this.#options.attempts[this.#at] ?? null
  }

  close(): void {
    if (this.#state === 'running') this.#finish('cancelled')
  }

  #finish(state: Progress['state'], problem: string | null = null): void {
    this.#state = state
    this.#problem = problem
    this.#stopTicking()
    this.#stopWaiting?.()
    this.#leave()
    this.#hearings = []
  }

  /** Gives the line up, if it is open: a monitor that was asked is told, so that it is free for the next to ask. */
  #leave(): void {
    const link = this.#link
    this.#link = null
    if (link === null) return
    if (this.#openedMs !== null) {
      for (const hearing of this.#hearings) hearing.leave(this.#options.clock.monotonicMs())
    }
    link.close()
  }

  #next(): void {
    this.#busyRetries = 0
    if (this.#at + 1 >= this.#options.attempts.length) {
      if (this.#hasOpened) this.#finish('done')
      else this.#finish('failed', this.#problem)
      return
    }
    this.#at++
    this.#open()
  }

  #open(): void {
    const attempt = this.attempt
    if (attempt === null) return
    this.#openedMs = null
    this.#hearings = []
    const link = this.#options.linkOf(attempt.serial)
    this.#link = link
    // An event of a link that was given up is nobody's.
    const isCurrent = (): boolean => this.#link === link
    link.open({
      onOpen: () => {
        if (isCurrent()) this.#opened(attempt, link)
      },
      onBytes: (bytes, atMs) => {
        if (!isCurrent()) return
        this.#bytes += bytes.length
        for (const hearing of this.#hearings) hearing.push(bytes, atMs)
      },
      onClose: (cause, detail) => {
        if (isCurrent()) this.#closed(cause, detail)
      },
    })
  }

  #opened(attempt: Attempt, link: Link): void {
    this.#hasOpened = true
    this.#openedMs = this.#options.clock.monotonicMs()
    const send = (bytes: Uint8Array): void => void link.write(bytes)
    this.#hearings = this.#options.drivers
      .filter(({ driver }) => canBeNamed(driver, attempt.serial))
      .map(
        ({ driver, options }) =>
          new Hearing(driver, options, attempt.asks === driver ? send : undefined, link.kind),
      )
  }

  #tick(): void {
    const attempt = this.attempt
    if (attempt === null || this.#openedMs === null) return
    const nowMs = this.#options.clock.monotonicMs()
    for (const hearing of this.#hearings) hearing.tick(nowMs)
    const passedMs = nowMs - this.#openedMs
    if (passedMs < (attempt.asks === null ? LISTEN_MS : ASK_MS)) return
    const heard = this.#hearings.map((hearing) => hearing.heard())
    if (passedMs >= LONGEST_MS || !heard.some(mayClaim)) this.#conclude(heard)
  }

  #conclude(heard: readonly Heard[]): void {
    this.#detection = verdictOf(heard)
    if (this.#detection.claims.length > 0) {
      this.#finish('done')
      return
    }
    this.#leave()
    this.#openedMs = null
    this.#next()
  }

  #closed(cause: LinkCause, detail: string): void {
    this.#link = null
    if (cause === 'replayEnded') {
      for (const hearing of this.#hearings) hearing.end(this.#options.clock.monotonicMs())
      this.#conclude(this.#hearings.map((hearing) => hearing.heard()))
      return
    }
    this.#openedMs = null
    const wasOurs = cause === 'portBusy' && this.#hasOpened
    if (wasOurs && this.#busyRetries < MOST_BUSY_RETRIES) {
      this.#busyRetries++
      this.#stopWaiting = this.#options.timers.after(BUSY_RETRY_MS, () => this.#open())
      return
    }
    this.#problem = detail
    // A port that cannot take these settings may take the next ones.
    if (cause === 'error') this.#next()
    else this.#finish('failed', detail)
  }
}
