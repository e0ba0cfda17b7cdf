import type { LaneView, QueuedView } from '../../ipc/outbox.ts'
import type { Destination } from '../config/schema.ts'
import type { OutboxRow } from '../store/tables/outbox.ts'
import type { Lane } from './lane.ts'
import { untriedReason } from './words.ts'

/** What a view of one destination's queue is made of. */
export interface LaneFacts {
  readonly name: string
  readonly destination: Destination | null
  readonly lane: Lane
  readonly problem: string
}

/** The queue of one destination. In: how a monotonic time reads in UTC. */
export function laneView(
  { name, destination, lane, problem }: LaneFacts,
  utcOf: (atMs: number) => number,
): LaneView {
  const rows = lane.rows()
  const waiting = rows.filter(({ state }) => state === 'waiting')
  const nextMs = destination === null || lane.isSending ? null : lane.nextMs()
  return {
    destination: name,
    waiting: waiting.length,
    oldestUtcMs: waiting[0]?.queuedUtcMs ?? null,
    nextTryUtcMs: nextMs === null ? null : utcOf(nextMs),
    isPaused: lane.isPaused,
    identity: rows.filter(({ state }) => state === 'identity').length,
    attention: rows.filter(({ state }) => state === 'attention' || state === 'rejected').length,
    problem,
    isGone: destination === null,
  }
}

/** A row as the screen lists it. */
export function queuedView({ key: _key, subject: _subject, ...row }: OutboxRow): QueuedView {
  return row.reason === '' ? { ...row, reason: untriedReason(row) } : row
}
