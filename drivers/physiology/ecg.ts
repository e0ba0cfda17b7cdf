import { Cursor } from './event-clock.ts'
import { smoothNoise } from './noise.ts'
import type { BeatKind, Rhythms } from './rhythm.ts'
import type { Timeline } from './timeline.ts'

export const LEADS = ['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'] as const
export type Lead = (typeof LEADS)[number]

/** One bump of a beat: seconds from the R peak and half width; `stretch` bumps move with the square root of the interval. */
interface Bump {
  readonly at: number
  readonly sigma: number
  readonly stretch: boolean
}

/** A pacing spike comes this long before the peak of the beat it starts. */
export const PACE_LEAD_SECONDS = 0.1

const NORMAL_BUMPS: readonly Bump[] = [
  { at: -0.16, sigma: 0.02, stretch: false }, // P
  { at: -0.028, sigma: 0.008, stretch: false }, // Q
  { at: 0, sigma: 0.0105, stretch: false }, // R
  { at: 0.03, sigma: 0.0095, stretch: false }, // S
  { at: 0.11, sigma: 0.03, stretch: false }, // ST segment
  { at: 0.29, sigma: 0.045, stretch: true }, // T
]
const WIDE_BUMPS: readonly Bump[] = [
  { at: 0, sigma: 0.042, stretch: false }, // QRS from the ventricle
  { at: 0.22, sigma: 0.055, stretch: true }, // T against it
  { at: -PACE_LEAD_SECONDS, sigma: 0.0022, stretch: false }, // pacing spike
]
/** Index of the ST bump in NORMAL_BUMPS: its height comes from the scenario. */
const ST_BUMP = 4
const SPIKE_BUMP = 2
/** Beyond this many half widths a bump is nothing. */
const REACH = 4.5

/** Height of each bump in millivolt, in the order of the bump tables. The ST column is a factor. */
interface LeadShape {
  readonly normal: readonly number[]
  readonly wide: readonly number[]
}

const LEAD_I: LeadShape = { normal: [0.07, -0.04, 0.62, -0.12, 0.6, 0.17], wide: [0.5, -0.26, 0.4] }
const LEAD_II: LeadShape = { normal: [0.13, -0.08, 1.12, -0.2, 1, 0.3], wide: [1.25, -0.6, 0.9] }

/** Limb leads follow from I and II (Einthoven, Goldberger): weights of I and of II. */
const LIMB_WEIGHTS: Readonly<Record<string, readonly [ofI: number, ofII: number]>> = {
  I: [1, 0],
  II: [0, 1],
  III: [-1, 1],
  aVR: [-0.5, -0.5],
  aVL: [1, -0.5],
  aVF: [-0.5, 1],
}

const V5: LeadShape = { normal: [0.08, -0.1, 1.5, -0.3, 1, 0.4], wide: [0.7, -0.4, 0.5] }
const CHEST: Readonly<Record<string, LeadShape>> = {
  V1: { normal: [0.06, 0, 0.22, -0.95, -0.4, -0.06], wide: [-1.2, 0.5, -0.6] },
  V2: { normal: [0.07, 0, 0.45, -1.5, -0.2, 0.42], wide: [-1.5, 0.7, -0.6] },
  V3: { normal: [0.07, 0, 0.85, -1.1, 0.4, 0.5], wide: [-0.9, 0.5, -0.3] },
  V4: { normal: [0.08, -0.05, 1.6, -0.65, 0.8, 0.5], wide: [0.3, -0.2, 0.3] },
  V5,
  V6: { normal: [0.08, -0.1, 1.15, -0.14, 0.9, 0.32], wide: [0.9, -0.5, 0.6] },
  V: V5,
}
const CHEST_WEIGHTS: readonly [number, number] = [0.3, 0.5]

const BREATH_WANDER_MILLIVOLT = 0.03
const SLOW_WANDER_MILLIVOLT = 0.02
const SLOW_WANDER_HZ = 0.6
const NOISE_MILLIVOLT = 0.006
const NOISE_HZ = 240
const TURN = 2 * Math.PI
const LONGEST_STRETCH_S = 1.2

/** One lead as a function of time in seconds; millivolt. */
export function createLead(
  lead: Lead,
  rhythms: Rhythms,
  stMillivolt: Timeline,
  seed: number,
): (seconds: number) => number {
  const shape = shapeOf(lead)
  const [ofI, ofII] = LIMB_WEIGHTS[lead] ?? CHEST_WEIGHTS
  const cursor = new Cursor(rhythms.beats)
  let kind: BeatKind = 'sinus'
  let nextKind: BeatKind = 'sinus'
  let stretch = 1
  let nextStretch = 1
  let st = 0

  return (seconds) => {
    if (cursor.seek(seconds)) {
      kind = rhythms.beatKind(cursor.index)
      nextKind = rhythms.beatKind(cursor.index + 1)
      stretch = stretchOf(cursor.endSeconds - cursor.startSeconds)
      nextStretch = stretchOf(rhythms.beats.timeOf(cursor.index + 2) - cursor.endSeconds)
      st = stMillivolt.valueAt(cursor.startSeconds)
    }
    const breath = BREATH_WANDER_MILLIVOLT * Math.sin(TURN * rhythms.breathCount(seconds))
    return (
      beatMillivolt(shape, kind, seconds - cursor.startSeconds, stretch, st) +
      beatMillivolt(shape, nextKind, seconds - cursor.endSeconds, nextStretch, st) +
      ofI * (breath + unrest(seed, seconds)) +
      ofII * (breath + unrest(seed + 1, seconds))
    )
  }
}

function unrest(seed: number, seconds: number): number {
  return (
    SLOW_WANDER_MILLIVOLT * smoothNoise(seed, seconds * SLOW_WANDER_HZ) +
    NOISE_MILLIVOLT * smoothNoise(seed ^ 0x2f, seconds * NOISE_HZ)
  )
}

function stretchOf(intervalSeconds: number): number {
  return Math.sqrt(Math.min(intervalSeconds, LONGEST_STRETCH_S))
}

function shapeOf(lead: Lead): LeadShape {
  const weights = LIMB_WEIGHTS[lead]
  if (weights === undefined) return CHEST[lead] ?? V5
  const mix = (ofI: readonly number[], ofII: readonly number[]) =>
    ofI.map((height, i) => weights[0] * height + weights[1] * (ofII[i] ?? 0))
  return { normal: mix(LEAD_I.normal, LEAD_II.normal), wide: mix(LEAD_I.wide, LEAD_II.wide) }
}

/** One beat's part of a lead, millivolt, at `dt` seconds from its R peak. */
function beatMillivolt(shape: LeadShape, kind: BeatKind, dt: number, stretch: number, st: number): number {
  const normal = kind === 'sinus'
  const bumps = normal ? NORMAL_BUMPS : WIDE_BUMPS
  const heights = normal ? shape.normal : shape.wide
  let sum = 0
  for (let i = 0; i < bumps.length; i++) {
    const bump = bumps[i]
    if (bump === undefined || (!normal && i === SPIKE_BUMP && kind !== 'paced')) continue
    const scale = bump.stretch ? stretch : 1
    const x = (dt - bump.at * scale) / (bump.sigma * scale)
    if (x > REACH || x < -REACH) continue
    const height = normal && i === ST_BUMP ? (heights[i] ?? 0) * st : (heights[i] ?? 0)
    sum += height * Math.exp(-0.5 * x * x)
  }
  return sum
}
