/** `identity`: nobody is connected to the bed, so it waits; `attention`, `rejected`: it goes no further by itself. */
export type QueuedState = 'waiting' | 'identity' | 'attention' | 'rejected'

/** One message that has not been delivered. Times UTC ms. Holds nothing of a patient but the bed. */
export interface QueuedView {
  readonly seq: number
  readonly destination: string
  readonly kind: 'shift' | 'document' | 'vitals' | 'single' | 'takeBack' | 'waves'
  readonly bed: string
  readonly fromUtcMs: number
  readonly toUtcMs: number
  readonly queuedUtcMs: number
  readonly state: QueuedState
  readonly attempts: number
  /** Why it has not gone, one sentence; empty before the first try. */
  readonly reason: string
}

/** What is queued for one destination, or for one that the config no longer has. */
export interface LaneView {
  readonly destination: string
  readonly waiting: number
  /** Of those that wait, null where none does. */
  readonly oldestUtcMs: number | null
  /** Null while nothing waits, it is paused, or a message is under way. */
  readonly nextTryUtcMs: number | null
  readonly isPaused: boolean
  readonly identity: number
  /** Messages that go no further by themselves: somebody must look. */
  readonly attention: number
  /** What the last try said, one sentence; empty where it was delivered or there was none. */
  readonly problem: string
  /** Not in the config any more: what is queued for it waits until it is. */
  readonly isGone: boolean
}

/** The outbox as the screens show it. */
export interface OutboxView {
  readonly lanes: readonly LaneView[]
}

/** Rows that one answer lists; more are counted in the lanes. */
export const LISTED_ROWS = 200

/** What windows ask of the outbox. */
export interface OutboxCommands {
  /** What is queued and not delivered: those that need attention first, at most LISTED_ROWS. */
  'outbox.list': { request: Record<string, never>; reply: { rows: readonly QueuedView[] } }
  /** Sends again what a receiver refused or rejected. Somebody must be signed in. */
  'outbox.replay': { request: { seqs: readonly number[] }; reply: Record<string, never> }
  /** Removes messages that were never delivered. Somebody must be signed in. */
  'outbox.discard': { request: { seqs: readonly number[] }; reply: Record<string, never> }
  /** Stops sending to a destination, or goes on. What is queued is kept. Somebody must be signed in. */
  'outbox.pause': { request: { destination: string; isPaused: boolean }; reply: Record<string, never> }
}
