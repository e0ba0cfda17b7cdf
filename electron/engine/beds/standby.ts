import type { StandbyView } from '../../ipc/patient.ts'

/** Sensors come off one after the other: without any number for so long nobody is measured any more. */
const QUIET_MS = 10_000
/** A monitor that goes on measuring for so long after its patient has left measures somebody. */
const LONGEST_LEAVING_MS = 15 * 60_000

/**
 * A bed whose patient was discharged or moved away. While its monitor still brings numbers they are shown as ever.
 * Once they have ended the bed stands by: its line raises no alarm. The first number after that ends it: nobody who is
 * measured is hidden.
 */
export class Standby {
  #sinceUtcMs: number | null = null
  #isOn = false
  #begunMs = 0
  #measuredMs = Number.NEGATIVE_INFINITY

  /** The bed was left at `sinceUtcMs`. `nowMs` is monotonic. */
  begin(sinceUtcMs: number, nowMs: number): void {
    this.#sinceUtcMs = sinceUtcMs
    this.#isOn = false
    this.#begunMs = nowMs
    this.#measuredMs = nowMs
  }

  /** Somebody lies in the bed. */
  end(): void {
    this.#sinceUtcMs = null
    this.#isOn = false
  }

  /**
   * Looks at the bed. In: whether its line stands and any of its numbers is current. Out: true once, when somebody is
   * measured again.
   */
  look(isMeasured: boolean, nowMs: number): boolean {
    if (this.#sinceUtcMs === null) return false
    if (isMeasured) {
      this.#measuredMs = nowMs
      if (!this.#isOn && nowMs - this.#begunMs <= LONGEST_LEAVING_MS) return false
      this.end()
      return true
    }
    if (nowMs - this.#measuredMs >= QUIET_MS) this.#isOn = true
    return false
  }

  /** The line is gone: whoever switched the monitor off has nobody in the bed. */
  lineLost(): void {
    this.#isOn = this.#sinceUtcMs !== null
  }

  /** Whether the bed was left and nobody is measured since, or only the sensors that come off: its line raises no alarm. */
  get isQuiet(): boolean {
    return this.#sinceUtcMs !== null
  }

  /** What the screens show; null while the bed is watched. */
  get view(): StandbyView | null {
    return this.#isOn && this.#sinceUtcMs !== null ? { sinceUtcMs: this.#sinceUtcMs } : null
  }
}
