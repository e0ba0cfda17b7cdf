import type { NumericChannel } from '../../../drivers/model/channel.ts'
import type { Priority } from '../../../drivers/model/measurement.ts'
import type { AgeClass, AlarmCause, LimitPair, LimitSide } from '../../ipc/alarms.ts'
import { type Profile, profileOf, wornProfile } from './profiles.ts'
import type { AlarmState } from './types.ts'

/** One bound that a value is compared with. `id` is the id of its alarm, too. */
export interface Watch {
  readonly id: string
  readonly side: LimitSide
  readonly limit: number
  readonly delayMs: number
  readonly deadband: number
  readonly clearMs: number
  readonly priority: Priority
  readonly cause: AlarmCause
  readonly isExtreme: boolean
}

/** The limits of one parameter as they are now. */
export interface LimitsInForce {
  readonly profile: Profile
  readonly limits: LimitPair
  readonly extreme: LimitPair
  /** Of the limits; an extreme bound has none. */
  readonly delayMs: number
  readonly isOwn: boolean
  readonly by: string | null
}

const SIDES = ['low', 'high'] as const

/** Ids of alarms that Vigil's own limits raise, and of values that are missing. No id of another condition begins so. */
export const LIMIT_PREFIX = 'limit:'
export const MISSING_PREFIX = 'missing:'

/** Under this name a limit is switched off. */
export function limitName(parameter: string, side: LimitSide): string {
  return `${parameter}/${side}`
}

/** The parameter of an alarm of a limit. */
export function parameterOf(condition: string): string {
  return condition.slice(LIMIT_PREFIX.length, condition.lastIndexOf(':'))
}

/** An extreme bound never lies inside the limits: who widens them past it has moved it. */
function extremeOf({ extreme }: Profile, ageClass: AgeClass, limits: LimitPair): LimitPair {
  if (extreme === null) return { low: null, high: null }
  if ('belowLow' in extreme)
    return { low: limits.low === null ? null : limits.low - extreme.belowLow, high: null }
  const { low, high } = extreme[ageClass]
  return {
    low: low === null || limits.low === null ? low : Math.min(low, limits.low),
    high: high === null || limits.high === null ? high : Math.max(high, limits.high),
  }
}

/** What holds for a parameter; null without an age class, or where it has no limits in its unit. */
export function limitsInForce(
  state: AlarmState,
  { key, id, unit, wornAgeMs }: NumericChannel,
): LimitsInForce | null {
  const { ageClass } = state
  if (ageClass === null) return null
  const usual = profileOf(ageClass, id, unit)
  if (usual === null) return null
  const profile = wornAgeMs === undefined ? usual : wornProfile(usual)
  const own = state.limits[key]
  const limits = own === undefined ? profile.limits : { low: own.low, high: own.high }
  const extreme = extremeOf(profile, ageClass, limits)
  const delayMs = own?.delayMs ?? profile.delayMs
  return { profile, limits, extreme, delayMs, isOwn: own !== undefined, by: own?.by ?? null }
}

/** Every bound that a parameter is compared with now; what is switched off is not among them. */
export function watchesOf(state: AlarmState, channel: NumericChannel): Watch[] {
  const inForce = limitsInForce(state, channel)
  if (inForce === null) return []
  const { profile, limits, extreme, delayMs } = inForce
  const { deadband, clearMs, cause, priority } = profile
  const watches: Watch[] = []
  for (const side of SIDES) {
    const id = `${LIMIT_PREFIX}${channel.key}:`
    const limit = limits[side]
    if (limit !== null && state.off[limitName(channel.key, side)] === undefined) {
      watches.push({
        id: id + side,
        side,
        limit,
        delayMs,
        deadband,
        clearMs,
        priority,
        cause,
        isExtreme: false,
      })
    }
    const bound = extreme[side]
    if (bound !== null) {
      const lethal = { delayMs: 0, deadband, clearMs, priority: 'high', cause, isExtreme: true } as const
      watches.push({ id: `${id}extreme-${side}`, side, limit: bound, ...lethal })
    }
  }
  return watches
}

/** Whether a value is beyond the bound. */
export function isBeyond({ side, limit }: Pick<Watch, 'side' | 'limit'>, value: number): boolean {
  return side === 'high' ? value > limit : value < limit
}

/** Whether a value is back by the dead band, so that the alarm may end. */
export function isBack(
  { side, limit, deadband }: Pick<Watch, 'side' | 'limit' | 'deadband'>,
  value: number,
): boolean {
  return side === 'high' ? value <= limit - deadband : value >= limit + deadband
}

type WatchState = Pick<AlarmState, 'ageClass' | 'limits' | 'off'>

/** The bounds of each parameter, worked out anew only when what they depend on has changed. */
export class WatchBook {
  #known = new Map<string, { readonly channel: NumericChannel; readonly watches: readonly Watch[] }>()
  #from: WatchState | null = null

  of(state: AlarmState, channel: NumericChannel): readonly Watch[] {
    const from = this.#from
    if (from?.ageClass !== state.ageClass || from.limits !== state.limits || from.off !== state.off) {
      this.#known = new Map()
      this.#from = { ageClass: state.ageClass, limits: state.limits, off: state.off }
    }
    const known = this.#known.get(channel.key)
    if (known?.channel === channel) return known.watches
    const watches = watchesOf(state, channel)
    this.#known.set(channel.key, { channel, watches })
    return watches
  }
}
