import { signedUnit } from './noise.ts'
import { RESTING, type Rhythm, type Scenario, type Step, type Targets } from './scenarios.ts'
import { type Knot, Timeline } from './timeline.ts'

/** How far a seed may move a resting value, as a share of it (temperature and SpO2 in their own units). */
const SPREAD: Readonly<Record<keyof Targets, number>> = {
  heartRate: 0.08,
  breathRate: 0.1,
  spo2Percent: 0.01,
  perfusionPercent: 0.25,
  artSystolicMmHg: 0.07,
  artDiastolicMmHg: 0.07,
  papSystolicMmHg: 0.1,
  papDiastolicMmHg: 0.1,
  cvpMeanMmHg: 0.2,
  etco2Percent: 0.05,
  fio2Percent: 0,
  temperatureCelsius: 0.006,
  stMillivolt: 0.5,
}

const TARGET_NAMES = Object.keys(RESTING) as (keyof Targets)[]

/** A scenario with one patient's own resting values: every target as a timeline, and the on/off states. */
export interface Course {
  readonly targets: Readonly<Record<keyof Targets, Timeline>>
  rhythmAt(seconds: number): Rhythm
  leadsOffAt(seconds: number): boolean
  probeOffAt(seconds: number): boolean
}

/** Lays a scenario out in time for one seed. */
export function createCourse(scenario: Scenario, seed: number): Course {
  const entries = TARGET_NAMES.map((name, i) => {
    const factor = 1 + SPREAD[name] * signedUnit(seed, i)
    return [name, new Timeline(knotsOf(scenario, name, factor), scenario.periodSeconds)] as const
  })
  return {
    targets: Object.fromEntries(entries) as Record<keyof Targets, Timeline>,
    rhythmAt: stateOf(scenario, (step) => step.rhythm, 'sinus' as Rhythm),
    leadsOffAt: stateOf(scenario, (step) => step.leadsOff, false),
    probeOffAt: stateOf(scenario, (step) => step.probeOff, false),
  }
}

/** Steps that name the target are its knots; the others leave the line alone. */
function knotsOf(scenario: Scenario, name: keyof Targets, factor: number): Knot[] {
  const knots: Knot[] = []
  for (const step of scenario.steps) {
    const value = step[name] ?? (step.atSeconds === 0 ? RESTING[name] : undefined)
    if (value !== undefined) knots.push({ atSeconds: step.atSeconds, value: value * factor })
  }
  return knots
}

/** A state that changes at once at the steps that name it and begins again with the scenario. */
function stateOf<T>(
  scenario: Scenario,
  pick: (step: Step) => T | undefined,
  initial: T,
): (seconds: number) => T {
  const changes = scenario.steps.flatMap((step) => {
    const value = pick(step)
    return value === undefined ? [] : [{ atSeconds: step.atSeconds, value }]
  })
  if (changes.length === 0) return () => initial
  return (seconds) => {
    const inside = seconds - Math.floor(seconds / scenario.periodSeconds) * scenario.periodSeconds
    let value = initial
    for (const change of changes) if (change.atSeconds <= inside) value = change.value
    return value
  }
}
