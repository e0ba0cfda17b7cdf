import { PEAK_CM_H2O, PEEP_CM_H2O } from './breathing.ts'
import type { Course } from './course.ts'
import type { EventClock } from './event-clock.ts'
import { signedUnit, smoothNoise } from './noise.ts'
import { MEAN_SHARE } from './pulse.ts'
import type { Rhythms } from './rhythm.ts'
import type { Targets } from './scenarios.ts'

/**
 * What a bedside monitor would show. Null where it could not measure (electrodes
 * or probe off, no pulse, no breath, no cuff reading yet). Rates are per minute.
 */
export interface Vitals {
  readonly heartRate: number | null
  readonly pulseRate: number | null
  readonly spo2Percent: number | null
  readonly perfusionPercent: number | null
  /** By chest impedance. 0 in apnoea. */
  readonly respirationRate: number | null
  readonly artSystolicMmHg: number | null
  readonly artDiastolicMmHg: number | null
  readonly artMeanMmHg: number | null
  readonly papSystolicMmHg: number | null
  readonly papDiastolicMmHg: number | null
  readonly papMeanMmHg: number | null
  readonly cvpMeanMmHg: number | null
  readonly nibpSystolicMmHg: number | null
  readonly nibpDiastolicMmHg: number | null
  readonly nibpMeanMmHg: number | null
  readonly nibpPulseRate: number | null
  /** When the cuff reading shown was taken, seconds on the patient's clock. */
  readonly nibpAtSeconds: number | null
  readonly etco2Percent: number | null
  readonly fico2Percent: number | null
  readonly co2RespirationRate: number | null
  readonly fio2Percent: number | null
  readonly eto2Percent: number | null
  readonly temperatureCelsius: number | null
  readonly stMillivolt: number | null
  readonly ectopicsPerMinute: number | null
  readonly peakPressureCmH2O: number | null
  readonly peepCmH2O: number | null
}

const SECONDS_PER_MINUTE = 60
/** A monitor averages a heart rate over several beats and gives up after some silence. */
const AVERAGED_BEATS = 8
const HEART_SILENCE_S = 4
const AVERAGED_BREATHS = 4
const BREATH_SILENCE_S = 15
const LOST_CO2_S = 20
const CUFF_EVERY_S = 300
const CUFF_TAKES_S = 35
const CUFF_ERROR_MMHG = 3
const O2_UPTAKE_PERCENT = 4.5
const WEAK_PULSE_PERCENT = 0.2

/** The numbers at a time in seconds; a pure function of the patient and the time. */
export function vitalsAt(seconds: number, course: Course, rhythms: Rhythms, seed: number): Vitals {
  const target = (name: keyof Targets) => course.targets[name].valueAt(seconds)
  const leadsOff = course.leadsOffAt(seconds)
  const probeOff = course.probeOffAt(seconds)
  const beats = rateOf(rhythms.beats, seconds, AVERAGED_BEATS, HEART_SILENCE_S)
  const breaths = rateOf(rhythms.breaths, seconds, AVERAGED_BREATHS, BREATH_SILENCE_S)
  const pulse = beats === 0 ? null : Math.round(beats)
  const perfusion = target('perfusionPercent')
  const pleth = !probeOff && pulse !== null && perfusion > WEAK_PULSE_PERCENT
  const wander = (tag: number, everySeconds: number) => smoothNoise(seed + tag, seconds / everySeconds)

  const art = pressure(
    target('artSystolicMmHg') + 2 * wander(1, 40),
    target('artDiastolicMmHg') + wander(1, 40),
    pulse,
  )
  const pap = pressure(target('papSystolicMmHg'), target('papDiastolicMmHg'), pulse)
  const sinceBreath = seconds - rhythms.breaths.timeOf(rhythms.breaths.indexAt(seconds))
  const cuff = cuffAt(seconds, course, rhythms, seed)

  return {
    heartRate: leadsOff ? null : Math.round(beats),
    pulseRate: pleth ? pulse : null,
    spo2Percent: pleth ? Math.min(100, Math.round(target('spo2Percent') + 0.5 * wander(2, 15))) : null,
    perfusionPercent: pleth ? round(perfusion, 2) : null,
    respirationRate: leadsOff ? null : Math.round(breaths),
    artSystolicMmHg: art.systolic,
    artDiastolicMmHg: art.diastolic,
    artMeanMmHg: art.mean,
    papSystolicMmHg: pap.systolic,
    papDiastolicMmHg: pap.diastolic,
    papMeanMmHg: pap.mean,
    cvpMeanMmHg: Math.round(target('cvpMeanMmHg')),
    nibpSystolicMmHg: cuff?.systolic ?? null,
    nibpDiastolicMmHg: cuff?.diastolic ?? null,
    nibpMeanMmHg: cuff?.mean ?? null,
    nibpPulseRate: cuff?.pulseRate ?? null,
    nibpAtSeconds: cuff?.atSeconds ?? null,
    etco2Percent: sinceBreath > LOST_CO2_S ? null : round(target('etco2Percent') + 0.05 * wander(3, 20), 2),
    fico2Percent: sinceBreath > LOST_CO2_S ? null : 0,
    co2RespirationRate: sinceBreath > LOST_CO2_S ? null : Math.round(breaths),
    fio2Percent: Math.round(target('fio2Percent')),
    eto2Percent: sinceBreath > LOST_CO2_S ? null : round(target('fio2Percent') - O2_UPTAKE_PERCENT, 1),
    temperatureCelsius: round(target('temperatureCelsius') + 0.03 * wander(4, 300), 2),
    stMillivolt: leadsOff ? null : round(target('stMillivolt') + 0.01 * wander(5, 90), 2),
    ectopicsPerMinute: leadsOff ? null : ectopicsIn(rhythms, seconds),
    peakPressureCmH2O: breaths === 0 ? null : PEAK_CM_H2O,
    peepCmH2O: PEEP_CM_H2O,
  }
}

/** Mean rate over the last events that belong together; 0 after a silence. */
function rateOf(clock: EventClock, seconds: number, events: number, silenceSeconds: number): number {
  const last = clock.indexAt(seconds)
  const lastSeconds = clock.timeOf(last)
  if (seconds - lastSeconds > silenceSeconds) return 0
  let count = 0
  let from = lastSeconds
  while (count < events) {
    const before = clock.timeOf(last - count - 1)
    if (from - before > silenceSeconds) break
    from = before
    count++
  }
  return count === 0 ? 0 : (SECONDS_PER_MINUTE * count) / (lastSeconds - from)
}

interface Pressure {
  readonly systolic: number | null
  readonly diastolic: number | null
  readonly mean: number | null
}

/** Without a pulse a monitor shows no systolic or diastolic pressure. */
function pressure(systolic: number, diastolic: number, pulse: number | null): Pressure {
  if (pulse === null) return { systolic: null, diastolic: null, mean: null }
  return {
    systolic: Math.round(systolic),
    diastolic: Math.round(diastolic),
    mean: Math.round(diastolic + (systolic - diastolic) * MEAN_SHARE),
  }
}

/** The latest finished cuff reading: one every five minutes, a little off the arterial line. */
function cuffAt(seconds: number, course: Course, rhythms: Rhythms, seed: number) {
  const reading = Math.floor((seconds - CUFF_TAKES_S) / CUFF_EVERY_S)
  if (reading < 0) return null
  const atSeconds = reading * CUFF_EVERY_S + CUFF_TAKES_S
  const rate = Math.round(rateOf(rhythms.beats, atSeconds, AVERAGED_BEATS, HEART_SILENCE_S))
  if (rate === 0) return null
  const off = (tag: number) => CUFF_ERROR_MMHG * signedUnit(seed + tag, reading)
  const systolic = Math.round(course.targets.artSystolicMmHg.valueAt(atSeconds) + off(1))
  const diastolic = Math.round(course.targets.artDiastolicMmHg.valueAt(atSeconds) + off(2))
  const mean = Math.round(diastolic + (systolic - diastolic) * MEAN_SHARE)
  return { atSeconds, systolic, diastolic, mean, pulseRate: rate }
}

/** Ectopic beats in the last minute. */
function ectopicsIn(rhythms: Rhythms, seconds: number): number {
  let count = 0
  let index = rhythms.beats.indexAt(seconds)
  while (rhythms.beats.timeOf(index) > seconds - SECONDS_PER_MINUTE) {
    if (rhythms.beatKind(index) === 'ectopic') count++
    index--
  }
  return count
}

function round(value: number, digits: number): number {
  const scale = 10 ** digits
  return Math.round(value * scale) / scale
}
