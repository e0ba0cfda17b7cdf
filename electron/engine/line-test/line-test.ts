import type { Decoder, Driver, SerialSettings } from '../../../drivers/driver.ts'
import type { Identity, Measurement, Numeric } from '../../../drivers/model/measurement.ts'
import { wireOf } from '../../../drivers/wire.ts'
import type { LineCapture, LineTestView, TestValue } from '../../ipc/line-test.ts'
import type { Clock } from '../clock.ts'
import type { Link } from '../link/link.ts'
import { printSettings } from '../link/print-settings.ts'
import { printedValues } from '../printed-values.ts'
import type { Cancel, Timers } from '../timers.ts'
import { LineTape } from './line-tape.ts'
import { PreviewWave } from './preview-wave.ts'
import { badFramesOf, Traffic } from './traffic.ts'

const TICK_EVERY_MS = 100

export interface LineTestOptions {
  readonly driver: Driver
  /** The driver's options with their defaults. */
  readonly options: unknown
  readonly link: Link
  /** Settings of the line, or null where it has none. */
  readonly serial: SerialSettings | null
  /** Nothing is written to the line, whatever the driver would ask. */
  readonly listenOnly: boolean
  readonly clock: Clock
  readonly timers: Timers
}

/** What is told of a test besides its number and its line. */
export type LineTestFacts = Omit<LineTestView, 'run' | 'link' | 'driver'>

/**
 * Runs a driver on a line as it would run on a bed, the driver asking for data where it may, and keeps the newest of
 * what comes, and the bytes for a capture. Nothing is stored and no alarm is raised. `close` is idempotent and closes the line.
 */
export class LineTest {
  readonly #options: LineTestOptions
  readonly #startedMs: number
  readonly #traffic: Traffic
  readonly #tape = new LineTape()
  readonly #numerics = new Map<string, Numeric>()
  readonly #waves = new Map<string, PreviewWave>()
  readonly #stopTicks: Cancel
  #device: LineTestView['device'] = { model: null, serial: null }
  #decoder: Decoder | null = null
  #openedMs: number | null = null
  #firstByteMs: number | null = null
  #endedMs: number | null = null
  #problem: LineTestView['problem'] = null

  constructor(options: LineTestOptions) {
    this.#options = options
    const { clock, timers, link } = options
    this.#startedMs = clock.monotonicMs()
    this.#traffic = new Traffic(this.#startedMs)
    this.#stopTicks = timers.every(TICK_EVERY_MS, () => this.#decoder?.tick(clock.monotonicMs()))
    link.open({
      onOpen: () => this.#opened(),
      onBytes: (piece, atMs) => {
        this.#firstByteMs ??= atMs - this.#startedMs
        this.#tape.take('received', piece, atMs - this.#startedMs)
        this.#traffic.receive(piece, atMs, clock.utcMs(atMs), this.#decoder)
      },
      onClose: (cause, sentence) => {
        if (this.#openedMs !== null) this.#tape.lost(cause, clock.monotonicMs() - this.#startedMs)
        this.#ended({ cause, sentence })
      },
    })
  }

  get isRunning(): boolean {
    return this.#endedMs === null
  }

  /** Ends the test; the monitor hears that it is free. */
  close(): void {
    if (!this.isRunning) return
    const { clock, link } = this.#options
    if (this.#openedMs !== null) this.#decoder?.leave?.(clock.monotonicMs())
    this.#ended(null)
    link.close()
  }

  /** Everything that went over the line so far, as a capture file. */
  capture(): LineCapture {
    const { clock, driver, link } = this.#options
    const vcap = this.#tape.file({
      startUtcMs: clock.utcMs(this.#startedMs),
      simulated: link.simulated,
      datagrams: link.kind === 'datagram',
      driver: driver.id,
    })
    return { vcap, leftOutBytes: this.#tape.droppedBytes }
  }

  facts(): LineTestFacts {
    const { clock, driver, link, serial, listenOnly } = this.#options
    const nowMs = this.#endedMs ?? clock.monotonicMs()
    const counts = this.#decoder?.counts
    const checksum = counts?.checksum ?? 0
    return {
      state: this.isRunning ? 'running' : 'ended',
      simulated: link.simulated,
      settings: serial === null ? null : printSettings(serial),
      asks: driver.writes !== null && !listenOnly,
      listenOnly: driver.writes !== null && listenOnly,
      problem: this.#problem,
      ranMs: nowMs - this.#startedMs,
      openedMs: this.#openedMs,
      firstByteMs: this.#firstByteMs,
      bytes: this.#traffic.bytes,
      sentBytes: this.#traffic.sentBytes,
      skippedBytes: counts?.skippedBytes ?? 0,
      goodFrames: counts?.good ?? 0,
      badFrames: { checksum, other: counts === undefined ? 0 : badFramesOf(counts) - checksum },
      sure: (counts?.good ?? 0) > 0 && this.#decoder?.isLocked !== false,
      seconds: this.#traffic.seconds(nowMs),
      pieces: this.#traffic.pieces(),
      values: this.#values(nowMs),
      waves: Array.from(this.#waves.values(), (wave) => wave.view()),
      device: this.#device,
    }
  }

  #values(nowMs: number): readonly TestValue[] {
    const numerics = [...this.#numerics.values()]
    return printedValues(numerics).map((printed, index) => {
      const numeric = numerics[index]
      return {
        ...printed,
        code: numeric?.channel.code ?? null,
        validity: numeric?.validity ?? 'invalid',
        ageMs: Math.max(0, nowMs - (numeric?.atMs ?? nowMs)),
      }
    })
  }

  #opened(): void {
    const { clock, driver, link, options, listenOnly } = this.#options
    this.#openedMs = clock.monotonicMs() - this.#startedMs
    this.#tape.opened(this.#openedMs)
    const measure = (measurement: Measurement): void => this.#take(measurement)
    const send = (bytes: Uint8Array): void => {
      if (!link.write(bytes)) return
      const nowMs = clock.monotonicMs()
      this.#traffic.sent(bytes, clock.utcMs(nowMs))
      this.#tape.take('sent', bytes, nowMs - this.#startedMs)
    }
    this.#decoder = wireOf(driver, link.kind).start(
      driver.writes === null || listenOnly ? { measure } : { measure, send },
      options,
    )
  }

  #take(measurement: Measurement): void {
    if (measurement.type === 'numeric') this.#numerics.set(measurement.channel.key, measurement)
    else if (measurement.type === 'identity') this.#named(measurement)
    else if (measurement.type === 'wave' && measurement.isPast !== true) {
      const { channel } = measurement
      const wave = this.#waves.get(channel.key) ?? new PreviewWave(channel)
      this.#waves.set(channel.key, wave)
      wave.push(measurement)
    }
  }

  #named({ fields }: Identity): void {
    const { model, serial } = fields
    this.#device = { model: model ?? this.#device.model, serial: serial ?? this.#device.serial }
  }

  #ended(problem: LineTestView['problem']): void {
    if (!this.isRunning) return
    const nowMs = this.#options.clock.monotonicMs()
    this.#endedMs = nowMs
    this.#problem = problem
    this.#stopTicks()
    this.#decoder?.end(nowMs)
  }
}
