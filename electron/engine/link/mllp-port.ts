import type { Duplex } from 'node:stream'
import type { Clock } from '../clock.ts'
import type { Cancel, Timers } from '../timers.ts'
import { ListenConnection } from './listen-connection.ts'
import { Door } from './listen-door.ts'
import { listenProblem } from './listen-errors.ts'
import { isAllowed } from './listen-senders.ts'
import { addressText, type ListenSpec } from './listen-spec.ts'
import { createTlsServer } from './listen-tls.ts'

/** A port that cannot be opened is tried again. */
const AGAIN_AFTER_MS = 10_000
/** A connection on which nothing comes for so long is ended (INTEROP 1.9): its sender connects again, or is gone and never said so. */
const IDLE_MS = 300_000

/** What the port tells. */
export interface MllpPortEvents {
  /** One whole message without its MLLP bytes. Out: the frames that answer it. Never rejects. */
  take(message: Uint8Array): Promise<readonly Uint8Array[]>
  /** Why it is not open, one sentence; empty: it is. */
  onState(problem: string): void
}

/** A port that takes HL7 messages over MLLP. Messages of a connection are taken one after the other. */
export class MllpPort {
  readonly #spec: ListenSpec
  readonly #clock: Clock
  readonly #timers: Timers
  readonly #events: MllpPortEvents
  readonly #connections = new Set<ListenConnection>()
  #door: Door | null = null
  #again: Cancel = () => undefined
  #isClosed = false

  constructor(spec: ListenSpec, clock: Clock, timers: Timers, events: MllpPortEvents) {
    this.#spec = spec
    this.#clock = clock
    this.#timers = timers
    this.#events = events
  }

  async open(): Promise<void> {
    const { host, port, tls, senders } = this.#spec
    const made =
      tls === null ? null : await createTlsServer(tls, this.#clock.utcMs(this.#clock.monotonicMs()))
    if (this.#isClosed) return
    if (made !== null && 'sentence' in made) {
      this.#failed(made.sentence)
      return
    }
    this.#door = new Door(host, port, made?.server ?? null, {
      isAllowed: (address) => isAllowed(address, senders),
      onStream: (stream, address) => this.#admit(stream, address),
      // Who is turned away hears so by a closed connection.
      onRefused: () => undefined,
      onListening: () => this.#events.onState(''),
      onFailed: (error) => this.#failed(listenProblem(error, addressText(host, port)).sentence),
    })
  }

  #failed(sentence: string): void {
    this.#events.onState(sentence)
    this.#again = this.#timers.after(AGAIN_AFTER_MS, () => void this.open())
  }

  #admit(stream: Duplex, address: string): void {
    let turn: Promise<void> = Promise.resolve()
    const connection = new ListenConnection(stream, address, this.#clock, this.#timers, {
      onMessage: (message) => {
        turn = turn.then(async () => {
          for (const frame of await this.#events.take(message)) connection.write(frame)
        })
      },
      onBroken: () => undefined,
      onEnd: () => {
        stopIdle()
        this.#connections.delete(connection)
      },
    })
    this.#connections.add(connection)
    let stopIdle: Cancel = () => undefined
    const heard = () => {
      stopIdle()
      stopIdle = this.#timers.after(IDLE_MS, () => connection.close())
    }
    stream.on('data', heard)
    heard()
  }

  close(): void {
    this.#isClosed = true
    this.#again()
    this.#door?.close()
    for (const connection of [...this.#connections]) connection.close()
  }
}
