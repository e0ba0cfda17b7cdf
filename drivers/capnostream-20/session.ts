import { COMMAND, TIME } from './codes.ts'
import { frameOf } from './frame.ts'

const LONG_AGO = Number.NEGATIVE_INFINITY

/**
 * The station's side of the wire: it enables the port, waits for the device's name, starts its data and says every few
 * seconds that it is there. Where nothing comes, it begins anew.
 */
export class Session {
  readonly #send: (bytes: Uint8Array) => void
  #heardMs = LONG_AGO
  #enabledMs = LONG_AGO
  #startMs: number | null = null
  #aliveMs = LONG_AGO
  #numbersMs = LONG_AGO

  constructor(send: (bytes: Uint8Array) => void) {
    this.#send = send
  }

  heard(atMs: number): void {
    this.#heardMs = atMs
  }

  /** The device has said its name: it is ready. */
  named(atMs: number): void {
    if (this.#startMs !== null) this.#startMs = atMs
  }

  numbers(atMs: number): void {
    this.#numbersMs = atMs
  }

  tick(atMs: number): void {
    const lastMs = Math.max(this.#heardMs, this.#enabledMs)
    if (atMs - lastMs >= TIME.silence) {
      this.#enabledMs = atMs
      this.#startMs = atMs + TIME.nameWaits
      this.#say(COMMAND.enable)
      return
    }
    if (this.#startMs !== null && atMs >= this.#startMs) {
      this.#startMs = null
      this.#aliveMs = atMs
      this.#numbersMs = atMs
      this.#say(COMMAND.start)
      this.#say(COMMAND.alive)
    } else if (this.#startMs === null && atMs - this.#aliveMs >= TIME.alive) {
      this.#aliveMs = atMs
      this.#say(COMMAND.alive)
    } else if (this.#startMs === null && atMs - this.#numbersMs >= TIME.numbers) {
      // How often numbers come by themselves is not said: where they stay away they are asked for.
      this.#numbersMs = atMs
      this.#say(COMMAND.numbersOnce)
    }
  }

  leave(): void {
    if (this.#enabledMs === LONG_AGO) return
    this.#say(COMMAND.stop)
    this.#say(COMMAND.disable)
  }

  end(): void {
    this.#heardMs = LONG_AGO
    this.#enabledMs = LONG_AGO
    this.#startMs = null
    this.#aliveMs = LONG_AGO
  }

  #say(command: number): void {
    this.#send(frameOf(command))
  }
}
