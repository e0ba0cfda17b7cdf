import type { LinkCause, LinkPhase } from '../../ipc/views.ts'

/** What happens on a line, as far as its state is concerned. */
export type LineEvent =
  | { readonly type: 'opened'; readonly notes: readonly string[] }
  /** Bytes came; `goodFrames` of them held their check. */
  | { readonly type: 'bytes'; readonly goodFrames: number }
  /** The line is open and nobody is at its other end. */
  | { readonly type: 'waiting'; readonly cause: LinkCause }
  | { readonly type: 'closed'; readonly cause: LinkCause; readonly detail: string }
  /** The device that went away is there again. */
  | { readonly type: 'returned' }
  | { readonly type: 'tick' }

/** The state of one line. Times are monotonic ms. */
export interface LineState {
  readonly phase: LinkPhase
  readonly cause: LinkCause | null
  readonly sinceMs: number
  readonly retryAtMs: number | null
  readonly notes: readonly string[]
  /** Attempts in a row that brought no good frame. */
  readonly attempts: number
  /** The line is open (live, silent, waiting, or opening with the port already there). */
  readonly open: boolean
  readonly everLive: boolean
  readonly lastGoodMs: number
  readonly lastBytesMs: number
}

/** What the supervisor must do after an event. */
export type LineAction = 'open' | 'none'

export interface LineRules {
  /** Silence longer than this is a visible state. */
  readonly maxQuietMs: number
  /** 0 <= n < 1; spreads the attempts of many beds. */
  readonly random: () => number
}

/** Waiting times between attempts; the last one repeats. */
const BACK_OFF_MS: readonly number[] = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000]
/** Each wait is up to this part shorter. */
const JITTER = 0.2

/** The state before the first attempt, which is due at once. */
export function firstState(atMs: number): LineState {
  return {
    phase: 'opening',
    cause: null,
    sinceMs: atMs,
    retryAtMs: atMs,
    notes: [],
    attempts: 0,
    open: false,
    everLive: false,
    lastGoodMs: atMs,
    lastBytesMs: atMs,
  }
}

/** Waiting time before attempt number `attempts` + 1, at most 30 s. `random` gives 0 <= n < 1. */
export function backOffMs(attempts: number, random: () => number): number {
  const index = Math.min(Math.max(attempts - 1, 0), BACK_OFF_MS.length - 1)
  return (BACK_OFF_MS[index] ?? 0) * (1 - JITTER * random())
}

function enter(state: LineState, phase: LinkPhase, cause: LinkCause | null, atMs: number): LineState {
  const same = state.phase === phase && state.cause === cause
  return { ...state, phase, cause, sinceMs: same ? state.sinceMs : atMs }
}

function opening(state: LineState): LineState {
  // The picture stays as it is (unplugged, failed) until the attempt has succeeded: no flicker every few seconds.
  return { ...state, retryAtMs: null, attempts: state.attempts + 1 }
}

function closed(
  state: LineState,
  cause: LinkCause,
  detail: string,
  atMs: number,
  rules: LineRules,
): LineState {
  const lost = { ...state, open: false, notes: [detail] }
  if (cause === 'replayEnded') return { ...enter(lost, 'ended', cause, atMs), retryAtMs: null }
  // A port that was there and is not any more has been pulled, whatever the attempt to open it says.
  const pulled = cause === 'unplugged' || (cause === 'portMissing' && state.everLive)
  const retryAtMs = atMs + backOffMs(state.attempts, rules.random)
  const phase = pulled ? 'unplugged' : 'failed'
  return { ...enter(lost, phase, pulled ? 'unplugged' : cause, atMs), retryAtMs }
}

function quiet(state: LineState, atMs: number, rules: LineRules): LineState {
  // Who waits for a sender knows why it is quiet.
  if (!state.open || state.phase === 'waiting') return state
  if (atMs - state.lastGoodMs <= rules.maxQuietMs) return state
  const bytesCome = atMs - state.lastBytesMs <= rules.maxQuietMs
  return enter(state, 'silent', bytesCome ? 'noFrames' : 'silent', atMs)
}

function received(state: LineState, goodFrames: number, atMs: number): LineState {
  if (!state.open) return state
  if (goodFrames === 0) {
    const heard = state.phase === 'waiting' ? enter(state, 'silent', 'noFrames', atMs) : state
    return { ...heard, lastBytesMs: atMs }
  }
  const live = enter(state, 'live', null, atMs)
  return { ...live, lastBytesMs: atMs, lastGoodMs: atMs, everLive: true, attempts: 0 }
}

/**
 * Moves the state of a line. In: the state, what happened, monotonic ms. Out: the
 * new state and whether the line must be opened now. Every state that is not
 * live has a way back that needs no click, except the end of a recording.
 */
export function step(
  state: LineState,
  event: LineEvent,
  atMs: number,
  rules: LineRules,
): { readonly state: LineState; readonly action: LineAction } {
  switch (event.type) {
    case 'opened': {
      const next = { ...enter(state, 'opening', null, atMs), open: true, notes: event.notes }
      return { state: { ...next, lastGoodMs: atMs, lastBytesMs: atMs }, action: 'none' }
    }
    case 'bytes':
      return { state: received(state, event.goodFrames, atMs), action: 'none' }
    case 'waiting':
      return { state: state.open ? enter(state, 'waiting', event.cause, atMs) : state, action: 'none' }
    case 'closed':
      return { state: closed(state, event.cause, event.detail, atMs, rules), action: 'none' }
    case 'returned':
      return state.open ? { state, action: 'none' } : { state: opening(state), action: 'open' }
    case 'tick':
      if (!state.open && state.retryAtMs !== null && atMs >= state.retryAtMs) {
        return { state: opening(state), action: 'open' }
      }
      return { state: quiet(state, atMs, rules), action: 'none' }
  }
}
