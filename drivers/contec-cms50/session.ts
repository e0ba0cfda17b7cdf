import { HID_COMMAND, SESSION, V7_COMMAND } from './codes.ts'
import type { Wire } from './options.ts'

/** What a wire needs to begin and to go on (sections B and C); the old stream needs nothing. */
interface Script {
  readonly start: readonly Uint8Array[]
  readonly keepAlive: Uint8Array
}

/** A V7.0 host command of nine bytes. In: its code. */
export function v7Command(code: number): Uint8Array {
  return Uint8Array.of(...V7_COMMAND.head, code, ...V7_COMMAND.tail)
}

const SCRIPTS: Readonly<Record<Wire, Script | null>> = {
  old: null,
  v7: {
    start: [V7_COMMAND.stopStored, V7_COMMAND.stop, V7_COMMAND.start].map(v7Command),
    keepAlive: v7Command(V7_COMMAND.keepAlive),
  },
  hid: {
    start: [Uint8Array.from(HID_COMMAND.startPleth), Uint8Array.from(HID_COMMAND.startNumbers)],
    keepAlive: Uint8Array.from(HID_COMMAND.ping),
  },
}

/**
 * Starts the live data and keeps it alive. One command at a time; without live
 * data a second later it begins again, five times quickly, then every 5 s.
 */
export class Session {
  readonly #script: Script | null
  readonly #send: (bytes: Uint8Array) => void
  #next = 0
  #tries = 0
  #sentMs = Number.NEGATIVE_INFINITY
  #heardMs = Number.NEGATIVE_INFINITY

  constructor(wire: Wire, send: (bytes: Uint8Array) => void) {
    this.#script = SCRIPTS[wire]
    this.#send = send
  }

  /** Live data came. */
  heard(atMs: number): void {
    this.#heardMs = atMs
    this.#tries = 0
    this.#next = this.#script?.start.length ?? 0
  }

  tick(atMs: number): void {
    const script = this.#script
    if (script === null) return
    const isLive = atMs - this.#heardMs < SESSION.retryMs
    if (isLive) {
      if (atMs - this.#sentMs >= SESSION.keepAliveMs) this.#say(script.keepAlive, atMs)
      return
    }
    const sinceSent = atMs - this.#sentMs
    if (this.#next >= script.start.length) {
      if (sinceSent < (this.#tries > SESSION.quickTries ? SESSION.slowRetryMs : SESSION.retryMs)) return
      this.#next = 0
      this.#tries++
    }
    const command = script.start[this.#next]
    if (command === undefined || sinceSent < SESSION.spacingMs) return
    this.#next++
    this.#say(command, atMs)
  }

  #say(command: Uint8Array, atMs: number): void {
    this.#sentMs = atMs
    this.#send(command)
  }
}
