import type { WaveView } from '../../electron/ipc/views.ts'
import { decodeWavePacket, type WaveChunk } from '../../electron/ipc/wave-packet.ts'
import { createEarlyPackets } from './early-packets.ts'
import { createPlayout, type Playout } from './playout.ts'
import { appendChunk, createRing, type WaveRing, widenRing } from './ring.ts'
import { signalOf, type WaveSignal } from './signal.ts'

/** Kept of every wave, so that another view of a bed starts with what was there. */
const KEPT_SECONDS = 24
/** A clock difference that changes by more than this in one packet is a clock that was set. */
const CLOCK_STEP_MS = 1000
/** The least transit time seen stands; it is forgotten this slowly to follow a drifting clock. */
const CLOCK_FORGET_MS = 0.01
const ACK_EVERY = 10
/** An arrival longer ago than this says nothing about a wave that is claimed now. */
const UNPLACED_MS = 2000

/** When samples came, monotonic ms, and what stretch of station time they fill. */
interface Arrival {
  readonly startUtcMs: number
  readonly endUtcMs: number
  readonly atMs: number
}

/** One wave that the window knows, with its samples. */
export interface FedWave {
  readonly view: WaveView
  ring: WaveRing
  /** The latest of the samples that came before the wave was claimed for a bed: its playout has not heard of them. */
  unplaced: Arrival | null
}

/** Takes wave packets apart into one ring a channel and one playout a bed. */
export interface Feed {
  /** Names the waves; a channel that is not named is left out of packets. */
  setWaves(waves: readonly WaveView[]): void
  /** Says which bed a channel belongs to and how many seconds of it must be kept. */
  claim(channel: number, bed: string, seconds: number): void
  setPlayout(even: boolean): void
  /**
   * Takes what came on the port at `atMs` (monotonic). Out: the sequence number
   * to acknowledge, or null. Anything that is not a packet is counted and dropped.
   */
  accept(data: unknown, atMs: number): number | null
  wave(channel: number): FedWave | undefined
  playout(bed: string): Playout
  /** A new port: the next engine may number its channels anew, so nothing of the old ones may be drawn. */
  reset(): void
  stats(): { packets: number; droppedPackets: number; badPackets: number; gaps: number }
  /** What the screen shows behind the station's clock, by bed, in ms. */
  delays(): Record<string, number>
  /** How well the waves that a screen has asked for arrive, by channel. */
  signals(): Record<number, WaveSignal>
}

function bufferOf(data: unknown): ArrayBuffer | null {
  if (data instanceof ArrayBuffer) return data
  if (!(data instanceof Uint8Array)) return null
  const copy = new ArrayBuffer(data.byteLength)
  new Uint8Array(copy).set(data)
  return copy
}

function sameSamples(a: WaveView, b: WaveView): boolean {
  return a.key === b.key && a.rateHz === b.rateHz && a.width === b.width
}

function sameView(a: WaveView, b: WaveView): boolean {
  const keys = ['key', 'unit', 'rateHz', 'gain', 'offset', 'width', 'lowest', 'highest'] as const
  return keys.every((key) => a[key] === b[key])
}

/** Of two arrivals the one that was later for its time: a burst needs the delay of its oldest samples. */
function laterOf(known: Arrival | null, next: Arrival): Arrival {
  if (known === null || next.atMs - known.atMs > UNPLACED_MS) return next
  const isLater = next.atMs - next.startUtcMs > known.atMs - known.startUtcMs
  return { ...(isLater ? next : known), endUtcMs: Math.max(known.endUtcMs, next.endUtcMs) }
}

/** Makes an empty feed. */
export function createFeed(): Feed {
  const waves = new Map<number, FedWave>()
  const beds = new Map<number, string>()
  const playouts = new Map<string, Playout>()
  const early = createEarlyPackets()
  /** Channels of the packet at hand that have no name; one list for all packets. */
  const unnamed: number[] = []
  let even = true
  let packets = 0
  let droppedPackets = 0
  let badPackets = 0
  let forgottenGaps = 0
  let lastSequence: number | null = null
  let clockMs: number | null = null

  function playout(bed: string): Playout {
    const known = playouts.get(bed)
    if (known !== undefined) return known
    const made = createPlayout(even)
    playouts.set(bed, made)
    return made
  }

  function forget(channel: number): void {
    forgottenGaps += waves.get(channel)?.ring.holes ?? 0
    waves.delete(channel)
  }

  function followClock(sentUtcMs: number, atMs: number): void {
    const seenMs = sentUtcMs - atMs
    if (clockMs === null || Math.abs(seenMs - clockMs) > CLOCK_STEP_MS) clockMs = seenMs
    else clockMs = Math.max(clockMs - CLOCK_FORGET_MS, seenMs)
  }

  function take(chunk: WaveChunk, atMs: number): void {
    const wave = waves.get(chunk.channel)
    if (wave === undefined || chunk.samples.length === 0) return
    appendChunk(wave.ring, chunk)
    const bed = beds.get(chunk.channel)
    const { startUtcMs } = chunk
    const endUtcMs = startUtcMs + (chunk.samples.length - 1) * wave.ring.periodMs
    if (bed === undefined) wave.unplaced = laterOf(wave.unplaced, { startUtcMs, endUtcMs, atMs })
    else playout(bed).arrive(startUtcMs, endUtcMs, atMs)
  }

  function widthOf(channel: number): 16 | 32 | undefined {
    const width = waves.get(channel)?.view.width
    if (width === undefined) unnamed.push(channel)
    return width
  }

  return {
    setWaves(views) {
      const named = new Set(views.map((view) => view.channel))
      for (const channel of waves.keys()) if (!named.has(channel)) forget(channel)
      for (const view of views) {
        const known = waves.get(view.channel)
        // The same object stands for the same wave: a row keeps its scale while it is unchanged.
        if (known !== undefined && sameView(known.view, view)) continue
        if (known !== undefined && sameSamples(known.view, view)) {
          waves.set(view.channel, { ...known, view })
          continue
        }
        forget(view.channel)
        if (view.rateHz > 0) {
          const ring = createRing(view.rateHz, view.width, KEPT_SECONDS)
          waves.set(view.channel, { view, ring, unplaced: null })
          for (const { chunk, atMs } of early.take(view.channel, view.width)) take(chunk, atMs)
        }
      }
    },
    claim(channel, bed, seconds) {
      beds.set(channel, bed)
      const wave = waves.get(channel)
      if (wave !== undefined && wave.unplaced !== null) {
        const { startUtcMs, endUtcMs, atMs } = wave.unplaced
        playout(bed).arrive(startUtcMs, endUtcMs, atMs)
        wave.unplaced = null
      }
      if (wave === undefined || wave.ring.capacity * wave.ring.periodMs >= seconds * 1000) return
      wave.ring = widenRing(wave.ring, seconds)
    },
    setPlayout(next) {
      if (next === even) return
      even = next
      playouts.clear()
    },
    accept(data, atMs) {
      const buffer = bufferOf(data)
      unnamed.length = 0
      const packet = buffer && decodeWavePacket(buffer, widthOf)
      if (buffer === null || packet === null || !Number.isFinite(packet.sentUtcMs)) {
        badPackets += 1
        return null
      }
      packets += 1
      if (lastSequence !== null && packet.sequence > lastSequence + 1) {
        droppedPackets += packet.sequence - lastSequence - 1
      }
      lastSequence = packet.sequence
      if (unnamed.length > 0) early.keep(buffer, unnamed, atMs)
      followClock(packet.sentUtcMs, atMs)
      for (const chunk of packet.chunks) take(chunk, atMs)
      return packets % ACK_EVERY === 0 ? packet.sequence : null
    },
    wave: (channel) => waves.get(channel),
    playout,
    reset() {
      for (const channel of [...waves.keys()]) forget(channel)
      beds.clear()
      playouts.clear()
      early.clear()
      lastSequence = null
      clockMs = null
    },
    stats() {
      let gaps = forgottenGaps
      for (const wave of waves.values()) gaps += wave.ring.holes
      return { packets, droppedPackets, badPackets, gaps }
    },
    signals() {
      const signals: Record<number, WaveSignal> = {}
      for (const channel of beds.keys()) {
        const ring = waves.get(channel)?.ring
        const signal = ring === undefined ? null : signalOf(ring)
        if (signal !== null) signals[channel] = signal
      }
      return signals
    },
    delays() {
      const delays: Record<string, number> = {}
      for (const [bed, bedPlayout] of playouts) {
        if (!bedPlayout.locked || clockMs === null) continue
        delays[bed] = Math.max(0, Math.round(bedPlayout.latestLagMs() + clockMs))
      }
      return delays
    },
  }
}
