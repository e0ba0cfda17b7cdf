import type { Alert, Priority } from '../../../drivers/model/measurement.ts'
import type { AlarmCondition } from '../../ipc/alarms.ts'
import { MONITOR } from '../bus.ts'

const RANK: Readonly<Record<Priority, number>> = { high: 0, medium: 1, low: 2 }

/** An alarm of the monitor as a condition: in its own words, behind the name of a further device, and the same one for as long as they are the same. */
export function bedsideCondition(
  bed: string,
  { kind, priority, text, device }: Alert,
  sinceUtcMs: number,
): AlarmCondition {
  const at = device === undefined ? '' : `@${device}`
  const said = device === undefined ? text : `${device}: ${text}`
  return {
    id: `${bed}/bedside${at}/${kind} ${text}`,
    source: 'bedside',
    kind,
    priority,
    text: said,
    sinceUtcMs,
  }
}

/** The device that raised a condition of `bedsideCondition`; MONITOR: the bed's monitor, or it is no such condition. */
export function deviceOfCondition(id: string): string {
  return /^[^/]*\/bedside@([^/]+)\//.exec(id)?.[1] ?? MONITOR
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
