import type {
  MissedAlarm,
  ReplayedAlarm,
  TriedLimit,
  WhatIf,
  WhatIfLimit,
  WhatIfMark,
} from '../../ipc/alarm-load.ts'
import type { AgeClass } from '../../ipc/alarms.ts'
import { VigilError } from '../../ipc/contract.ts'
import { MONITOR } from '../bus.ts'
import type { Interval } from '../export/intervals.ts'
import { ledgerGaps } from '../export/shift-events.ts'
import type { StoredAlarmEvent } from '../store/tables/alarm-events.ts'
import type { StoreReader } from '../store/types.ts'
import { checkLimits } from './acts.ts'
import { loadGroups } from './load.ts'
import { loggedOf } from './log.ts'
import { AS_IT_WAS, Replay, type Trial } from './replay.ts'
import { limitedChannels, stateAt, storedInputs } from './stored-period.ts'
import type { AlarmState } from './types.ts'
import { LIMIT_PREFIX, limitsInForce, type Watch, watchesOf } from './watches.ts'

/** Replayed before the period, so that what is pending or in force at its beginning is known. */
const WARM_UP_MS = 15 * 60_000
/** An alarm stood "around" a mark so long before and after it. */
const MARK_BEFORE_MS = 120_000
const MARK_AFTER_MS = 60_000
/** The log tells when the engine looked, the replay when it was due. */
const SAME_MS = 1_000

export interface WhatIfRequest extends Interval {
  readonly bed: string
  readonly ageClass: AgeClass | null
  readonly limits: readonly TriedLimit[]
}

type Span = Pick<ReplayedAlarm, 'sinceUtcMs' | 'endedUtcMs'>

function overlap(one: Span, other: Span): boolean {
  const end = ({ endedUtcMs }: Span) => endedUtcMs ?? Number.POSITIVE_INFINITY
  return one.sinceUtcMs <= end(other) && other.sinceUtcMs <= end(one)
}

/** The tried alarm that stands for one of before: same parameter and side, whichever of its bounds. */
function counterpart(alarm: ReplayedAlarm, tried: readonly ReplayedAlarm[]): ReplayedAlarm | undefined {
  return tried.find(
    (one) => one.parameter === alarm.parameter && one.side === alarm.side && overlap(one, alarm),
  )
}

function middle(values: readonly number[]): number | null {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? null
}

/** Refuses limits that could not be set now either. Throws VigilError limitRefused. */
function check(reader: StoreReader, state: AlarmState, { bed, limits }: WhatIfRequest): void {
  if (state.ageClass === null) {
    const sentence = 'Nobody had chosen an age class for this bed then, so no limits held: choose one to try.'
    throw new VigilError('limitRefused', sentence)
  }
  const channels = limitedChannels(reader, bed).map(({ channel }) => channel)
  for (const wanted of limits) {
    const channel = channels.find(({ key }) => key === wanted.parameter)
    const inForce = channel === undefined ? null : limitsInForce(state, channel)
    if (channel === undefined || inForce === null) {
      throw new VigilError('limitRefused', `No limits are watched for "${wanted.parameter}" on this bed.`)
    }
    checkLimits(inForce, channel.label, wanted, inForce.limits)
  }
}

/** The bounds of both runs side by side. */
function bounds(
  reader: StoreReader,
  bed: string,
  states: { readonly before: AlarmState; readonly tried: AlarmState },
  runs: Pick<WhatIf, 'before' | 'tried'>,
): WhatIfLimit[] {
  // A number that another line or driver sends too is stored as another channel, but has one pair of limits.
  const channels = new Map(limitedChannels(reader, bed).map(({ channel }) => [channel.key, channel]))
  return [...channels.values()].flatMap((channel) => {
    const inForce = limitsInForce(states.tried, channel)
    if (inForce === null) return []
    // Where nobody had chosen an age class, what is tried stands for both.
    const before = watchesOf(states.before, channel)
    return watchesOf(states.tried, channel).map((watch): WhatIfLimit => {
      const was = before.find(({ id }) => id === watch.id) ?? watch
      const isOf = (alarm: ReplayedAlarm) =>
        alarm.parameter === channel.key && alarm.side === watch.side && alarm.isExtreme === watch.isExtreme
      const alarms = runs.before.filter(isOf)
      const later = alarms.flatMap((alarm) => {
        const other = counterpart(alarm, runs.tried)
        return other === undefined ? [] : [other.sinceUtcMs - alarm.sinceUtcMs]
      })
      const { key: parameter, id, label, unit, decimals } = channel
      const { bounds: within, delayBounds, step } = inForce.profile
      const set = ({ limit, delayMs }: Watch) => ({ limit, delayMs })
      return {
        parameter,
        id,
        label,
        unit,
        decimals,
        side: watch.side,
        isExtreme: watch.isExtreme,
        before: set(was),
        tried: set(watch),
        bounds: within,
        delayBounds,
        step,
        alarmsBefore: alarms.length,
        alarmsTried: runs.tried.filter(isOf).length,
        laterMs: middle(later),
      }
    })
  })
}

/** Alarms of before that no tried one stands for, with why. */
function missedOf(
  { before, tried }: Pick<WhatIf, 'before' | 'tried'>,
  limits: readonly WhatIfLimit[],
): MissedAlarm[] {
  return before.flatMap((alarm): MissedAlarm[] => {
    if (counterpart(alarm, tried) !== undefined) return []
    const limit = limits.find(
      ({ parameter, side, isExtreme }) =>
        parameter === alarm.parameter && side === alarm.side && isExtreme === alarm.isExtreme,
    )?.tried.limit
    const isBeyond =
      limit !== undefined && (alarm.side === 'high' ? alarm.worst > limit : alarm.worst < limit)
    return [{ ...alarm, why: isBeyond ? 'delay' : 'limit' }]
  })
}

function markOf(
  { atUtcMs, text }: { readonly atUtcMs: number; readonly text: string },
  { before, tried }: Pick<WhatIf, 'before' | 'tried'>,
): WhatIfMark {
  const around = { sinceUtcMs: atUtcMs - MARK_BEFORE_MS, endedUtcMs: atUtcMs + MARK_AFTER_MS }
  const first = before.find((alarm) => overlap(alarm, around))
  const still = tried.find((alarm) => overlap(alarm, around))
  const laterMs = first === undefined || still === undefined ? null : still.sinceUtcMs - first.sinceUtcMs
  return { atUtcMs, text, alarmed: first !== undefined, stillAlarms: still !== undefined, laterMs }
}

/** How many limit alarms the log has, and how many of those and of the replay lack each other. */
function compared(
  rows: readonly StoredAlarmEvent[],
  before: readonly ReplayedAlarm[],
): Pick<WhatIf, 'logged' | 'differ'> {
  const left = [...before]
  let logged = 0
  let differ = 0
  for (const row of rows) {
    if (row.type !== 'raised') continue
    const { event } = loggedOf(row)
    if (event.type !== 'raised' || event.facts.limit === null) continue
    const { parameter, side, isExtreme } = event.facts.limit
    logged++
    const found = left.findIndex(
      (one) =>
        one.parameter === parameter &&
        one.side === side &&
        one.isExtreme === isExtreme &&
        Math.abs(one.sinceUtcMs - row.atUtcMs) <= SAME_MS,
    )
    if (found < 0) differ++
    else left.splice(found, 1)
  }
  return { logged, differ: differ + left.length }
}

/**
 * What other limits would have done to a stored period of a bed. Throws VigilError limitRefused where they could not be
 * set, or where nobody had chosen an age class and none is to be tried.
 */
export function whatIf(reader: StoreReader, request: WhatIfRequest): WhatIf {
  const { bed, fromUtcMs, toUtcMs, ageClass, limits } = request
  const warmUtcMs = fromUtcMs - WARM_UP_MS
  const trial: Trial = { ageClass, limits: new Map(limits.map((one) => [one.parameter, one])) }
  const start = stateAt(reader, bed, warmUtcMs)
  const was = new Replay(start, warmUtcMs, AS_IT_WAS)
  const would = new Replay(start, warmUtcMs, trial)
  let readings = 0
  for (const input of storedInputs(reader, bed, { fromUtcMs: warmUtcMs, toUtcMs })) {
    if (input.type === 'value' && input.atMs >= fromUtcMs) readings++
    was.feed(input)
    would.feed(input)
  }
  was.passTo(toUtcMs)
  would.passTo(toUtcMs)
  check(reader, { ...was.state, ageClass: would.state.ageClass }, request)
  const runs = { before: was.alarms(fromUtcMs, toUtcMs), tried: would.alarms(fromUtcMs, toUtcMs) }
  const sides = bounds(reader, bed, { before: was.state, tried: would.state }, runs)
  const rows = reader.alarmEvents(bed, fromUtcMs, toUtcMs)
  const marks = reader.notes(bed, fromUtcMs, toUtcMs).filter(({ kind }) => kind === 'mark')
  const gaps = ledgerGaps(reader, bed, request).filter(
    ({ channel, device = MONITOR }) => channel === null && device === MONITOR,
  )
  return {
    bed,
    fromUtcMs,
    toUtcMs,
    ageClass: would.state.ageClass ?? 'adult',
    limits: sides,
    ...runs,
    missed: missedOf(runs, sides),
    marks: marks.map((mark) => markOf(mark, runs)),
    unchanged: loadGroups(bed, rows, toUtcMs).filter(({ id }) => !id.startsWith(LIMIT_PREFIX)),
    ...compared(rows, runs.before),
    readings,
    gapsMs: gaps.reduce((sum, gap) => sum + gap.toUtcMs - gap.fromUtcMs, 0),
  }
}
