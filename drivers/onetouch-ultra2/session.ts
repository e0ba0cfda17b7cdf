import { QUESTION, TIME } from './codes.ts'

const LONG_AGO = Number.NEGATIVE_INFINITY

/** Asks for the clock and then the memory of the meter again and again, never while an answer still comes. */
export class Session {
  readonly #send: (bytes: Uint8Array) => void
  readonly #everyMs: number
  #askedMs = LONG_AGO
  #heardMs = LONG_AGO
  #waitsForClock = false
  #clockIsHeard = false

  constructor(send: (bytes: Uint8Array) => void, everyMs: number) {
    this.#send = send
    this.#everyMs = everyMs
  }

  heard(atMs: number): void {
    this.#heardMs = atMs
  }

  /** The meter said what its clock shows. */
  clockHeard(): void {
    this.#clockIsHeard = true
  }

  tick(atMs: number): void {
    if (this.#waitsForClock) {
      if (!this.#clockIsHeard && atMs - this.#askedMs < TIME.clockWaits) return
      this.#waitsForClock = false
      this.#send(Uint8Array.from(QUESTION.memory))
      return
    }
    if (atMs - this.#askedMs < this.#everyMs || atMs - this.#heardMs < TIME.lineWaits) return
    this.#askedMs = atMs
    this.#waitsForClock = true
    this.#clockIsHeard = false
    this.#send(Uint8Array.from(QUESTION.clock))
  }

  end(): void {
    this.#askedMs = LONG_AGO
    this.#heardMs = LONG_AGO
    this.#waitsForClock = false
  }
}
