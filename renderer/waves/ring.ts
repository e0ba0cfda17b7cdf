import type { WaveMarkKind } from '../../drivers/model/measurement.ts'
import type { WaveChunk } from '../../electron/ipc/wave-packet.ts'

/** Bits kept beside every sample. */
export const SAMPLE = {
  /** The device did not send it or marked it as not data: never drawn. */
  missing: 1,
  /** Something was lost before it: no line leads to it. */
  afterHole: 2,
  pace: 4,
  /** Saturated: drawn, with a dotted base line. */
  poor: 8,
  /** The device says that the lead is off: what it still sends is drawn over a hatch. */
  leadOff: 16,
} as const

const FLAG_OF: Readonly<Record<WaveMarkKind, number>> = {
  pace: SAMPLE.pace,
  gap: SAMPLE.afterHole,
  leadOff: SAMPLE.leadOff,
  saturation: SAMPLE.poor,
}

/** A hole shorter than this, or than one sample period, is jitter of the time stamp and not a loss. */
const HOLE_TOLERANCE_MS = 10
/** Time that runs back further than this means that the station's clock was set, not that packets overlap. */
const REWIND_LIMIT_MS = 2000
/** After a hole as long as this nothing older is worth keeping on the screen. */
const FORGET_AFTER_MS = 120_000

/**
 * The last seconds of one channel. Samples are numbered from 0 for ever;
 * sample `index` lies at `index % capacity` of each array. `times` are UTC ms.
 */
export interface WaveRing {
  readonly capacity: number
  readonly periodMs: number
  readonly times: Float64Array
  readonly values: Int16Array | Int32Array
  readonly flags: Uint8Array
  /** Oldest sample still here, and the one after the newest. */
  start: number
  end: number
  /** Holes seen, and samples left out because their time was taken already. */
  holes: number
  overlapped: number
}

/** Makes a ring. In: samples a second, bits of a sample, and how many seconds it must hold. */
export function createRing(rateHz: number, width: 16 | 32, seconds: number): WaveRing {
  if (!(rateHz > 0)) throw new TypeError('"rateHz" must be more than 0')
  const capacity = Math.max(2, Math.ceil(rateHz * seconds))
  return {
    capacity,
    periodMs: 1000 / rateHz,
    times: new Float64Array(capacity),
    values: width === 16 ? new Int16Array(capacity) : new Int32Array(capacity),
    flags: new Uint8Array(capacity),
    start: 0,
    end: 0,
    holes: 0,
    overlapped: 0,
  }
}

/** The same samples under the same numbers in a ring for more seconds. */
export function widenRing(ring: WaveRing, seconds: number): WaveRing {
  const width = ring.values instanceof Int16Array ? 16 : 32
  const wider = createRing(1000 / ring.periodMs, width, seconds)
  for (let index = Math.max(ring.start, ring.end - wider.capacity); index < ring.end; index++) {
    const from = index % ring.capacity
    const to = index % wider.capacity
    wider.times[to] = ring.times[from] ?? 0
    wider.values[to] = ring.values[from] ?? 0
    wider.flags[to] = ring.flags[from] ?? 0
  }
  wider.start = Math.max(ring.start, ring.end - wider.capacity)
  wider.end = ring.end
  wider.holes = ring.holes
  wider.overlapped = ring.overlapped
  return wider
}

/** Station time (UTC ms) of a sample that is in the ring. */
export function timeAt(ring: WaveRing, index: number): number {
  return ring.times[index % ring.capacity] ?? 0
}

/** Longest step between two samples that counts as unbroken, in ms. */
export function longestStepMs(ring: WaveRing): number {
  return ring.periodMs + Math.max(ring.periodMs, HOLE_TOLERANCE_MS)
}

function markRange(ring: WaveRing, from: number, to: number, flag: number): void {
  for (let index = Math.max(from, ring.start); index < Math.min(to, ring.end); index++) {
    const slot = index % ring.capacity
    ring.flags[slot] = (ring.flags[slot] ?? 0) | flag
  }
}

/**
 * Adds the samples of one chunk. A hole in time, a missing run and a `gap` mark
 * all break the line; samples whose time is taken already are left out and counted.
 */
export function appendChunk(ring: WaveRing, chunk: WaveChunk): void {
  const { samples, startUtcMs } = chunk
  if (samples.length === 0 || !Number.isFinite(startUtcMs)) return
  let skip = 0
  let firstFlag = 0
  if (ring.end > ring.start) {
    const stepMs = startUtcMs - timeAt(ring, ring.end - 1)
    if (stepMs > longestStepMs(ring)) {
      firstFlag = SAMPLE.afterHole
      ring.holes += 1
      if (stepMs > FORGET_AFTER_MS) ring.start = ring.end
    } else if (stepMs < -REWIND_LIMIT_MS) {
      firstFlag = SAMPLE.afterHole
      ring.holes += 1
      ring.start = ring.end
    } else if (stepMs < ring.periodMs - HOLE_TOLERANCE_MS) {
      skip = Math.min(samples.length, Math.round((ring.periodMs - stepMs) / ring.periodMs))
      ring.overlapped += skip
    }
  }
  const zero = ring.end - skip
  for (let at = skip; at < samples.length; at++) {
    const slot = ring.end % ring.capacity
    ring.times[slot] = startUtcMs + at * ring.periodMs
    ring.values[slot] = samples[at] ?? 0
    ring.flags[slot] = firstFlag
    firstFlag = 0
    ring.end += 1
  }
  ring.start = Math.max(ring.start, ring.end - ring.capacity)
  for (const run of chunk.missing) {
    const from = zero + run.start
    if (from + run.length <= zero + skip) continue
    ring.holes += 1
    markRange(ring, Math.max(from, zero + skip), from + run.length, SAMPLE.missing)
    markRange(ring, from + run.length, from + run.length + 1, SAMPLE.afterHole)
  }
  for (const mark of chunk.marks) {
    if (mark.at < skip) continue
    const flag = FLAG_OF[mark.kind]
    if (mark.kind === 'gap') ring.holes += 1
    // A lead that is off stays off: the device says it once for the whole run of samples.
    const last = mark.kind === 'leadOff' ? ring.end : zero + mark.at + 1
    markRange(ring, zero + mark.at, last, flag)
  }
}
