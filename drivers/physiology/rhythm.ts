import type { Course } from './course.ts'
import { EventClock } from './event-clock.ts'
import { hash32, signedUnit } from './noise.ts'
import { scenarioByName } from './scenarios.ts'

export type BeatKind = 'sinus' | 'ectopic' | 'ventricular' | 'paced'

/** Heart and breath of one patient as two clocks; every wave is drawn along them. */
export interface Rhythms {
  readonly beats: EventClock
  readonly breaths: EventClock
  beatKind(index: number): BeatKind
  /** Breaths since 0 as a smooth number, for effects of breathing on other signals. */
  breathCount(seconds: number): number
}

const SECONDS_PER_MINUTE = 60
const TURN = 2 * Math.PI
const UINT32_RANGE = 0x1_0000_0000
const ECTOPIC_HASH = 0x5ec7
const ECTOPIC_EARLY_BEATS = 0.3

/**
 * Displacements of events from an even count, in events. They depend on the
 * number of the event, not on time, so that even after a pause of the heart the
 * order of beats stays. Slopes add up to far less than one event.
 */
const HEART_SLOW = { amplitude: 0.7, everyEvents: 160 }
const HEART_MIDDLE = { amplitude: 0.12, everyEvents: 45 }
const HEART_WITH_BREATH = 0.02
const HEART_JITTER = 0.008
const BREATH_SLOW = { amplitude: 0.15, everyEvents: 17 }
const BREATH_JITTER = 0.04

/** Makes the two clocks. The same course and seed always give the same events. */
export function createRhythms(course: Course, scenario: string, seed: number): Rhythms {
  const heart = course.targets.heartRate
  const breath = course.targets.breathRate
  const ectopicsPerMinute = scenarioByName(scenario).ectopicsPerMinute ?? 0
  const heartPhase = signedUnit(seed, 101) * Math.PI
  const breathPhase = signedUnit(seed, 102) * Math.PI

  const nominalBeatSeconds = (index: number) => heart.timeOfIntegral(index * SECONDS_PER_MINUTE)
  const breathCount = (seconds: number) => breath.integralTo(seconds) / SECONDS_PER_MINUTE

  function beatKind(index: number): BeatKind {
    const seconds = nominalBeatSeconds(index)
    const rhythm = course.rhythmAt(seconds)
    if (rhythm === 'paced') return 'paced'
    if (rhythm === 'ventricularTachycardia') return 'ventricular'
    const chance = ectopicsPerMinute / Math.max(1, heart.valueAt(seconds))
    return hash32(seed ^ ECTOPIC_HASH, index) / UINT32_RANGE < chance ? 'ectopic' : 'sinus'
  }

  function beatSeconds(index: number): number {
    const kind = beatKind(index)
    let displaced = index
    if (kind !== 'paced') {
      displaced +=
        HEART_SLOW.amplitude * Math.sin((TURN * index) / HEART_SLOW.everyEvents + heartPhase) +
        HEART_MIDDLE.amplitude * Math.sin((TURN * index) / HEART_MIDDLE.everyEvents - heartPhase) +
        HEART_WITH_BREATH * Math.sin(TURN * breathCount(nominalBeatSeconds(index))) +
        HEART_JITTER * signedUnit(seed, index)
    }
    if (kind === 'ectopic') displaced -= ECTOPIC_EARLY_BEATS
    return heart.timeOfIntegral(displaced * SECONDS_PER_MINUTE)
  }

  function breathSeconds(index: number): number {
    const slow = BREATH_SLOW.amplitude * Math.sin((TURN * index) / BREATH_SLOW.everyEvents + breathPhase)
    const jitter = BREATH_JITTER * signedUnit(seed ^ ECTOPIC_HASH, index)
    return breath.timeOfIntegral((index + slow + jitter) * SECONDS_PER_MINUTE)
  }

  return {
    beats: new EventClock((seconds) => heart.integralTo(seconds) / SECONDS_PER_MINUTE, beatSeconds),
    breaths: new EventClock(breathCount, breathSeconds),
    beatKind,
    breathCount,
  }
}
