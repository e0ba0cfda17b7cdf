import { TICKS_PER_MS } from './codes.ts'

/**
 * The monitor's wall clock: it says once what its tick counter reads at what time
 * of day, and afterwards stamps everything with the counter, which wraps after six days.
 */
export class DeviceClock {
  #wallMs: number | null = null
  #ticks = 0

  /** The monitor said that its counter read `ticks` at `wallMs`, its clock read as UTC. */
  set(wallMs: number, ticks: number): void {
    this.#wallMs = wallMs
    this.#ticks = ticks
  }

  /** The wall clock at a counter reading, milliseconds; null until the monitor has told it. */
  msAt(ticks: number): number | null {
    if (this.#wallMs === null) return null
    const sinceTicks = (ticks - this.#ticks) | 0
    const wallMs = this.#wallMs + sinceTicks / TICKS_PER_MS
    // Moving along keeps the difference far from the wrap.
    if (sinceTicks > 0) this.set(wallMs, ticks)
    return wallMs
  }

  reset(): void {
    this.#wallMs = null
  }
}
