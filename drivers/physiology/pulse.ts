import { Cursor } from './event-clock.ts'
import type { Rhythms } from './rhythm.ts'

/** What a pulsating signal aims at; all in the unit of the signal. */
export interface PulseSource {
  /** Seconds from the R peak to the foot of the wave. */
  readonly delaySeconds: number
  topAt(seconds: number): number
  bottomAt(seconds: number): number
  /** Level it falls to when the heart pauses. */
  readonly restingLevel: number
}

/** Shape of one pulse, 0..1, over its phase: systole is the first part, the notch ends it. */
const NOTCH_PHASE = 0.4
const CORNERS: readonly (readonly [phase: number, height: number])[] = [
  [0, 0],
  [0.15, 1],
  [NOTCH_PHASE, 0.46],
  [0.46, 0.55],
]
const RUN_OFF = 2.2
const TABLE_SIZE = 256
const SHAPE = Float64Array.from({ length: TABLE_SIZE + 1 }, (_, i) => shapeAt(i / TABLE_SIZE))

/** Systole lasts this share of the square root of the interval (both in seconds). */
const SYSTOLE_SHARE = 0.32
/** A beat this much longer than the one before is a pause; the pulse ends, the pressure runs off. */
const PAUSE_FACTOR = 1.6
const LONGEST_PULSE_S = 1.8
const RUN_OFF_SECONDS = 3
const WEAK_ECTOPIC = 0.6
const BREATH_SHARE = 0.04
const TURN = 2 * Math.PI

/** Share of the pulse height that the mean lies above the bottom, at a resting rate. */
export const MEAN_SHARE = meanOfShape(0.8)

/** A pressure or pleth signal as a function of time in seconds. */
export function createPulse(source: PulseSource, rhythms: Rhythms): (seconds: number) => number {
  const cursor = new Cursor(rhythms.beats)
  let foot = 0
  let end = 0
  let height = 0
  let pulseSeconds = 1
  let systoleSeconds = 1

  function startBeat(): void {
    const { index, startSeconds, endSeconds } = cursor
    const interval = endSeconds - startSeconds
    pulseSeconds = pulseLength(rhythms, index)
    systoleSeconds = Math.min(SYSTOLE_SHARE * Math.sqrt(pulseSeconds), pulseSeconds / 2)
    foot = footOf(source, rhythms, index)
    end = pulseSeconds < interval ? source.bottomAt(startSeconds) : footOf(source, rhythms, index + 1)
    const strength = rhythms.beatKind(index) === 'ectopic' ? WEAK_ECTOPIC : 1
    const breath = 1 - BREATH_SHARE * Math.sin(TURN * rhythms.breathCount(startSeconds))
    height = (source.topAt(startSeconds) - source.bottomAt(startSeconds)) * strength * breath
  }

  return (seconds) => {
    const shifted = seconds - source.delaySeconds
    if (cursor.seek(shifted)) startBeat()
    const since = shifted - cursor.startSeconds
    if (since >= pulseSeconds) return runOff(source, end, since - pulseSeconds)
    const phase =
      since < systoleSeconds
        ? (NOTCH_PHASE * since) / systoleSeconds
        : NOTCH_PHASE + ((1 - NOTCH_PHASE) * (since - systoleSeconds)) / (pulseSeconds - systoleSeconds)
    return foot + ((end - foot) * since) / pulseSeconds + height * shape(phase)
  }
}

/** How long the pulse of a beat lasts: its interval, unless the heart pauses. */
function pulseLength(rhythms: Rhythms, index: number): number {
  const { beats } = rhythms
  const start = beats.timeOf(index)
  const interval = beats.timeOf(index + 1) - start
  const before = start - beats.timeOf(index - 1)
  return Math.min(interval, Math.max(PAUSE_FACTOR * Math.min(before, 1), 1), LONGEST_PULSE_S)
}

/** Level at which a beat begins: the bottom, or lower after a pause. */
function footOf(source: PulseSource, rhythms: Rhythms, index: number): number {
  const start = rhythms.beats.timeOf(index)
  const lastStart = rhythms.beats.timeOf(index - 1)
  const pause = start - lastStart - pulseLength(rhythms, index - 1)
  return pause > 0 ? runOff(source, source.bottomAt(lastStart), pause) : source.bottomAt(start)
}

function runOff(source: PulseSource, from: number, seconds: number): number {
  return source.restingLevel + (from - source.restingLevel) * Math.exp(-seconds / RUN_OFF_SECONDS)
}

function shape(phase: number): number {
  const position = phase * TABLE_SIZE
  const i = Math.min(Math.floor(position), TABLE_SIZE - 1)
  const from = SHAPE[i] ?? 0
  return from + ((SHAPE[i + 1] ?? 0) - from) * (position - i)
}

function shapeAt(phase: number): number {
  for (let i = 1; i < CORNERS.length; i++) {
    const [toPhase, to] = CORNERS[i] ?? [1, 0]
    const [fromPhase, from] = CORNERS[i - 1] ?? [0, 0]
    if (phase <= toPhase) {
      const share = (phase - fromPhase) / (toPhase - fromPhase)
      return from + ((to - from) * (1 - Math.cos(Math.PI * share))) / 2
    }
  }
  const [lastPhase, last] = CORNERS[CORNERS.length - 1] ?? [0, 0]
  const share = (phase - lastPhase) / (1 - lastPhase)
  const floor = Math.exp(-RUN_OFF)
  return (last * (Math.exp(-RUN_OFF * share) - floor)) / (1 - floor)
}

function meanOfShape(intervalSeconds: number): number {
  const systole = (SYSTOLE_SHARE * Math.sqrt(intervalSeconds)) / intervalSeconds
  let sum = 0
  for (let i = 0; i < TABLE_SIZE; i++) {
    const share = i / TABLE_SIZE
    const phase =
      share < systole
        ? (NOTCH_PHASE * share) / systole
        : NOTCH_PHASE + ((1 - NOTCH_PHASE) * (share - systole)) / (1 - systole)
    sum += shape(phase)
  }
  return sum / TABLE_SIZE
}
