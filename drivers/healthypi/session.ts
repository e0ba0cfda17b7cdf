import { SESSION, START_COMMAND } from './codes.ts'

/** Sends the start command while a board stays silent, quickly at first, then less often. */
export class Session {
  readonly #send: (bytes: Uint8Array) => void
  #askedMs = Number.NEGATIVE_INFINITY
  #heardMs = Number.NEGATIVE_INFINITY
  #tries = 0

  constructor(send: (bytes: Uint8Array) => void) {
    this.#send = send
  }

  heard(atMs: number): void {
    this.#heardMs = atMs
    this.#tries = 0
  }

  tick(atMs: number): void {
    const waitMs = this.#tries > SESSION.quickTries ? SESSION.slowRetryMs : SESSION.silenceMs
    if (atMs - Math.max(this.#askedMs, this.#heardMs) < waitMs) return
    this.#askedMs = atMs
    this.#tries++
    this.#send(Uint8Array.from(START_COMMAND))
  }
}
