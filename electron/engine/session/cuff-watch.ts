import { type CuffState, isCuffInUse } from '../../../drivers/model/act.ts'

const LOST: CuffState = { phase: 'lost', outcome: null }

/** Keeps in mind that a line went while its cuff was in use, until the device says anew what the cuff does. */
export class CuffWatch {
  #isLost = false

  /** In: what the decoder says; null: no cuff may be started here; undefined: there is no decoder. */
  state(said: CuffState | null | undefined): CuffState | null {
    const isTold = said != null && said.phase !== 'unknown'
    return this.#isLost && !isTold ? LOST : (said ?? null)
  }

  /** The device has spoken. */
  heard(said: CuffState | null | undefined): void {
    if (said != null && said.phase !== 'unknown') this.#isLost = false
  }

  /** The decoder is given up. */
  lineLost(said: CuffState | null | undefined): void {
    if (said != null && isCuffInUse(said)) this.#isLost = true
  }
}
