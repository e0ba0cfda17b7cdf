import type { LimitPair } from '../../ipc/alarms.ts'
import { evolve } from '../alarms/evolve.ts'
import { loggedOf } from '../alarms/log.ts'
import { limitedChannels, stateAt } from '../alarms/stored-period.ts'
import type { AlarmState } from '../alarms/types.ts'
import { watchesOf } from '../alarms/watches.ts'
import type { StoreReader } from '../store/types.ts'
import type { Observation } from './observations.ts'
import { printNumber } from './print.ts'

/**
 * Observations with the limits that this station watched them by when they were measured, from the alarm log. What was
 * switched off then, had no age class, is another device's word on a number of the monitor, or was entered by hand, has
 * none: a range is said only where it was in force.
 */
export function withLimits(
  reader: StoreReader,
  bed: string,
  observations: readonly Observation[],
): Observation[] {
  const watched = new Set(limitedChannels(reader, bed).map(({ channel }) => channel.key))
  const isWatched = ({ byHand, channel }: Observation) => byHand === undefined && watched.has(channel.key)
  const times = observations.filter(isWatched).map(({ measuredUtcMs }) => measuredUtcMs)
  if (times.length === 0) return [...observations]
  const states = statesBetween(reader, bed, Math.min(...times), Math.max(...times))
  return observations.map((one) => {
    const state = states.findLast(({ fromUtcMs }) => fromUtcMs <= one.measuredUtcMs)?.state
    const limits = state === undefined || !isWatched(one) ? null : watchedBy(state, one)
    return limits === null ? one : { ...one, limits }
  })
}

/** The states of the alarms of a bed over a stretch, each with its beginning. */
function statesBetween(reader: StoreReader, bed: string, fromUtcMs: number, toUtcMs: number) {
  let state = stateAt(reader, bed, fromUtcMs)
  const states = [{ fromUtcMs, state }]
  for (const row of reader.alarmEvents(bed, fromUtcMs, toUtcMs + 1)) {
    state = evolve(state, loggedOf(row).event)
    states.push({ fromUtcMs: row.atUtcMs, state })
  }
  return states
}

function watchedBy(state: AlarmState, { channel }: Observation): LimitPair | null {
  const bounds = watchesOf(state, channel).filter(({ isExtreme }) => !isExtreme)
  const boundOf = (side: 'low' | 'high') => bounds.find((one) => one.side === side)?.limit ?? null
  const [low, high] = [boundOf('low'), boundOf('high')]
  return low === null && high === null ? null : { low, high }
}

/** Limits as OBX-7 has them: `50-120`, `>=90`, `<=8`. */
export function rangeText({ low, high }: LimitPair): string {
  if (low === null) return high === null ? '' : `<=${printNumber(high)}`
  return high === null ? `>=${printNumber(low)}` : `${printNumber(low)}-${printNumber(high)}`
}
