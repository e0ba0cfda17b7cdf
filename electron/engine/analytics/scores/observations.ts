import { OBSERVATION_AGES } from './age-table.ts'
import type { ScoreInputs } from './scores.ts'

/** Work of breathing, as a nurse sees it (Bedside PEWS). */
export type Effort = 'none' | 'mild' | 'moderate' | 'severe'

/** All that any score reads: ScoreInputs, share of oxygen (0.21 to 1), its flow in L/min, refill in s, effort; null = not known. */
export interface Observations extends ScoreInputs {
  readonly fio2: number | null
  readonly oxygenFlow: number | null
  readonly capillaryRefill: number | null
  readonly effort: Effort | null
}

/** The name of an observation. */
export type ObservationName = keyof Observations

/** One observation with its time. */
export interface Dated<T> {
  readonly value: T | null
  /** When it was measured or charted, on the clock of `nowMs`. Not when it arrived. */
  readonly measuredAtMs: number
  /** How long its channel says it is current (DESIGN: age limits of channels); bounded by the table of ages. */
  readonly currentForMs: number
}

/** Observations with their times; null: never observed. */
export type DatedObservations = {
  readonly [Name in ObservationName]: Dated<NonNullable<Observations[Name]>> | null
}

/** An observation that a score could use. */
export interface UsedInput {
  readonly input: ObservationName
  readonly value: number | string | boolean
  readonly measuredAtMs: number
  readonly ageMs: number
}

/** One that it could not: not there, past its age limit, or measured later than now, which no clock can mean. */
export interface LackedInput {
  readonly input: ObservationName
  readonly why: 'missing' | 'old' | 'future'
  readonly ageMs: number | null
}

/** What is known at `nowMs`: whatever is too old counts as not known. */
export function currentAt(dated: DatedObservations, nowMs: number): Observations {
  const at = <Name extends ObservationName>(name: Name): NonNullable<Observations[Name]> | null => {
    const one = dated[name]
    return one === null || whyNot(name, one, nowMs) !== null ? null : one.value
  }
  return {
    respiration: at('respiration'),
    spo2: at('spo2'),
    systolic: at('systolic'),
    diastolic: at('diastolic'),
    pulse: at('pulse'),
    temperature: at('temperature'),
    consciousness: at('consciousness'),
    isOnOxygen: at('isOnOxygen'),
    age: at('age'),
    fio2: at('fio2'),
    oxygenFlow: at('oxygenFlow'),
    capillaryRefill: at('capillaryRefill'),
    effort: at('effort'),
  }
}

/** The inputs that could be used and those that could not, of the named ones. */
export function inputsAt(
  dated: DatedObservations,
  names: readonly ObservationName[],
  nowMs: number,
): { readonly used: UsedInput[]; readonly lacks: LackedInput[] } {
  const used: UsedInput[] = []
  const lacks: LackedInput[] = []
  for (const input of names) {
    const one = dated[input]
    const why = one === null ? 'missing' : whyNot(input, one, nowMs)
    const ageMs = one === null || why === 'missing' ? null : nowMs - one.measuredAtMs
    if (why !== null) lacks.push({ input, why, ageMs })
    else if (one?.value != null && ageMs !== null) {
      used.push({ input, value: one.value, measuredAtMs: one.measuredAtMs, ageMs })
    }
  }
  return { used, lacks }
}

function whyNot(
  name: ObservationName,
  { value, measuredAtMs, currentForMs }: Dated<number | string | boolean>,
  nowMs: number,
): LackedInput['why'] | null {
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return 'missing'
  const ageMs = nowMs - measuredAtMs
  if (ageMs < -OBSERVATION_AGES.clockErrorMs) return 'future'
  // Written so that an age or a limit that is no number counts as old.
  return ageMs <= Math.min(currentForMs, OBSERVATION_AGES.longestMs[name]) ? null : 'old'
}
