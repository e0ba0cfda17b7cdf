import { COMMANDS, ON, SESSION } from './codes.ts'
import { commandOf } from './frame.ts'

interface Stream {
  readonly command: Uint8Array
  readonly brings: readonly number[]
  askedMs: number
  heardMs: number
  tries: number
}

/**
 * Switches the board's data on, one stream at a time, and again when a stream
 * stays away: the board forgets when it loses power. It starts no cuff, changes no
 * gain or filter and calibrates nothing.
 */
export class Session {
  readonly #send: (bytes: Uint8Array) => void
  readonly #streams: readonly Stream[] = COMMANDS.map(({ id, brings }) => ({
    command: commandOf(id, ON),
    brings,
    askedMs: Number.NEGATIVE_INFINITY,
    heardMs: Number.NEGATIVE_INFINITY,
    tries: 0,
  }))
  #sentMs = Number.NEGATIVE_INFINITY

  constructor(send: (bytes: Uint8Array) => void) {
    this.#send = send
  }

  /** A packet of that id came. */
  heard(id: number, atMs: number): void {
    for (const stream of this.#streams) {
      if (!stream.brings.includes(id)) continue
      stream.heardMs = atMs
      stream.tries = 0
    }
  }

  tick(atMs: number): void {
    if (atMs - this.#sentMs < SESSION.spacingMs) return
    const stream = this.#streams.find((one) => {
      const wait = one.tries > SESSION.quickTries ? SESSION.slowRetryMs : SESSION.silenceMs
      return atMs - Math.max(one.askedMs, one.heardMs) >= wait
    })
    if (stream === undefined) return
    stream.askedMs = atMs
    stream.tries++
    this.#sentMs = atMs
    this.#send(stream.command)
  }
}
