import type { Decoder, Driver, Out } from '../../../drivers/driver.ts'
import type { ActAnswer, CuffState, DeviceAct } from '../../../drivers/model/act.ts'
import type { Measurement, Wave } from '../../../drivers/model/measurement.ts'
import { wireOf } from '../../../drivers/wire.ts'
import type { LinkCause, LinkView } from '../../ipc/views.ts'
import { type Consumer, MONITOR } from '../bus.ts'
import type { Clock } from '../clock.ts'
import type { Link } from '../link/link.ts'
import type { Cancel } from '../timers.ts'
import { CuffWatch } from './cuff-watch.ts'
import { DeviceNames } from './device-names.ts'
import { FrameTally } from './frame-tally.ts'
import { LineSeen } from './line-seen.ts'
import { firstState, type LineEvent, type LineRules, type LineState, step } from './line-state.ts'
import { WaveTimeline } from './wave-timeline.ts'

/** Faults after which samples may be missing on the time line. */
const LOSSES: ReadonlySet<string> = new Set([
  'checksum',
  'length',
  'short',
  'escape',
  'oversize',
  'lostFrame',
])
const RATE_WINDOW_MS = 1_000
/** More than this between the PC's clock and the monotonic one is a clock that was set, not one that drifts. */
const CLOCK_JUMP_MS = 1_000
/** Causes after which the return of the device is watched for; a held or forbidden port is there all the time. */
const AWAY: ReadonlySet<LinkCause> = new Set(['unplugged', 'portMissing', 'replayEnded'])

export interface SessionOptions {
  readonly bed: string
  /** Which device of the bed, MONITOR the first; absent: it has but one. */
  readonly device?: string
  readonly driver: Driver
  /** Options already checked by the driver's schema. */
  readonly options: unknown
  readonly link: Link
  /** The port, host or file, for sentences. */
  readonly target: string
  readonly clock: Clock
  readonly random: () => number
  readonly consumer: Consumer
}

/**
 * One bed's line: opens it, feeds its decoder, puts waves on the time line,
 * tells the bus, and opens it again by itself for as long as the bed exists.
 */
export class Session {
  readonly #options: SessionOptions
  readonly #rules: LineRules
  readonly #timeline = new WaveTimeline()
  readonly #tally = new FrameTally()
  readonly #seen = new LineSeen()
  readonly #cuff = new CuffWatch()
  /** Whether the line took what the decoder sent last. */
  #wasTaken = false
  #state: LineState
  #decoder: Decoder | null = null
  #batch: Measurement[] = []
  #stopWatching: Cancel | null = null
  #device: { readonly device?: string }
  readonly #names: DeviceNames | null
  #closed = false
  #reported = ''
  /** Newest time given to the decoder: a replay at high speed runs ahead of the clock. */
  #latestMs: number
  /** Station time less monotonic time at the last batch. */
  #clockOffsetMs: number | null = null
  #windowFromMs: number
  #windowBytes = 0
  #bytesPerSecond = 0

  constructor(options: SessionOptions) {
    this.#options = options
    const { device } = options
    this.#device = device === undefined ? {} : { device }
    this.#names = device === undefined || device === MONITOR ? null : new DeviceNames(device)
    const maxQuietMs = options.driver.maxQuietMs
    this.#rules = { maxQuietMs, random: options.random }
    const nowMs = options.clock.monotonicMs()
    this.#state = firstState(nowMs)
    this.#windowFromMs = nowMs
    this.#latestMs = nowMs
  }

  /** The bed's monitor got a device beside it, or is the only one again: its line goes on as it is. */
  standBeside(isOfSeveral: boolean): void {
    this.#device = isOfSeveral ? { device: MONITOR } : {}
  }

  /** Whether the monitor sends its alarms on this line, as far as its decoder can tell. */
  get alertsFlow(): boolean {
    return this.#decoder?.alertsFlow ?? true
  }

  /** The cuff of the device, where its options allow a start; null: they do not. */
  get cuff(): CuffState | null {
    return this.#cuff.state(this.#decoder?.cuff)
  }

  /** Has the device do what a person asked for, at once and once. A stop is tried on any line that is open. */
  act(act: DeviceAct): ActAnswer {
    if (act.kind === 'startCuff' && this.#state.phase !== 'live') return 'notLive'
    const said: ActAnswer[] = []
    this.#wasTaken = false
    this.#guarded((decoder) => said.push(decoder.act?.(act, this.#nowMs()) ?? 'notAllowed'))
    const [answer = 'notLive'] = said
    return answer === 'sent' && !this.#wasTaken ? 'notLive' : answer
  }

  /** The decoder may know better than its driver's table how long a silence is normal right now. */
  #rulesNow(): LineRules {
    const quietMs = this.#decoder?.quietMs
    return quietMs === undefined ? this.#rules : { ...this.#rules, maxQuietMs: quietMs }
  }

  /** The line as the screens see it. */
  get link(): LinkView {
    const { clock, target } = this.#options
    const { phase, cause, sinceMs, retryAtMs, notes } = this.#state
    return {
      phase,
      cause,
      target,
      sinceUtcMs: clock.utcMs(sinceMs),
      retryAtUtcMs: retryAtMs === null ? null : clock.utcMs(retryAtMs),
      notes,
      bytesPerSecond: this.#bytesPerSecond,
      goodFrames: this.#tally.good,
      badFrames: this.#tally.bad,
    }
  }

  /** About twenty times a second: time-outs of the decoder, silence, attempts that are due. */
  tick(): void {
    if (this.#closed) return
    this.#measureRate(this.#options.clock.monotonicMs())
    const nowMs = this.#nowMs()
    this.#tickDecoder(nowMs)
    this.#apply({ type: 'tick' }, nowMs)
  }

  /** Ends the line for good; half a frame is dropped and counted. Idempotent. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#stopWatching?.()
    this.#guarded((decoder) => decoder.leave?.(this.#nowMs()))
    this.#options.link.close()
    this.#endDecoder()
  }

  /** The clock, or the time of a recording that is ahead of it. */
  #nowMs(): number {
    this.#latestMs = Math.max(this.#latestMs, this.#options.clock.monotonicMs())
    return this.#latestMs
  }

  #apply(event: LineEvent, atMs: number): void {
    if (this.#closed) return
    const before = this.#state
    const { state, action } = step(before, event, atMs, this.#rulesNow())
    this.#state = state
    if (before.phase === 'live' && state.open && state.phase !== 'live') this.#timeline.lost()
    this.#report(atMs)
    if (action === 'open') this.#open()
  }

  /** Tells the bus when something changed that people see; counters alone do not count. */
  #report(atMs: number): void {
    const { phase, cause, sinceMs, retryAtMs, notes } = this.#state
    const text = [phase, cause, sinceMs, retryAtMs, ...notes].join('\n')
    if (text === this.#reported) return
    this.#reported = text
    const { bed, clock, consumer } = this.#options
    const seen = this.#seen.evidence(this.#tally.bad)
    consumer.onLink({ bed, ...this.#device, atMs, atUtcMs: clock.utcMs(atMs), link: this.link, seen })
  }

  #open(): void {
    this.#stopWatching?.()
    this.#stopWatching = null
    const { link } = this.#options
    link.open({
      onOpen: (notes) => {
        this.#startDecoder()
        this.#apply({ type: 'opened', notes }, this.#nowMs())
        // Waits that a device needs after opening count from here, not from the next tick.
        this.#tickDecoder(this.#nowMs())
      },
      onBytes: (bytes, atMs) => this.#receive(bytes, atMs),
      onWaiting: (cause) => this.#wait(cause),
      onClose: (cause, detail) => this.#lose(cause, detail),
    })
  }

  #startDecoder(): void {
    const { driver, link, options } = this.#options
    const measure: Out['measure'] = (measurement) => {
      this.#batch.push(this.#names?.named(measurement) ?? measurement)
    }
    // A driver that declares no writing is given no way to write.
    const send: Out['send'] = (bytes) => {
      this.#wasTaken = link.write(bytes)
    }
    const out: Out = driver.writes === null ? { measure } : { measure, send }
    this.#cuff.lineLost(this.#decoder?.cuff)
    this.#timeline.reset()
    this.#decoder = wireOf(driver, link.kind).start(out, options)
    this.#tally.begin(this.#decoder.counts)
  }

  #tickDecoder(nowMs: number): void {
    this.#guarded((decoder) => decoder.tick(nowMs))
    this.#deliver(nowMs)
  }

  #receive(bytes: Uint8Array, atMs: number): void {
    if (this.#decoder === null) return
    this.#windowBytes += bytes.length
    this.#latestMs = Math.max(this.#latestMs, atMs)
    const before = this.#tally.good
    this.#guarded((decoder) => decoder.push(bytes, atMs))
    this.#cuff.heard(this.#decoder?.cuff)
    const isSignOfLife = this.#decoder?.isLocked ?? true
    const goodFrames = isSignOfLife ? this.#tally.good - before : 0
    this.#seen.received(bytes.length, goodFrames > 0, this.#tally.bad, this.#options.clock.utcMs(atMs))
    // The line is live before its first values are handed on.
    this.#apply({ type: 'bytes', goodFrames }, atMs)
    this.#deliver(atMs)
  }

  /** Nobody is at the other end: what the next one sends has nothing to do with what was said before. */
  #wait(cause: LinkCause): void {
    this.#endDecoder()
    this.#startDecoder()
    this.#apply({ type: 'waiting', cause }, this.#nowMs())
  }

  #lose(cause: LinkCause, detail: string): void {
    this.#endDecoder()
    this.#apply({ type: 'closed', cause, detail }, this.#nowMs())
    if (!AWAY.has(cause)) return
    this.#stopWatching =
      this.#options.link.watchReturn?.(() => {
        this.#apply({ type: 'returned' }, this.#nowMs())
      }) ?? null
  }

  #endDecoder(): void {
    this.#cuff.lineLost(this.#decoder?.cuff)
    this.#guarded((decoder) => decoder.end(this.#nowMs()))
    this.#decoder = null
    this.#deliver(this.#nowMs())
  }

  /** A mistake in one driver must not end the other beds: its line is closed and tried again. */
  #guarded(work: (decoder: Decoder) => void): void {
    const decoder = this.#decoder
    if (decoder === null) return
    try {
      work(decoder)
      this.#tally.update(decoder.counts)
    } catch (error) {
      this.#cuff.lineLost(decoder.cuff)
      this.#decoder = null
      this.#options.link.close()
      const reason = error instanceof Error ? error.message : String(error)
      this.#lose('error', `The driver ${this.#options.driver.id} failed (${reason}): please report it.`)
    }
  }

  #deliver(atMs: number): void {
    if (this.#batch.length === 0) return
    // Samples that came twice, or too late for their place, would be drawn and stored as new ones.
    const measurements = this.#batch.filter((one) => one.type !== 'wave' || one.isPast !== true)
    this.#batch = []
    const atUtcMs = this.#options.clock.utcMs(atMs)
    this.#followClock(atUtcMs - atMs)
    const waves: Wave[] = []
    for (const measurement of measurements) {
      if (measurement.type === 'wave') waves.push(measurement)
      else if (measurement.type === 'fault' && LOSSES.has(measurement.kind)) this.#timeline.lost()
    }
    const { bed, consumer, link } = this.#options
    const placed = this.#timeline.place(waves, atUtcMs)
    const { simulated } = link
    consumer.onBatch({ bed, ...this.#device, atMs, atUtcMs, simulated, measurements, waves: placed })
  }

  #followClock(offsetMs: number): void {
    const jumpMs = offsetMs - (this.#clockOffsetMs ?? offsetMs)
    this.#clockOffsetMs = offsetMs
    if (Math.abs(jumpMs) > CLOCK_JUMP_MS) this.#timeline.clockJumped(jumpMs)
  }

  #measureRate(nowMs: number): void {
    const elapsedMs = nowMs - this.#windowFromMs
    if (elapsedMs < RATE_WINDOW_MS) return
    this.#bytesPerSecond = Math.round((this.#windowBytes * RATE_WINDOW_MS) / elapsedMs)
    this.#windowBytes = 0
    this.#windowFromMs = nowMs
  }
}
