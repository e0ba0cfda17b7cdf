import { requestOf } from './answer.ts'
import { ASKED, TIME } from './codes.ts'

const LONG_AGO = Number.NEGATIVE_INFINITY

/** Asks for one number after the other, round after round; what is not answered is passed over. */
export class Session {
  readonly #send: (bytes: Uint8Array) => void
  #next = 0
  #roundMs = LONG_AGO
  #sentMs = LONG_AGO
  #isWaiting = false

  constructor(send: (bytes: Uint8Array) => void) {
    this.#send = send
  }

  /** An answer came, whatever it says. */
  heard(): void {
    this.#isWaiting = false
  }

  tick(atMs: number): void {
    const sinceMs = atMs - this.#sentMs
    if (sinceMs < (this.#isWaiting ? TIME.answer : TIME.between)) return
    if (this.#next === 0) {
      if (atMs - this.#roundMs < TIME.round) return
      this.#roundMs = atMs
    }
    this.#send(requestOf(ASKED[this.#next] ?? 0))
    this.#next = (this.#next + 1) % ASKED.length
    this.#sentMs = atMs
    this.#isWaiting = true
  }

  end(): void {
    this.#next = 0
    this.#isWaiting = false
  }
}
