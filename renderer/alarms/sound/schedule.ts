import type { Priority } from '../../../drivers/model/measurement.ts'
import type { AlarmCause } from '../../../electron/ipc/alarms.ts'
import { burst, burstMs, endWhenOutranked, endWhenUnwanted } from './burst.ts'
import { TIMINGS } from './burst-table.ts'

/** An alarm that is to be heard: not acknowledged, not paused. */
export interface Sounding {
  /** Unique over all beds. */
  readonly id: string
  readonly priority: Priority
  readonly cause: AlarmCause
  readonly sinceUtcMs: number
  /** Nobody has reacted for a while. */
  readonly louder: boolean
}

/** A burst on the audio clock; it may lie ahead. Times ms of that clock. */
export interface PlannedBurst {
  readonly priority: Priority
  readonly cause: AlarmCause
  readonly louder: boolean
  readonly startMs: number
  readonly endMs: number
  /** Ids of the alarms that it tells of. */
  readonly ids: readonly string[]
}

/** What is planned and what was heard. One burst at a time: there is no room for two. */
export interface SoundPlan {
  readonly burst: PlannedBurst | null
  /** When the latest burst of each priority began and ended. */
  readonly last: Readonly<Partial<Record<Priority, { readonly startMs: number; readonly endMs: number }>>>
  /** Alarms that a burst has told of and that still want to be heard. */
  readonly heard: ReadonlySet<string>
}

export const SILENT: SoundPlan = { burst: null, last: {}, heard: new Set() }

/** Time for a new burst to reach the audio thread, which fills its output 100 ms ahead. */
export const LEAD_MS = 150
/** Silence between bursts of two priorities. */
const BETWEEN_MS = 100

const RANK: Readonly<Record<Priority, number>> = { high: 0, medium: 1, low: 2 }

/** The alarm that sounds: the highest priority of all beds; of equal ones the latest, so that its melody is heard. */
export function winnerOf(wanted: readonly Sounding[]): Sounding | null {
  const ordered = wanted.toSorted(
    (one, other) => RANK[one.priority] - RANK[other.priority] || other.sinceUtcMs - one.sinceUtcMs,
  )
  return ordered[0] ?? null
}

function plannedFrom(winner: Sounding, wanted: readonly Sounding[], startMs: number): PlannedBurst {
  const { priority, cause } = winner
  const equals = wanted.filter((alarm) => alarm.priority === priority)
  const louder = equals.some((alarm) => alarm.louder)
  const endMs = startMs + burstMs(burst(priority, cause))
  return { priority, cause, louder, startMs, endMs, ids: equals.map(({ id }) => id).sort() }
}

/** Earliest start of the next burst: never into another one, and no sooner than its priority allows. */
function nextStartMs(plan: SoundPlan, winner: Sounding, wanted: readonly Sounding[], nowMs: number): number {
  const ends = Object.values(plan.last).map(({ endMs }) => endMs + BETWEEN_MS)
  const earliest = Math.max(nowMs + LEAD_MS, ...ends)
  const last = plan.last[winner.priority]
  if (last === undefined) return earliest
  const { everyMs, leastGapMs } = TIMINGS[winner.priority]
  const isNew = wanted.some(({ id, priority }) => priority === winner.priority && !plan.heard.has(id))
  // A new alarm is heard as soon as the gap allows; one that was heard keeps its pace.
  return Math.max(earliest, last.endMs + leastGapMs, isNew ? 0 : last.startMs + everyMs)
}

/** The running burst as it is to end: at its own end, or earlier when unwanted or outranked. */
function endOf(running: PlannedBurst, winner: Sounding | null, nowMs: number): number {
  if (winner?.priority === running.priority) return running.endMs
  const pulses = burst(running.priority, running.cause)
  const soFarMs = nowMs - running.startMs
  const outranked = winner !== null && RANK[winner.priority] < RANK[running.priority]
  const end = outranked
    ? endWhenOutranked(pulses, soFarMs)
    : endWhenUnwanted(running.priority, pulses, soFarMs)
  return Math.min(running.endMs, running.startMs + end)
}

/** What changes: the running burst ends earlier, or one that has not begun is given up; and what comes next. */
export interface PlanStep {
  readonly plan: SoundPlan
  /** New end of the burst that runs, or null: it runs to its end. */
  readonly stopAtMs: number | null
  /** The burst that was planned and not begun is not to sound. */
  readonly cancel: boolean
  /** To be handed to the audio clock. */
  readonly start: PlannedBurst | null
}

/** The plan with what has begun noted: when it sounds, and which alarms it tells of. */
function noteBegun(plan: SoundPlan, wanted: readonly Sounding[], nowMs: number): SoundPlan {
  const ids = new Set(wanted.map(({ id }) => id))
  const { burst: planned } = plan
  const begun = planned !== null && planned.startMs <= nowMs ? planned : null
  const told = [...plan.heard, ...(begun?.ids ?? [])].filter((id) => ids.has(id))
  const last =
    begun === null
      ? plan.last
      : { ...plan.last, [begun.priority]: { startMs: begun.startMs, endMs: begun.endMs } }
  const isOver = begun !== null && begun.endMs <= nowMs
  return { burst: isOver ? null : planned, last, heard: new Set(told) }
}

const NOTHING: Omit<PlanStep, 'plan'> = { stopAtMs: null, cancel: false, start: null }

/** The burst that sounds goes on, or is told to end. */
function whileRunning(
  plan: SoundPlan,
  running: PlannedBurst,
  winner: Sounding | null,
  nowMs: number,
): PlanStep {
  const endMs = endOf(running, winner, nowMs)
  if (endMs === running.endMs) return { ...NOTHING, plan }
  const last = { ...plan.last, [running.priority]: { startMs: running.startMs, endMs } }
  return { ...NOTHING, plan: { ...plan, last, burst: { ...running, endMs } }, stopAtMs: endMs }
}

/**
 * Decides what sounds next. Pure. In: the plan so far, every alarm that wants to be heard, and now by the audio
 * clock in ms. Asked whenever an alarm changes and when a burst has ended; asked twice it changes nothing.
 */
export function nextStep(before: SoundPlan, wanted: readonly Sounding[], nowMs: number): PlanStep {
  const winner = winnerOf(wanted)
  const plan = noteBegun(before, wanted, nowMs)
  const planned = plan.burst
  if (planned !== null && planned.startMs <= nowMs) return whileRunning(plan, planned, winner, nowMs)
  const cancel = planned !== null
  if (winner === null) return { ...NOTHING, plan: { ...plan, burst: null }, cancel }
  const next = plannedFrom(winner, wanted, nextStartMs(plan, winner, wanted, nowMs))
  if (planned !== null && tellsSame(planned, next)) return { ...NOTHING, plan }
  return { ...NOTHING, plan: { ...plan, burst: next }, cancel, start: next }
}

/** Whether a burst ahead tells of the same and would begin no later. */
function tellsSame(ahead: PlannedBurst, next: PlannedBurst): boolean {
  return (
    ahead.priority === next.priority &&
    ahead.cause === next.cause &&
    ahead.louder === next.louder &&
    ahead.ids.length === next.ids.length &&
    ahead.ids.every((id, index) => id === next.ids[index]) &&
    ahead.startMs <= next.startMs
  )
}
