import type { Alert, Priority } from '../../../drivers/model/measurement.ts'
import type { AlarmView } from '../../ipc/views.ts'

interface InForce {
  readonly id: string
  readonly alert: Alert
  readonly sinceUtcMs: number
}

const RANK: Readonly<Record<Priority, number>> = { high: 0, medium: 1, low: 2 }

/** The bedside monitor's own alarms that are in force, in its own words. */
export class AlertBook {
  readonly #bed: string
  readonly #inForce = new Map<string, InForce>()
  #count = 0

  constructor(bed: string) {
    this.#bed = bed
  }

  take(alert: Alert, atUtcMs: number): void {
    const key = `${alert.kind} ${alert.text}`
    const known = this.#inForce.get(key)
    if (alert.phase === 'end') {
      this.#inForce.delete(key)
    } else if (known === undefined || known.alert.priority !== alert.priority) {
      const id = `${this.#bed}/bedside/${++this.#count}`
      this.#inForce.set(key, { id, alert, sinceUtcMs: atUtcMs })
    }
  }

  /** The decoder ends: nothing is known of these alarms any more. */
  clear(): void {
    this.#inForce.clear()
  }

  /** Text of the first high physiological alarm in force, or null. */
  get highText(): string | null {
    for (const { alert } of this.#inForce.values()) {
      if (alert.priority === 'high' && alert.kind === 'physiological') return alert.text
    }
    return null
  }

  /** Highest priority first, then oldest first. */
  views(): AlarmView[] {
    const sorted = [...this.#inForce.values()].sort(
      (a, b) => RANK[a.alert.priority] - RANK[b.alert.priority] || a.sinceUtcMs - b.sinceUtcMs,
    )
    return sorted.map(({ id, alert: { kind, priority, text }, sinceUtcMs }) => ({
      id,
      source: 'bedside',
      kind,
      priority,
      text,
      sinceUtcMs,
    }))
  }
}
