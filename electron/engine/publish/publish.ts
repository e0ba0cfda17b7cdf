import type { StationView } from '../../ipc/views.ts'
import type { WaveChunk } from '../../ipc/wave-packet.ts'
import type { BedState } from '../beds/bed-state.ts'
import type { BedBatch, Consumer } from '../bus.ts'
import type { Clock } from '../clock.ts'
import type { Cancel, Timers } from '../timers.ts'
import { ControlOutlet, type FromWindow, readFromWindow } from './control-outlet.ts'
import type { Port } from './port.ts'
import { WaveOutlet } from './wave-outlet.ts'

/** Views of beds go out at most four times a second. */
const EVENTS_EVERY_MS = 250
/**
 * Waves of several beds that come this close together go out in one packet. The painter waits for
 * its next frame anyway: a whole frame of waiting here as well cost 10 ms of every wave's delay at 16 beds.
 */
const WAVES_EVERY_MS = 4
/** Ticks this far apart: the PC slept or this process did, and the windows may have too. */
const STOOD_STILL_MS = 2_000

/** A command of a window, and how to answer it. */
export interface WindowCommand {
  readonly window: number
  readonly message: Extract<FromWindow, { type: 'command' }>
  readonly reply: ControlOutlet['reply']
}

export interface PublisherOptions {
  readonly clock: Clock
  readonly timers: Timers
  readonly beds: ReadonlyMap<string, BedState>
  onCommand(command: WindowCommand): void
  onWindowHung(window: number): void
}

interface Window {
  readonly control: ControlOutlet
  readonly waves: WaveOutlet
  /** Revision of each bed that this window has seen. */
  readonly seen: Map<string, number>
}

/** Brings beds and waves to every window; knows nothing of Electron. */
export class Publisher implements Consumer {
  readonly #options: PublisherOptions
  readonly #windows = new Map<number, Window>()
  #chunks: WaveChunk[] = []
  #lastEventsMs = Number.NEGATIVE_INFINITY
  #urgency = 0
  /** A wave came that no window knows: it is announced before its first samples go out. */
  #newWave = false
  #lastWavesMs = Number.NEGATIVE_INFINITY
  #lastTickMs = Number.NEGATIVE_INFINITY
  #wavesPlanned: Cancel | null = null

  constructor(options: PublisherOptions) {
    this.#options = options
  }

  /** Packets that slow windows have missed so far. */
  get droppedPackets(): number {
    let dropped = 0
    for (const window of this.#windows.values()) dropped += window.waves.dropped
    return dropped
  }

  /** A window has come, or has been loaded anew: its old ports are closed. */
  addWindow(id: number, port: Port): void {
    this.removeWindow(id)
    const control = new ControlOutlet(port)
    this.#windows.set(id, { control, waves: new WaveOutlet(), seen: new Map() })
    port.onMessage((value) => {
      const message = readFromWindow(value)
      if (message === null) return
      if (message.type === 'ack') control.acknowledge(message.event)
      else this.#options.onCommand({ window: id, message, reply: (reply) => control.reply(reply) })
    })
    port.onClose(() => {
      if (this.#windows.get(id)?.control === control) this.removeWindow(id)
    })
  }

  /** Gives a window its waves port; a port for an unknown window is closed. */
  setWaves(id: number, port: Port): void {
    const window = this.#windows.get(id)
    if (window === undefined) port.close()
    else window.waves.attach(port)
  }

  removeWindow(id: number): void {
    const window = this.#windows.get(id)
    if (window === undefined) return
    this.#windows.delete(id)
    window.waves.close()
    window.control.close()
  }

  onBatch(batch: BedBatch): void {
    const bed = this.#options.beds.get(batch.bed)
    if (bed === undefined) return
    for (const { wave, startUtcMs } of batch.waves) {
      const before = bed.revision
      const channel = bed.waveNumber(wave.channel)
      if (bed.revision !== before) this.#newWave = true
      const { samples, missing, marks } = wave
      if (this.#windows.size > 0) this.#chunks.push({ channel, startUtcMs, samples, missing, marks })
    }
    if (this.#chunks.length > 0) this.#planWaves()
  }

  onLink(): void {}

  /** About twenty times a second: the views that are due, and windows that hang. */
  tick(): void {
    const nowMs = this.#options.clock.monotonicMs()
    const stoodStill = nowMs - this.#lastTickMs > STOOD_STILL_MS
    this.#lastTickMs = nowMs
    if (nowMs - this.#lastEventsMs >= EVENTS_EVERY_MS || this.#isUrgent()) this.#sendBeds(nowMs)
    for (const [id, { control }] of this.#windows) {
      if (stoodStill) control.stoodStill(nowMs)
      if (control.hangs(nowMs)) this.#options.onWindowHung(id)
    }
  }

  /** Tells every window about the station. */
  stationChanged(station: StationView): void {
    const nowMs = this.#options.clock.monotonicMs()
    for (const { control } of this.#windows.values()) control.event('station', station, nowMs)
  }

  bedRemoved(bed: string): void {
    const nowMs = this.#options.clock.monotonicMs()
    for (const { control, seen } of this.#windows.values()) {
      seen.delete(bed)
      control.event('bedRemoved', { bed }, nowMs)
    }
  }

  close(): void {
    this.#wavesPlanned?.()
    for (const id of [...this.#windows.keys()]) this.removeWindow(id)
  }

  /** What arrives close together goes out together, and none of it waits for a fixed tick. */
  #planWaves(): void {
    if (this.#wavesPlanned !== null) return
    const waitMs = WAVES_EVERY_MS - (this.#options.clock.monotonicMs() - this.#lastWavesMs)
    this.#wavesPlanned = this.#options.timers.after(Math.max(0, waitMs), () => this.#sendWaves())
  }

  #sendWaves(): void {
    const nowMs = this.#options.clock.monotonicMs()
    this.#wavesPlanned = null
    this.#lastWavesMs = nowMs
    const chunks = this.#chunks
    this.#chunks = []
    if (this.#newWave) this.#sendBeds(nowMs)
    const nowUtcMs = this.#options.clock.utcMs(nowMs)
    for (const { waves } of this.#windows.values()) waves.send(chunks, nowMs, nowUtcMs)
  }

  /** An alarm does not wait for its turn. */
  #isUrgent(): boolean {
    let urgency = 0
    for (const bed of this.#options.beds.values()) urgency += bed.urgency
    const isNew = urgency !== this.#urgency
    this.#urgency = urgency
    return isNew
  }

  #sendBeds(nowMs: number): void {
    this.#lastEventsMs = nowMs
    this.#newWave = false
    for (const { control, seen } of this.#windows.values()) {
      if (control.isFull) continue
      const changed = [...this.#options.beds].filter(([id, bed]) => seen.get(id) !== bed.revision)
      if (changed.length === 0) continue
      for (const [id, bed] of changed) seen.set(id, bed.revision)
      const views = changed.map(([, bed]) => bed.view(nowMs))
      control.event('beds', views, nowMs)
    }
  }
}
