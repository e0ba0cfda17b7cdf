import { COMMAND, SESSION } from './codes.ts'
import type { BitalinoOptions } from './options.ts'

const MS_PER_SECOND = 1000

/** Stop, rate and start (codes.ts, B). In: what the bed asks for. Out: one command each. */
export function commandsOf({ rateHz, ports }: BitalinoOptions): readonly number[] {
  const { stop, rate, start } = COMMAND
  const bits = 2 ** ports - 1
  return [stop, (rate.codes[rateHz] << rate.shift) | rate.mark, (bits << start.shift) | start.mark]
}

/** What a packet is worth. */
export type Verdict = 'shown' | 'proof' | 'strange'

/**
 * Stops the board, sets its rate and starts its ports, and again when it is silent. Nothing in a packet says a rate, so
 * the board is started only once it is quiet, and believed once it has sent for a while as often as it was told: a board
 * that heard nothing of this runs on as another program set it up.
 */
export class Session {
  readonly #send: (bytes: Uint8Array) => void
  readonly #commands: readonly number[]
  readonly #rateHz: number
  #next = 0
  #sentMs = Number.NEGATIVE_INFINITY
  #heardMs = Number.NEGATIVE_INFINITY
  #rounds = 0
  /** Packets since the start, and when the first of them came. */
  #packets = 0
  #firstMs = 0
  #isSetUp = false

  constructor(options: BitalinoOptions, send: (bytes: Uint8Array) => void) {
    this.#commands = commandsOf(options)
    this.#rateHz = Number(options.rateHz)
    this.#send = send
  }

  /** A packet came. Out: whether it may be shown, only shows how often the board sends, or is of a board set up by another. */
  heard(atMs: number): Verdict {
    this.#heardMs = atMs
    if (this.#next < this.#commands.length) return 'strange'
    if (!this.#isSetUp) return this.#prove(atMs)
    this.#rounds = 0
    return 'shown'
  }

  /** The line is given up: the board stops, which spares its battery. */
  leave(): void {
    this.#send(Uint8Array.of(COMMAND.stop))
  }

  tick(atMs: number): void {
    const command = this.#commands[this.#next]
    if (command === undefined) {
      const waitMs = this.#rounds > SESSION.quickTries ? SESSION.slowRetryMs : SESSION.silenceMs
      if (atMs - Math.max(this.#heardMs, this.#sentMs) >= waitMs) this.#begin()
      return
    }
    if (atMs - this.#sentMs < SESSION.spacingMs) return
    if (this.#next > 0 && atMs - this.#heardMs < SESSION.spacingMs) {
      if (atMs - this.#sentMs < SESSION.silenceMs) return
      // It still sends: it is told to stop once more.
      this.#begin()
    }
    this.#send(Uint8Array.of(this.#commands[this.#next] ?? COMMAND.stop))
    this.#next++
    this.#sentMs = atMs
    if (this.#next === this.#commands.length) this.#rounds++
  }

  /** One of the packets behind the start that show how often the board sends. */
  #prove(atMs: number): Verdict {
    if (this.#packets === 0) this.#firstMs = atMs
    this.#packets++
    const provenMs = atMs - this.#firstMs
    if (provenMs < SESSION.proofMs) return 'proof'
    const expected = (this.#rateHz * provenMs) / MS_PER_SECOND
    const isAsTold = this.#packets < expected * SESSION.offBy && this.#packets > expected / SESSION.offBy
    this.#isSetUp = isAsTold
    if (isAsTold) return 'shown'
    this.#begin()
    return 'strange'
  }

  #begin(): void {
    this.#next = 0
    this.#packets = 0
    this.#isSetUp = false
  }
}
