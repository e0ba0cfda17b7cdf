/**
 * A process of its own: feeds the lines of a ward and watches the screen, on one clock.
 * Started by the bench, driven by messages, ends with its parent.
 */
import type { Region } from '../../support/framebuffer.ts'
import { openScreenRows, type ScreenRows } from '../screen-rows.ts'
import { percentile } from '../statistics.ts'
import { bandOf } from './levels.ts'
import { LineFeeder } from './line-feeder.ts'
import type { FromProbe, Marker, Target, ToProbe } from './probe-messages.ts'

/** The screen is looked at this often, within what the system's clock allows. */
const LOOK_EVERY_MS = 0.8
/** Between looks at messages of the bench. */
const LOOKS_A_TURN = 20
/** A marker not seen by then is counted as lost. */
const LOST_AFTER_MS = 2_000
/** Pause between a marker that was seen and the next one, so that each is alone. */
const LEAST_PAUSE_MS = 120
const SEED = 20260107

const sleeper = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))

function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

function tell(message: FromProbe): void {
  process.send?.(message)
}

/** Sends markers one after the other and measures each. */
class Measurement {
  readonly #targets: readonly Target[]
  readonly #wanted: number
  readonly #feeder: LineFeeder
  readonly #screen: ScreenRows
  readonly #markers: Marker[] = []
  readonly #looksMs: number[] = []
  #notFresh = 0
  #turn = 0
  #band: Region | null = null
  #written: { readonly bed: number; readonly atMs: number; readonly utcMs: number } | null = null
  #pauseUntilMs = 0
  #lastLookMs = 0

  constructor(targets: readonly Target[], markers: number, feeder: LineFeeder, screen: ScreenRows) {
    this.#targets = targets
    this.#wanted = markers
    this.#feeder = feeder
    this.#screen = screen
  }

  /** One look at the screen. Out: true when all markers are in. */
  look(nowMs: number): boolean {
    if (this.#written === null) {
      if (this.#band === null && nowMs >= this.#pauseUntilMs) this.#order()
      return this.#markers.length + this.#notFresh >= this.#wanted
    }
    if (this.#band === null) return false
    const seen = this.#screen.tracePixels(this.#band) > 0
    const atMs = performance.now()
    if (this.#lastLookMs > 0) this.#looksMs.push(atMs - this.#lastLookMs)
    this.#lastLookMs = atMs
    const sinceMs = atMs - this.#written.atMs
    if (!seen && sinceMs < LOST_AFTER_MS) return false
    const { bed, utcMs } = this.#written
    this.#markers.push({ writtenUtcMs: utcMs, bed, latencyMs: seen ? sinceMs : null })
    this.#rest(atMs)
    return false
  }

  /** A step has just been written: from now on the screen is watched. */
  written(bed: number, writtenMs: number): void {
    if (this.#band === null) return
    this.#written = { bed, atMs: writtenMs, utcMs: Date.now() - (performance.now() - writtenMs) }
  }

  /** Just before the bytes go: the level must be empty, or an old trace would be taken for the marker. */
  checkFresh(): void {
    if (this.#band === null || this.#written !== null) return
    if (this.#screen.tracePixels(this.#band) === 0) return
    this.#notFresh++
    this.#rest(performance.now())
  }

  result(refusedPackets: number): FromProbe {
    const looks = this.#looksMs.length === 0 ? [0] : this.#looksMs
    const lookEveryMs = { p50: percentile(looks, 0.5), p99: percentile(looks, 0.99) }
    return { type: 'measured', markers: this.#markers, notFresh: this.#notFresh, refusedPackets, lookEveryMs }
  }

  #order(): void {
    const target = this.#targets[this.#turn++ % this.#targets.length]
    if (target === undefined) return
    this.#band = bandOf(target.trace, this.#feeder.nextShare(target.bed))
    this.#feeder.wantStep(target.bed)
  }

  #rest(nowMs: number): void {
    this.#band = null
    this.#written = null
    this.#lastLookMs = 0
    this.#pauseUntilMs = nowMs + LEAST_PAUSE_MS
  }
}

interface Running {
  feeder: LineFeeder | null
  screen: ScreenRows | null
  measurement: Measurement | null
  stopped: boolean
}

const now: Running = { feeder: null, screen: null, measurement: null, stopped: false }

function receive(message: ToProbe): void {
  if (message.type === 'feed') {
    now.screen = openScreenRows(message.framebufferFile)
    const { lines, marked, range } = message
    now.feeder = new LineFeeder(lines, marked, range, seededRandom(SEED), performance.now())
    tell({ type: 'feeding' })
    return
  }
  const { feeder, screen } = now
  if (feeder === null || screen === null) throw new TypeError("'measure' came before 'feed'.")
  feeder.refusedPackets = 0
  now.measurement = new Measurement(message.targets, message.markers, feeder, screen)
}

function step(): void {
  const { feeder, measurement } = now
  const nowMs = performance.now()
  feeder?.advance(
    nowMs,
    Date.now(),
    () => measurement?.checkFresh(),
    ({ bed, writtenMs }) => measurement?.written(bed, writtenMs),
  )
  if (measurement?.look(nowMs) !== true) return
  tell(measurement.result(feeder?.refusedPackets ?? 0))
  now.measurement = null
}

process.on('message', receive)
process.on('disconnect', () => {
  now.stopped = true
})

while (!now.stopped) {
  for (let look = 0; look < LOOKS_A_TURN; look++) {
    step()
    // Sleeping here and not in a timer: a timer's least is 1 ms and its delay is not even.
    Atomics.wait(sleeper, 0, 0, LOOK_EVERY_MS)
  }
  await new Promise<void>((resolve) => setImmediate(resolve))
}
now.feeder?.close()
now.screen?.close()
