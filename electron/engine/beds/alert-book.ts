import type { Alert, Priority } from '../../../drivers/model/measurement.ts'
import type { AlarmCondition } from '../../ipc/alarms.ts'

const RANK: Readonly<Record<Priority, number>> = { high: 0, medium: 1, low: 2 }

/** An alarm of the monitor as a condition: in its own words, and the same one for as long as they are the same. */
export function bedsideCondition(
  bed: string,
  { kind, priority, text }: Alert,
  sinceUtcMs: number,
): AlarmCondition {
  return { id: `${bed}/bedside/${kind} ${text}`, source: 'bedside', kind, priority, text, sinceUtcMs }
}

/** The bedside monitor's own alarms that are in force, in its own words. */
export class AlertBook {
  readonly #bed: string
  readonly #inForce = new Map<string, AlarmCondition>()

  constructor(bed: string) {
    this.#bed = bed
  }

  take(alert: Alert, atUtcMs: number): void {
    const condition = bedsideCondition(this.#bed, alert, atUtcMs)
    const known = this.#inForce.get(condition.id)
    if (alert.phase === 'end') {
      this.#inForce.delete(condition.id)
    } else if (known === undefined || known.priority !== alert.priority) {
      this.#inForce.set(condition.id, condition)
    }
  }

  /** The decoder ends: nothing is known of these alarms any more. */
  clear(): void {
    this.#inForce.clear()
  }

  /** Text of the first high physiological alarm in force, or null. */
  get highText(): string | null {
    for (const { priority, kind, text } of this.#inForce.values()) {
      if (priority === 'high' && kind === 'physiological') return text
    }
    return null
  }

  /** Highest priority first, then oldest first. */
  conditions(): AlarmCondition[] {
    return [...this.#inForce.values()].sort(
      (a, b) => RANK[a.priority] - RANK[b.priority] || a.sinceUtcMs - b.sinceUtcMs,
    )
  }
}
