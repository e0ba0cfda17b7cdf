import { ANSWER, COMMAND, SESSION } from './codes.ts'

/** The board keeps gains that another program chose until it is reset: only its defaults have a known scale. */
const STEPS: readonly string[] = [COMMAND.stop, COMMAND.reset, COMMAND.defaults, COMMAND.start]
/** Steps that wait for the text of an answer. */
const ANSWERED: ReadonlySet<string> = new Set([COMMAND.reset, COMMAND.defaults])

/**
 * Stops the board, resets it and its channels to their defaults and starts it, and again when it is silent. It is
 * started only where it answered the reset and was quiet from then on: otherwise it heard nothing of this, and may
 * run on as another program set it up.
 */
export class Session {
  readonly #send: (bytes: Uint8Array) => void
  #next = 0
  #sentMs = Number.NEGATIVE_INFINITY
  #heardMs = Number.NEGATIVE_INFINITY
  #waits = false
  /** The reset was answered, and no packet came since. */
  #isReset = false
  #rounds = 0
  #isSetUp = false

  constructor(send: (bytes: Uint8Array) => void) {
    this.#send = send
  }

  /** Whether the board runs as Vigil set it up: what came before may have had another gain. */
  get isSetUp(): boolean {
    return this.#isSetUp
  }

  /** A packet came. */
  heard(atMs: number): void {
    this.#heardMs = atMs
    this.#isReset = false
    if (this.#isSetUp) this.#rounds = 0
  }

  /** The text of an answer came. Out: whether it is that of the reset. */
  answered(text: string): boolean {
    if (ANSWER.dongle.test(text)) return false
    const isOfReset = this.#waits && STEPS[this.#next - 1] === COMMAND.reset
    if (isOfReset) this.#isReset = true
    this.#waits = false
    return isOfReset
  }

  /** The line is given up: the board stops, which spares its battery. */
  leave(): void {
    this.#send(bytesOf(COMMAND.stop))
  }

  tick(atMs: number): void {
    const command = STEPS[this.#next]
    if (command === undefined) {
      if (atMs - Math.max(this.#heardMs, this.#sentMs) >= this.#retryMs) this.#begin()
      return
    }
    const sinceSent = atMs - this.#sentMs
    if (sinceSent < SESSION.spacingMs || (this.#waits && sinceSent < SESSION.answerMs)) return
    const isBehindReset = this.#next > STEPS.indexOf(COMMAND.reset)
    if (isBehindReset && !this.#isReset) {
      if (sinceSent >= this.#retryMs) this.#begin()
      return
    }
    this.#next++
    this.#sentMs = atMs
    this.#waits = ANSWERED.has(command)
    if (this.#next === STEPS.length) {
      this.#isSetUp = true
      this.#rounds++
    }
    this.#send(bytesOf(command))
  }

  get #retryMs(): number {
    return this.#rounds > SESSION.quickTries ? SESSION.slowRetryMs : SESSION.silenceMs
  }

  #begin(): void {
    if (!this.#isSetUp) this.#rounds++
    this.#next = 0
    this.#waits = false
    this.#isReset = false
    this.#isSetUp = false
  }
}

function bytesOf(command: string): Uint8Array {
  return Uint8Array.from(command, (character) => character.charCodeAt(0))
}
