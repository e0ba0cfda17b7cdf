/** The engine says `alive` every 250 ms; twelve missed in a row and it is hung (CLINICAL 1.6). */
const HUNG_AFTER_MS = 3_000
/** Looks this far apart mean that this process stood still too, most likely because the PC slept. */
const STOOD_STILL_MS = 2_000

/** When the engine was heard last. Times are monotonic milliseconds. */
export class Heartbeat {
  #heardMs: number
  #lookedMs: number

  constructor(nowMs: number) {
    this.#heardMs = nowMs
    this.#lookedMs = nowMs
  }

  heard(nowMs: number): void {
    this.#heardMs = nowMs
  }

  /** For how long nothing was heard. */
  silentMs(nowMs: number): number {
    return nowMs - this.#heardMs
  }

  /** Whether the engine hangs. Looked at twice a second; who slept through the beats cannot judge, and waits anew. */
  hangs(nowMs: number): boolean {
    if (nowMs - this.#lookedMs > STOOD_STILL_MS) this.#heardMs = nowMs
    this.#lookedMs = nowMs
    return nowMs - this.#heardMs >= HUNG_AFTER_MS
  }
}
