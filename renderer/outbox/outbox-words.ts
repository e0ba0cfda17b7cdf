import type { LaneView, OutboxView, QueuedView } from '../../electron/ipc/outbox.ts'
import { clockTime, duration, sameDay, writtenDate } from '../words/times.ts'
import { words } from '../words/words.ts'

/** A time of today as `14:02`, an older one with its date. In: UTC ms. */
function when(utcMs: number, nowUtcMs: number): string {
  const time = clockTime(utcMs)
  return sameDay(utcMs, nowUtcMs) ? time : `${writtenDate(utcMs)} ${time}`
}

function sum(lanes: readonly LaneView[], of: (lane: LaneView) => number): number {
  return lanes.reduce((total, lane) => total + of(lane), 0)
}

function least(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : Math.min(...known)
}

/** When what waits goes on: `next try in 40 s`, `paused`, `sending`. */
function nextText(lanes: readonly LaneView[], nowUtcMs: number): string {
  const busy = lanes.filter(({ waiting }) => waiting > 0)
  if (busy.every(({ isGone }) => isGone)) return words('outbox.gone')
  if (busy.every(({ isPaused, isGone }) => isPaused || isGone)) return words('outbox.paused')
  const nextUtcMs = least(busy.map(({ nextTryUtcMs }) => nextTryUtcMs))
  if (nextUtcMs === null || nextUtcMs <= nowUtcMs) return words('outbox.sending')
  return words('outbox.nextTry', { time: duration(nextUtcMs - nowUtcMs) })
}

/** What is queued, in one line: `31 waiting, oldest 14:02, next try in 40 s`; null where nothing is. */
export function queueText(lanes: readonly LaneView[], nowUtcMs: number): string | null {
  const waiting = sum(lanes, (lane) => lane.waiting)
  const identity = sum(lanes, (lane) => lane.identity)
  const attention = sum(lanes, (lane) => lane.attention)
  const oldestUtcMs = least(lanes.map((lane) => lane.oldestUtcMs))
  const parts = [
    ...(attention > 0 ? [words('outbox.attention', { count: String(attention) })] : []),
    ...(waiting > 0 && oldestUtcMs !== null
      ? [
          words('outbox.waiting', { count: String(waiting), time: when(oldestUtcMs, nowUtcMs) }),
          nextText(lanes, nowUtcMs),
        ]
      : []),
    ...(identity > 0 ? [words('outbox.identity', { count: String(identity) })] : []),
  ]
  return parts.length === 0 ? null : parts.join(', ')
}

/** The bottom bar's Export field. In: how many destinations are set up, and what is queued. */
export function exportText(destinations: number, outbox: OutboxView | undefined, nowUtcMs: number): string {
  const queued = queueText(outbox?.lanes ?? [], nowUtcMs)
  if (queued !== null) return queued
  return destinations === 0
    ? words('status.exportOff')
    : words('status.exportTo', { count: String(destinations) })
}

/** Whether somebody must look at what is queued. */
export function needsAttention(outbox: OutboxView | undefined): boolean {
  return (outbox?.lanes ?? []).some(({ attention }) => attention > 0)
}

const WHAT = {
  shift: 'outbox.shift',
  vitals: 'outbox.vitals',
  single: 'outbox.vitals',
  document: 'outbox.document',
  takeBack: 'outbox.takeBack',
  waves: 'outbox.waves',
} as const

/** What a queued message is about, in one line. In: the bed's label. */
export function rowText({ kind, fromUtcMs, toUtcMs, destination }: QueuedView, label: string): string {
  const what = words(WHAT[kind], { bed: label })
  const from = `${writtenDate(fromUtcMs)} ${clockTime(fromUtcMs)}`
  return words('outbox.row', { what, from, to: when(toUtcMs, fromUtcMs), destination })
}

/** Whether it goes no further by itself. */
export function isStuck({ state }: QueuedView): boolean {
  return state === 'attention' || state === 'rejected'
}
