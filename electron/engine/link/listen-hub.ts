import type { ListenerView } from '../../ipc/views.ts'
import type { Clock } from '../clock.ts'
import type { Timers } from '../timers.ts'
import type { ListenMember } from './listen-member.ts'
import { Listener } from './listen-server.ts'
import type { ListenSpec } from './listen-spec.ts'

function keyOf({ host, port, tls }: ListenSpec): string {
  return JSON.stringify([host, port, tls?.cert, tls?.key, tls?.ca])
}

/** The listeners of this PC: one for each port that a bed's link names, none otherwise. */
export class ListenHub {
  readonly #clock: Clock
  readonly #timers: Timers
  readonly #listeners = new Map<string, Listener>()

  constructor(clock: Clock, timers: Timers) {
    this.#clock = clock
    this.#timers = timers
  }

  /** The listener of a link, with this bed among its members; made if it is the first. Opens nothing. */
  hold(spec: ListenSpec, member: ListenMember): Listener {
    const key = keyOf(spec)
    const listener = this.#listeners.get(key) ?? new Listener(spec, this.#clock, this.#timers)
    this.#listeners.set(key, listener)
    listener.hold(member)
    return listener
  }

  /** The bed needs it no more; the last one closes the port. */
  release(spec: ListenSpec, member: ListenMember): void {
    const key = keyOf(spec)
    const listener = this.#listeners.get(key)
    listener?.release(member)
    if (listener?.isUnused) this.#listeners.delete(key)
  }

  /** Takes an entry off the list of one listener; false if there is no such listener. */
  dismiss(address: string, refusal: number): boolean {
    const listeners = [...this.#listeners.values()].filter((one) => one.view().address === address)
    for (const listener of listeners) listener.dismiss(refusal)
    return listeners.length > 0
  }

  views(): ListenerView[] {
    return [...this.#listeners.values()].map((listener) => listener.view())
  }
}
