import { Cursor } from './event-clock.ts'
import type { Rhythms } from './rhythm.ts'
import type { Timeline } from './timeline.ts'

/** Where in a breath a moment lies. */
interface BreathPoint {
  /** 0..1 over the breath; stays at 1 while no new breath begins. */
  readonly phase: number
  /** Seconds since the breath ended without a new one, 0 while breathing. */
  readonly waitingSeconds: number
  /** Whether the breath before ended in a wait, so that its gas is already washed out. */
  readonly afterWait: boolean
}

/** Signals that come from breathing, as functions of time in seconds. */
export interface Breathing {
  /** Chest impedance around its mean, ohm. */
  respirationOhm(seconds: number): number
  /** Gas at the mouth, percent CO2. */
  co2Percent(seconds: number): number
  /** Pressure in the airway of a ventilated patient. */
  airwayPressureCmH2O(seconds: number): number
  /** 0 at end of expiration, 1 at end of inspiration. */
  lungShare(seconds: number): number
}

export const PEEP_CM_H2O = 5
export const PEAK_CM_H2O = 17

const INSPIRATION_SHARE = 0.38
const EXPIRATION_STEEPNESS = 4
const IMPEDANCE_SWING_OHM = 1.2
const PAUSE_FACTOR = 1.5
const LONGEST_BREATH_S = 9
const WASH_OUT_SECONDS = 2
/** The capnogram begins to rise here, reaches its plateau here, and falls here of the next breath. */
const CO2_RISE_PHASE = 0.42
const CO2_PLATEAU_PHASE = 0.52
const CO2_FALL_PHASE = 0.06
const PLATEAU_FROM = 0.88
const VENT_RISE_PHASE = 0.08

/** Makes the breathing signals of one patient. */
export function createBreathing(rhythms: Rhythms, etco2Percent: Timeline): Breathing {
  const pointFor = () => follow(rhythms)
  const impedancePoint = pointFor()
  const lungPoint = pointFor()
  const airwayPoint = pointFor()
  const co2Point = pointFor()

  function lung(point: BreathPoint): number {
    const { phase } = point
    if (phase < INSPIRATION_SHARE) return (1 - Math.cos((Math.PI * phase) / INSPIRATION_SHARE)) / 2
    const out = (phase - INSPIRATION_SHARE) / (1 - INSPIRATION_SHARE)
    const floor = Math.exp(-EXPIRATION_STEEPNESS)
    return (Math.exp(-EXPIRATION_STEEPNESS * out) - floor) / (1 - floor)
  }

  return {
    lungShare: (seconds) => lung(lungPoint(seconds)),
    respirationOhm: (seconds) => IMPEDANCE_SWING_OHM * (lung(impedancePoint(seconds)) - 0.5),
    airwayPressureCmH2O(seconds) {
      const { phase } = airwayPoint(seconds)
      const swing = PEAK_CM_H2O - PEEP_CM_H2O
      if (phase < VENT_RISE_PHASE) return PEEP_CM_H2O + (swing * 0.8 * phase) / VENT_RISE_PHASE
      if (phase < INSPIRATION_SHARE) {
        const share = (phase - VENT_RISE_PHASE) / (INSPIRATION_SHARE - VENT_RISE_PHASE)
        return PEEP_CM_H2O + swing * (0.8 + 0.2 * share)
      }
      return PEEP_CM_H2O + swing * Math.exp((INSPIRATION_SHARE - phase) / 0.05)
    },
    co2Percent(seconds) {
      const { phase, waitingSeconds, afterWait } = co2Point(seconds)
      const endTidal = etco2Percent.valueAt(seconds)
      if (waitingSeconds > 0) return endTidal * Math.exp(-waitingSeconds / WASH_OUT_SECONDS)
      if (phase < CO2_FALL_PHASE && !afterWait)
        return (endTidal * (1 + Math.cos((Math.PI * phase) / CO2_FALL_PHASE))) / 2
      if (phase < CO2_RISE_PHASE) return 0
      if (phase < CO2_PLATEAU_PHASE) {
        const share = (phase - CO2_RISE_PHASE) / (CO2_PLATEAU_PHASE - CO2_RISE_PHASE)
        return (PLATEAU_FROM * endTidal * (1 - Math.cos(Math.PI * share))) / 2
      }
      const share = (phase - CO2_PLATEAU_PHASE) / (1 - CO2_PLATEAU_PHASE)
      return endTidal * (PLATEAU_FROM + (1 - PLATEAU_FROM) * share)
    },
  }
}

/** A follower along the breaths: phase 0..1 within a breath, and the wait after it in apnoea. */
function follow(rhythms: Rhythms): (seconds: number) => BreathPoint {
  const cursor = new Cursor(rhythms.breaths)
  const point = { phase: 0, waitingSeconds: 0, afterWait: false }
  let breathSeconds = 1
  return (seconds) => {
    if (cursor.seek(seconds)) {
      breathSeconds = breathLength(rhythms, cursor.index)
      const before = cursor.startSeconds - rhythms.breaths.timeOf(cursor.index - 1)
      point.afterWait = breathLength(rhythms, cursor.index - 1) < before
    }
    const since = seconds - cursor.startSeconds
    point.phase = Math.min(1, since / breathSeconds)
    point.waitingSeconds = Math.max(0, since - breathSeconds)
    return point
  }
}

/** How long a breath lasts: until the next one, unless breathing pauses. */
function breathLength(rhythms: Rhythms, index: number): number {
  const { breaths } = rhythms
  const start = breaths.timeOf(index)
  const before = start - breaths.timeOf(index - 1)
  return Math.min(breaths.timeOf(index + 1) - start, PAUSE_FACTOR * before, LONGEST_BREATH_S)
}
