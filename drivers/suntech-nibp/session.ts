import { QUESTION, TIME } from './codes.ts'

const LONG_AGO = Number.NEGATIVE_INFINITY

/**
 * Asks for the pressure of the cuff, and for the result now and then. By itself it starts, stops and sets nothing.
 */
export class Session {
  readonly #send: (bytes: Uint8Array) => void
  #sentMs = LONG_AGO
  #resultMs = LONG_AGO

  constructor(send: (bytes: Uint8Array) => void) {
    this.#send = send
  }

  /** The next question is for the result. */
  wantResult(): void {
    this.#resultMs = LONG_AGO
  }

  /** Sends a command of a person at once, ahead of any question, and once. */
  command(bytes: readonly number[], atMs: number): void {
    this.#sentMs = atMs
    this.#send(Uint8Array.from(bytes))
  }

  tick(atMs: number): void {
    if (atMs - this.#sentMs < TIME.between) return
    this.#sentMs = atMs
    const isResult = atMs - this.#resultMs >= TIME.result
    if (isResult) this.#resultMs = atMs
    this.#send(Uint8Array.from(isResult ? QUESTION.result : QUESTION.pressure))
  }

  end(): void {
    this.#sentMs = LONG_AGO
    this.#resultMs = LONG_AGO
  }
}
