import type { BedBatch, Consumer } from '../bus.ts'
import type { Clock } from '../clock.ts'
import type { Ward } from '../ward.ts'
import { Comparison, type ComparisonFacts, type Moment } from './comparison.ts'

/** The comparisons that run, at most one a bed; forgotten when the engine ends. */
export class ComparisonDesk implements Consumer {
  readonly #clock: Clock
  readonly #ward: Pick<Ward, 'states'>
  readonly #running = new Map<string, Comparison>()

  constructor(clock: Clock, ward: Pick<Ward, 'states'>) {
    this.#clock = clock
    this.#ward = ward
  }

  /** Begins anew for a bed; what ran there is given up. */
  begin(facts: ComparisonFacts): Comparison {
    const comparison = new Comparison(facts)
    this.#running.set(facts.bed, comparison)
    return comparison
  }

  /** The one that runs on a bed; undefined if there is none. */
  of(bed: string): Comparison | undefined {
    return this.#running.get(bed)
  }

  end(bed: string): void {
    this.#running.delete(bed)
  }

  /** What a device of a bed sends now; nothing while its line is not live. */
  moment(bed: string, device: string): Moment {
    const monotonicMs = this.#clock.monotonicMs()
    const numerics = this.#ward.states.get(bed)?.numericsOf(device, monotonicMs) ?? []
    return { monotonicMs, utcMs: Math.round(this.#clock.utcMs(monotonicMs)), numerics }
  }

  onBatch({ bed, atMs, measurements }: BedBatch): void {
    const comparison = this.#running.get(bed)
    if (comparison === undefined) return
    for (const one of measurements) if (one.type === 'numeric') comparison.hear(one, atMs)
  }

  onLink(): void {
    // What a dead line leaves behind is told by the moment: it holds no numbers then.
  }
}
