import type { Attempt } from '../export/mllp-attempt.ts'
import type { OutboxRow } from '../store/tables/outbox.ts'

/** How a destination is served. */
export interface LaneSettings {
  /** At most so many messages a minute. */
  readonly maxPerMinute: number
  /** What is live never overtakes what is caught up of the same patient: what comes later stands in the place of what came before. */
  readonly keepsOrder?: boolean
}

/** What a row is now, after an attempt. */
export interface Verdict {
  readonly state: 'waiting' | 'delivered' | 'attention' | 'rejected'
  readonly attempts: number
}

/** INTEROP 1.10: so often is a message tried again that the receiver could not take (AE, CE). */
export const MOST_ATTEMPTS = 5
/** INTEROP 1.10: 1, 2, 4 ... 60 s, with a fifth of jitter either way. */
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000
const JITTER_SHARE = 0.2
/** What was queued this long ago at most is live; what is older is caught up beside it. */
export const LIVE_WITHIN_MS = 120_000
const MS_PER_MINUTE = 60_000
/** What may stand in the place of something sent before waits for all of its patient; nothing of them overtakes what takes back. */
const MAY_REPLACE: ReadonlySet<OutboxRow['kind']> = new Set(['single', 'takeBack'])

/** The pause before a try. In: how many went wrong in a row, from 1; chance, from 0 to 1. Out: ms. */
export function pauseMs(failures: number, random: number): number {
  const whole = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1))
  return whole * (1 + JITTER_SHARE * (2 * random - 1))
}

interface Entry {
  row: OutboxRow
  /** Not before, monotonic ms. */
  fromMs: number
  /** Tries without an answer in a row, and how many other messages had been answered at the first of them. */
  silences: number
  answeredBefore: number
}

/**
 * The queue of one destination: whose turn it is and what an attempt means. One message is in flight. Messages about one
 * person go in the order of queuing; while one of them is tried again, those behind it wait and other people's go on. What
 * is live takes every second turn beside what is caught up, each of the two in order; what may replace something keeps its place. Time and chance come from outside.
 */
export class Lane {
  readonly #random: () => number
  /** By number, which is the order of queuing. */
  readonly #entries = new Map<number, Entry>()
  #lastSeq = 0
  #inFlight: number | null = null
  #lastStartMs = Number.NEGATIVE_INFINITY
  #lastWasLive = false
  /** The destination as a whole is not tried before, monotonic ms. */
  #fromMs = Number.NEGATIVE_INFINITY
  #failures = 0
  #answered = 0
  isPaused = false
  settings: LaneSettings

  constructor(settings: LaneSettings, random: () => number) {
    this.settings = settings
    this.#random = random
  }

  /** Everything that is not delivered, in order. */
  rows(): OutboxRow[] {
    return [...this.#entries.values()].map(({ row }) => row)
  }

  /** Takes up a row, or what has become of one. */
  put(row: OutboxRow): void {
    const known = this.#entries.get(row.seq)
    if (known !== undefined) known.row = row
    else {
      this.#entries.set(row.seq, { row, fromMs: Number.NEGATIVE_INFINITY, silences: 0, answeredBefore: 0 })
      if (row.seq < this.#lastSeq) this.#sort()
      this.#lastSeq = Math.max(this.#lastSeq, row.seq)
    }
  }

  drop(seq: number): void {
    this.#entries.delete(seq)
  }

  /** A person asked for it: nothing waits for its pause any more. */
  tryNow(): void {
    this.#fromMs = Number.NEGATIVE_INFINITY
    for (const entry of this.#entries.values()) entry.fromMs = Number.NEGATIVE_INFINITY
  }

  /** Whose turn it is, if it is anybody's; it is then in flight until `ended`. In: monotonic ms, UTC ms. */
  next(nowMs: number, nowUtcMs: number): OutboxRow | null {
    if (this.#inFlight !== null || this.isPaused || nowMs < this.#earliestMs()) return null
    const { live, late } = this.#heads(nowMs, nowUtcMs)
    const chosen = this.#lastWasLive ? (late ?? live) : (live ?? late)
    if (chosen === null) return null
    this.#lastWasLive = chosen === live
    this.#inFlight = chosen.row.seq
    this.#lastStartMs = nowMs
    return chosen.row
  }

  #earliestMs(): number {
    return Math.max(this.#fromMs, this.#lastStartMs + MS_PER_MINUTE / this.settings.maxPerMinute)
  }

  /** The first of each stream that may go. */
  #heads(nowMs: number, nowUtcMs: number): { live: Entry | null; late: Entry | null } {
    const heads: { live: Entry | null; late: Entry | null } = { live: null, late: null }
    const late = new Set<number>()
    const seen = { live: this.settings.keepsOrder === true ? late : new Set<number>(), late }
    const takenBack = new Set<number>()
    for (const entry of this.#entries.values()) {
      const { state, subject, kind, queuedUtcMs } = entry.row
      if (state !== 'waiting') continue
      const stream = nowUtcMs - queuedUtcMs < LIVE_WITHIN_MS ? 'live' : 'late'
      const isBehind =
        seen[stream].has(subject) ||
        takenBack.has(subject) ||
        (MAY_REPLACE.has(kind) && (seen.live.has(subject) || seen.late.has(subject)))
      seen[stream].add(subject)
      if (kind === 'takeBack') takenBack.add(subject)
      if (isBehind) continue
      // Whoever was not answered before lets others go first: else one message that no receiver answers holds up all.
      if (entry.fromMs <= nowMs && entry.silences < (heads[stream]?.silences ?? Number.POSITIVE_INFINITY))
        heads[stream] = entry
      if (heads.live?.silences === 0 && heads.late?.silences === 0) break
    }
    return heads
  }

  /** What became of the message in flight. Out: what its row is now; null if it was dropped meanwhile. */
  ended(attempt: Pick<Attempt, 'end' | 'notBeforeMs'>, nowMs: number): Verdict | null {
    const entry = this.#entries.get(this.#inFlight ?? -1)
    this.#inFlight = null
    if (attempt.end === 'notConnected' || attempt.end === 'noReply') this.#silent(nowMs)
    else {
      this.#answered++
      this.#failures = 0
    }
    this.#fromMs = Math.max(this.#fromMs, nowMs + (attempt.notBeforeMs ?? 0))
    if (entry === undefined) return null
    const verdict = this.#judge(entry, attempt.end, nowMs)
    if (verdict.state === 'delivered') this.drop(entry.row.seq)
    else entry.row = { ...entry.row, state: verdict.state, attempts: verdict.attempts }
    return verdict
  }

  #silent(nowMs: number): void {
    this.#failures++
    this.#fromMs = nowMs + pauseMs(this.#failures, this.#random())
  }

  #judge(entry: Entry, end: Attempt['end'], nowMs: number): Verdict {
    const { attempts } = entry.row
    switch (end) {
      case 'delivered':
        return { state: 'delivered', attempts: attempts + 1 }
      case 'reject':
        return { state: 'rejected', attempts: attempts + 1 }
      case 'notConnected':
        return { state: 'waiting', attempts }
      case 'retry': {
        const tried = attempts + 1
        entry.fromMs = nowMs + pauseMs(tried, this.#random())
        return { state: tried >= MOST_ATTEMPTS ? 'attention' : 'waiting', attempts: tried }
      }
      case 'noReply': {
        if (entry.silences === 0) entry.answeredBefore = this.#answered
        entry.silences++
        entry.fromMs = nowMs + pauseMs(entry.silences, this.#random())
        // The destination answers others and never this one: it is the message. Else it is the line, and all wait.
        const isItself = entry.silences >= MOST_ATTEMPTS && this.#answered > entry.answeredBefore
        return { state: isItself ? 'attention' : 'waiting', attempts }
      }
    }
  }

  /** When the next message may go, monotonic ms: now or past if it may; null while nothing can. */
  nextMs(): number | null {
    if (this.isPaused) return null
    let least: number | null = null
    const seen = new Set<number>()
    for (const { row, fromMs } of this.#entries.values()) {
      if (row.state !== 'waiting' || seen.has(row.subject)) continue
      seen.add(row.subject)
      least = Math.min(least ?? fromMs, fromMs)
    }
    return least === null ? null : Math.max(least, this.#earliestMs())
  }

  /** The message in flight could not be tried, through no fault of the destination. */
  release(): void {
    this.#inFlight = null
  }

  get isSending(): boolean {
    return this.#inFlight !== null
  }

  /** The number of the message that is being sent; null: none is. */
  get inFlight(): number | null {
    return this.#inFlight
  }

  #sort(): void {
    const sorted = [...this.#entries].sort(([a], [b]) => a - b)
    this.#entries.clear()
    for (const [seq, entry] of sorted) this.#entries.set(seq, entry)
  }
}
