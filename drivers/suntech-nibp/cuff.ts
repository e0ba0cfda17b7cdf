import type { CuffOutcome, CuffPhase, CuffState } from '../model/act.ts'
import { CUFF_TIME, INFLATED_MMHG, WORD } from './codes.ts'

/** A start of ours that has not ended. */
interface Own {
  readonly startedMs: number
  readonly wasInflated: boolean
}

/**
 * What the cuff does, folded from pressures, words and the clicks of people. It counts as in use for as long as there is
 * doubt: a stop that is offered in vain costs nothing.
 */
export class Cuff {
  #isKnown = false
  #isUp = false
  #own: Own | null = null
  #stopMs: number | null = null
  /** Since when the pressure is at rest, as heard after the last click; null: it is not, or nothing was heard. */
  #restMs: number | null = null
  #outcome: CuffOutcome | null = null
  #nowMs = 0

  /** The module has said what is in the cuff. */
  get isKnown(): boolean {
    return this.#isKnown
  }

  get isInUse(): boolean {
    return this.#own !== null || this.#isUp || this.#stopMs !== null
  }

  get state(): CuffState {
    return { phase: this.#phase, outcome: this.#outcome }
  }

  get #phase(): CuffPhase {
    if (this.#stopMs !== null) {
      return this.#nowMs - this.#stopMs < CUFF_TIME.stop ? 'stopping' : 'stopFailed'
    }
    if (this.#own !== null && !this.#own.wasInflated) return 'starting'
    if (this.isInUse) return 'measuring'
    return this.#isKnown ? 'idle' : 'unknown'
  }

  /** A start was sent. */
  started(atMs: number): void {
    this.#nowMs = atMs
    this.#own = { startedMs: atMs, wasInflated: false }
    this.#restMs = null
    this.#outcome = null
  }

  /** A stop was sent. */
  stopped(atMs: number): void {
    this.#nowMs = atMs
    this.#stopMs ??= atMs
    this.#restMs = null
    this.#outcome = null
  }

  pressure(mmHg: number, atMs: number): void {
    this.#isKnown = true
    this.#isUp = mmHg >= INFLATED_MMHG
    if (!this.#isUp) {
      this.#restMs ??= atMs
      return
    }
    this.#restMs = null
    if (this.#own !== null) this.#own = { ...this.#own, wasInflated: true }
  }

  /** One letter of the module. Before the cuff was inflated "done" is of something else. */
  word(word: number): void {
    if (word === WORD.aborted && (this.#own !== null || this.#stopMs !== null)) this.#end('aborted')
    if (this.#own === null) return
    if (word === WORD.done && this.#own.wasInflated) this.#end('done')
    if (word === WORD.busy && !this.#own.wasInflated) this.#end('busy')
    if (word === WORD.error) this.#end('error')
  }

  tick(atMs: number): void {
    this.#nowMs = atMs
    const restedMs = this.#restMs === null ? 0 : atMs - this.#restMs
    if (this.#stopMs !== null && restedMs >= CUFF_TIME.rest) {
      if (this.#own !== null) this.#end('aborted')
      this.#stopMs = null
    }
    if (this.#own === null || this.#restMs === null) return
    // Its last word was lost.
    if (this.#own.wasInflated && restedMs >= CUFF_TIME.rest) this.#end(null)
    else if (!this.#own.wasInflated && atMs - this.#own.startedMs >= CUFF_TIME.answer) this.#end('noAnswer')
  }

  /** The line is gone. */
  end(): void {
    this.#isKnown = false
    this.#isUp = false
    this.#own = null
    this.#stopMs = null
    this.#restMs = null
    this.#outcome = null
  }

  #end(outcome: CuffOutcome | null): void {
    this.#own = null
    this.#outcome = outcome
  }
}
