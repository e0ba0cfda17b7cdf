import type { LinkCause } from '../../ipc/views.ts'
import type { Clock } from '../clock.ts'
import type { Cancel, Timers } from '../timers.ts'
import type { Link, LinkEvents } from './link.ts'
import { openFeed, type ReplayFeed } from './replay-feed.ts'
import type { VcapRecord } from './vcap.ts'

/** Records handed over before other work of the engine gets its turn (speed=max). */
const RECORDS_A_TURN = 256
/** Pause between the end of a recording and its next run. */
const LOOP_PAUSE_MS = 1_000
/** Later than this at true speed the PC slept, and the recording with it: hours are not made up at once. */
const LONGEST_PAUSE_MS = 5_000

export interface ReplayOptions {
  readonly file: string
  readonly speed: number | 'max'
  readonly loop: boolean
  /** Rate at which bare bytes come; captures carry their own times. */
  readonly bytesPerSecond: number
}

/**
 * A recording as a line. Its time runs on while the line is lost in the
 * recording, so an unplug of 8 s is 8 s here too. Faster than true speed the
 * bytes carry the recording's own time (`atMs` runs ahead of the clock), so
 * that intervals and waves stay those of the device.
 */
export class ReplayLink implements Link {
  readonly simulated = true
  readonly #options: ReplayOptions
  readonly #clock: Clock
  readonly #timers: Timers
  #feed: ReplayFeed | null = null
  #queue: readonly VcapRecord[] = []
  #next = 0
  #originMs = 0
  /** Latest time of a record handed over: one that lies before it is late in the file, not held up by the PC. */
  #reachedMs = 0
  #running = false
  #lineThere = true
  /** At full speed nothing is handed over while nobody listens: true speed loses it, as a cable does. */
  #paused = false
  #events: LinkEvents | null = null
  #onReturn: (() => void) | null = null
  #cancel: Cancel | null = null
  #turn = 0

  constructor(options: ReplayOptions, clock: Clock, timers: Timers) {
    this.#options = options
    this.#clock = clock
    this.#timers = timers
  }

  /** Known once it is open: the recording says it. */
  get kind(): 'stream' | 'datagram' {
    return this.#feed?.kind ?? 'stream'
  }

  open(events: LinkEvents): void {
    this.#events = events
    if (!this.#running) void this.#begin(++this.#turn)
    else if (this.#lineThere) {
      events.onOpen([])
      if (this.#paused) void this.#pump(this.#turn)
    } else this.#lose('unplugged', 'The line is not there in the recording.')
  }

  /** Nobody hears it: what a station asked for is in the recording already. */
  write(): boolean {
    return this.#events !== null
  }

  close(): void {
    this.#turn++
    this.#events = null
    this.#onReturn = null
    this.#stop()
  }

  watchReturn(onReturn: () => void): Cancel {
    this.#onReturn = onReturn
    const ended = !this.#running && this.#options.loop
    const cancel = ended ? this.#timers.after(LOOP_PAUSE_MS, () => this.#return()) : null
    return () => {
      cancel?.()
      if (this.#onReturn === onReturn) this.#onReturn = null
    }
  }

  async #begin(turn: number): Promise<void> {
    try {
      const feed = await openFeed(this.#options.file, this.#options.bytesPerSecond)
      if (turn !== this.#turn) {
        await feed.close()
        return
      }
      this.#feed = feed
    } catch (error) {
      if (turn === this.#turn) this.#refuse(error)
      return
    }
    this.#queue = []
    this.#next = 0
    this.#originMs = this.#clock.monotonicMs()
    this.#reachedMs = 0
    this.#running = true
    this.#lineThere = true
    this.#events?.onOpen([])
    await this.#pump(turn)
  }

  #refuse(error: unknown): void {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    const reason = error instanceof Error ? error.message : String(error)
    const { file } = this.#options
    if (missing) this.#lose('fileMissing', `The recording ${file} is not there: check its name.`)
    else this.#lose('fileUnreadable', `The recording ${file} cannot be read (${reason}).`)
  }

  async #pump(turn: number): Promise<void> {
    let handed = 0
    while (turn === this.#turn) {
      this.#paused = this.#options.speed === 'max' && this.#lineThere && this.#events === null
      if (this.#paused) return
      const record = this.#queue[this.#next]
      if (record === undefined) {
        if (await this.#refill(turn)) continue
        return
      }
      const waitMs = this.#dueMs(record) - this.#clock.monotonicMs()
      if (this.#options.speed === 1 && -waitMs > LONGEST_PAUSE_MS) this.#originMs -= waitMs
      if (waitMs > 0 || handed >= RECORDS_A_TURN) {
        this.#cancel = this.#timers.after(Math.max(0, waitMs), () => void this.#pump(turn))
        return
      }
      this.#next++
      this.#reachedMs = Math.max(this.#reachedMs, record.atMs)
      handed++
      this.#hand(record)
    }
  }

  /** Out: whether to go on. */
  async #refill(turn: number): Promise<boolean> {
    const feed = this.#feed
    if (feed === null) return false
    const records = await feed.next().catch((error: unknown) => {
      if (turn === this.#turn) this.#refuse(error)
      return null
    })
    if (turn !== this.#turn) return false
    if (records !== null) {
      this.#queue = records
      this.#next = 0
      return true
    }
    this.#stop()
    this.#lose('replayEnded', 'The recording has ended.')
    return false
  }

  #dueMs(record: VcapRecord): number {
    const { speed } = this.#options
    return speed === 'max' ? 0 : this.#originMs + Math.max(record.atMs, this.#reachedMs) / speed
  }

  #hand(record: VcapRecord): void {
    switch (record.kind) {
      case 'received':
        if (this.#lineThere) {
          const atMs = this.#options.speed === 1 ? this.#clock.monotonicMs() : this.#originMs + record.atMs
          this.#events?.onBytes(record.bytes, atMs)
        }
        return
      case 'sent':
        return
      case 'lost':
        this.#lineThere = false
        this.#lose(record.cause, 'The line is lost in the recording.')
        return
      case 'opened':
        if (this.#lineThere) return
        this.#lineThere = true
        this.#return()
    }
  }

  #lose(cause: LinkCause, detail: string): void {
    const events = this.#events
    this.#events = null
    events?.onClose(cause, detail)
  }

  #return(): void {
    const onReturn = this.#onReturn
    this.#onReturn = null
    onReturn?.()
  }

  #stop(): void {
    this.#cancel?.()
    this.#cancel = null
    this.#running = false
    const feed = this.#feed
    this.#feed = null
    // A file that cannot be closed has nothing left to lose.
    feed?.close().catch(() => undefined)
  }
}
