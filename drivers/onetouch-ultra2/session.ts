import { QUESTION, TIME } from './codes.ts'

const LONG_AGO = Number.NEGATIVE_INFINITY

/** Asks for the memory of the meter again and again, never while an answer still comes. */
export class Session {
  readonly #send: (bytes: Uint8Array) => void
  readonly #everyMs: number
  #askedMs = LONG_AGO
  #heardMs = LONG_AGO

  constructor(send: (bytes: Uint8Array) => void, everyMs: number) {
    this.#send = send
    this.#everyMs = everyMs
  }

  heard(atMs: number): void {
    this.#heardMs = atMs
  }

  tick(atMs: number): void {
    if (atMs - this.#askedMs < this.#everyMs || atMs - this.#heardMs < TIME.lineWaits) return
    this.#askedMs = atMs
    this.#send(Uint8Array.from(QUESTION))
  }

  end(): void {
    this.#askedMs = LONG_AGO
    this.#heardMs = LONG_AGO
  }
}
