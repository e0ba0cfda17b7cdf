import type { Clock } from '../clock.ts'
import type { Cancel, Timers } from '../timers.ts'

interface Plan {
  dueMs: number
  readonly periodMs: number | null
  readonly action: () => void
}

/** A clock and timers that stand still until a test moves them. */
export class ManualTime implements Clock, Timers {
  #startUtcMs: number
  readonly #plans = new Set<Plan>()
  #nowMs = 0

  constructor(startUtcMs = Date.UTC(2026, 0, 1)) {
    this.#startUtcMs = startUtcMs
  }

  monotonicMs(): number {
    return this.#nowMs
  }

  utcMs(monotonicMs: number): number {
    return this.#startUtcMs + monotonicMs
  }

  /** Sets the wall clock; the monotonic one goes on. */
  setClock(byMs: number): void {
    this.#startUtcMs += byMs
  }

  /** The PC sleeps: both clocks move, nothing runs, and what was planned waits its whole time after it. */
  sleep(forMs: number): void {
    this.#nowMs += forMs
    for (const plan of this.#plans) plan.dueMs += forMs
  }

  after(delayMs: number, action: () => void): Cancel {
    return this.#plan({ dueMs: this.#nowMs + delayMs, periodMs: null, action })
  }

  every(periodMs: number, action: () => void): Cancel {
    return this.#plan({ dueMs: this.#nowMs + periodMs, periodMs, action })
  }

  /** Moves time on and runs what falls due on the way, in order. */
  advance(stepMs: number): void {
    const endMs = this.#nowMs + stepMs
    for (;;) {
      let next: Plan | undefined
      for (const plan of this.#plans) {
        if (plan.dueMs <= endMs && (next === undefined || plan.dueMs < next.dueMs)) next = plan
      }
      if (next === undefined) break
      this.#nowMs = Math.max(this.#nowMs, next.dueMs)
      if (next.periodMs === null) this.#plans.delete(next)
      else next.dueMs += next.periodMs
      next.action()
    }
    this.#nowMs = endMs
  }

  #plan(plan: Plan): Cancel {
    this.#plans.add(plan)
    return () => this.#plans.delete(plan)
  }
}
