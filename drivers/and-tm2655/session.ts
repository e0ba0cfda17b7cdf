import { EVERY_MS, QUESTION } from './codes.ts'

const LONG_AGO = Number.NEGATIVE_INFINITY

/** Asks for the last reading every two seconds; it starts no cuff. */
export class Session {
  readonly #send: (bytes: Uint8Array) => void
  #askedMs = LONG_AGO

  constructor(send: (bytes: Uint8Array) => void) {
    this.#send = send
  }

  tick(atMs: number): void {
    if (atMs - this.#askedMs < EVERY_MS) return
    this.#askedMs = atMs
    this.#send(Uint8Array.from(QUESTION))
  }

  end(): void {
    this.#askedMs = LONG_AGO
  }
}
