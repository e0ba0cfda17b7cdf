import { VigilError } from '../../../ipc/contract.ts'
import type { StoreView } from '../../../ipc/views.ts'
import type { GapCause } from '../types.ts'

/** A second that waits this long for its commit means the disk is behind. */
const BEHIND_AFTER_MS = 5_000
/** Seconds kept in memory for a stalled disk; after that waves are dropped, numerics are not. */
const MOST_SECONDS_WAITING = 120
/** How often waves are tried again on a disk that refused them. */
const TRY_WAVES_EVERY_MS = 10_000
const MS_PER_S = 1000

const NUMBERS_GO_ON = 'Numbers, alarms and the audit go on as long as any room is left.'

interface Refusal {
  readonly cause: GapCause
  /** Whether the last second was refused as a whole, or only its waves. */
  readonly isWhole: boolean
  readonly detail: string
}

export interface StoreHealth {
  readonly state: Exclude<StoreView['state'], 'opening'>
  readonly sentence: string | null
}

/** Watches the answers of the store: what the screen says, and whether waves may be sent now. */
export class HealthBook {
  readonly #waitingSinceMs: number[] = []
  #refusal: Refusal | null = null
  #nextTryMs = 0

  /** A second was sent at `nowMs`. */
  sent(nowMs: number): void {
    this.#waitingSinceMs.push(nowMs)
  }

  /** The oldest second was stored; `complete` when nothing had been left out of it. */
  stored(complete: boolean): void {
    this.#waitingSinceMs.shift()
    if (complete) this.#refusal = null
    else if (this.#refusal !== null) this.#refusal = { ...this.#refusal, isWhole: false }
  }

  /** The oldest second was stored, but the full disk left its waves out. */
  storedWithoutWaves(nowMs: number): void {
    this.#waitingSinceMs.shift()
    this.#nextTryMs = nowMs + TRY_WAVES_EVERY_MS
    const detail = 'The disk is full: free some space.'
    this.#refusal = { cause: 'diskFull', isWhole: false, detail }
  }

  /** The oldest second was refused; out: the cause for the gap ledger. */
  refused(error: unknown, nowMs: number): GapCause {
    this.#waitingSinceMs.shift()
    this.#nextTryMs = nowMs + TRY_WAVES_EVERY_MS
    const full = error instanceof VigilError && error.code === 'diskFull'
    const cause = full ? 'diskFull' : 'storeBehind'
    const detail = error instanceof Error ? error.message : 'The record cannot be written.'
    this.#refusal = { cause, isWhole: true, detail }
    return cause
  }

  /** Why waves are not to be sent now, or null if they may. */
  wavesBlockedBy(nowMs: number): GapCause | null {
    if (this.#waitingSinceMs.length >= MOST_SECONDS_WAITING) return 'storeBehind'
    if (this.#refusal !== null && nowMs < this.#nextTryMs) return this.#refusal.cause
    return null
  }

  /** The state for the screen. */
  health(nowMs: number): StoreHealth {
    if (this.#refusal !== null) return refusedHealth(this.#refusal)
    const [oldest] = this.#waitingSinceMs
    if (oldest !== undefined && nowMs - oldest > BEHIND_AFTER_MS) {
      const seconds = Math.round((nowMs - oldest) / MS_PER_S)
      return { state: 'behind', sentence: `Storage is behind by ${seconds} s: the disk is slow.` }
    }
    return { state: 'recording', sentence: null }
  }
}

function refusedHealth({ isWhole, detail }: Refusal): StoreHealth {
  if (isWhole) return { state: 'stopped', sentence: `Nothing is recorded. ${detail}` }
  return { state: 'numbersOnly', sentence: `Waves are not recorded. ${detail} ${NUMBERS_GO_ON}` }
}
