import type { AlarmRef, LimitPair, LimitSetting } from '../../ipc/alarms.ts'
import { VigilError } from '../../ipc/contract.ts'
import type { AlarmEvent, AlarmState } from './types.ts'
import type { LimitsInForce } from './watches.ts'

type Base = Pick<AlarmEvent, 'atMs' | 'actor'>

interface Named {
  readonly ref: AlarmRef
  readonly event: AlarmEvent
}

/**
 * What an act on named alarms comes to. An alarm that is over, or has come back as another, is left out: what somebody
 * did to the one that was seen never touches the next (DESIGN rule 4).
 */
export function actOnAlarms(
  state: AlarmState,
  refs: readonly AlarmRef[],
  type: 'acknowledged' | 'unacknowledged' | 'reset',
  base: Base,
): readonly Named[] {
  return refs.flatMap((ref) => {
    const entry = state.alarms[ref.id]
    if (entry?.occurrence !== ref.occurrence) return []
    const applies = {
      acknowledged: entry.acknowledged === null && entry.ended?.as !== 'missed',
      unacknowledged: entry.acknowledged !== null,
      reset: entry.ended !== null,
    }[type]
    return applies ? [{ ref, event: { ...base, type, condition: ref.id } }] : []
  })
}

function isSamePair(one: LimitPair, other: LimitPair): boolean {
  return one.low === other.low && one.high === other.high
}

function refuse(sentence: string): never {
  throw new VigilError('limitRefused', `${sentence} Nothing is changed.`)
}

const SECOND_MS = 1_000
/** Smaller differences come from how decimal fractions are kept. */
const STEP_TOLERANCE = 1e-6

/** Throws limitRefused or changedMeanwhile with one sentence unless these limits may be set. `label` names the parameter. */
export function checkLimits(
  { profile, limits }: LimitsInForce,
  label: string,
  wanted: LimitSetting,
  replaces: LimitPair,
): void {
  const { bounds, delayBounds, step } = profile
  if (!isSamePair(limits, replaces)) {
    const sentence = `The limits of ${label} were changed meanwhile: look at them and decide again.`
    throw new VigilError('changedMeanwhile', sentence)
  }
  for (const side of ['low', 'high'] as const) {
    const value = wanted[side]
    if ((value === null) !== (profile.limits[side] === null)) {
      refuse(
        value === null
          ? `${label} needs a ${side} limit: to have none, switch it off with a reason and an end.`
          : `${label} has no ${side} limit.`,
      )
    }
    if (value === null) continue
    if (value < bounds.least || value > bounds.most) {
      refuse(`Limits of ${label} lie between ${bounds.least} and ${bounds.most}: choose one of those.`)
    }
    if (Math.abs(value / step - Math.round(value / step)) > STEP_TOLERANCE) {
      refuse(`Limits of ${label} are set in steps of ${step}.`)
    }
  }
  const { delayMs = profile.delayMs } = wanted
  if (delayMs < delayBounds.leastMs || delayMs > delayBounds.mostMs) {
    refuse(
      delayBounds.mostMs === 0
        ? `Alarms of ${label} come without delay.`
        : `The delay of ${label} is at most ${delayBounds.mostMs / SECOND_MS} s.`,
    )
  }
  if (wanted.low !== null && wanted.high !== null && wanted.low >= wanted.high) {
    refuse(`The low limit of ${label} must lie below the high one.`)
  }
}
