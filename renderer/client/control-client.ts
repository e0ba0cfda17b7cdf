import {
  type CommandName,
  type Commands,
  type EventName,
  type ToEngine,
  VigilError,
} from '../../electron/ipc/contract.ts'
import { readMessage } from './messages.ts'

interface Waiting {
  resolve(value: unknown): void
  reject(error: VigilError): void
}

/** Who hears what comes in. */
export interface ControlListener {
  /** Any message of the engine: it lives. */
  onAlive(): void
  onEvent(name: EventName, value: unknown): void
  /** The port has closed: the engine is gone. */
  onClosed(): void
}

/**
 * Typed calls and events over the control port. One port at a time: attaching
 * a new one (the engine was restarted) ends every call of the old one.
 */
export class ControlClient {
  readonly #listener: ControlListener
  readonly #waiting = new Map<number, Waiting>()
  readonly #lostSentence: string
  #port: MessagePort | null = null
  #sequence = 0

  /** In: who listens, and the sentence that unanswered calls fail with when the engine goes away. */
  constructor(listener: ControlListener, lostSentence: string) {
    this.#listener = listener
    this.#lostSentence = lostSentence
  }

  get attached(): boolean {
    return this.#port !== null
  }

  /** Starts to use a port; the one before it is closed. */
  attach(port: MessagePort): void {
    this.detach()
    this.#port = port
    port.onmessage = ({ data }) => {
      if (this.#port === port) this.#receive(data)
    }
    // Chromium and Node both tell when the other end has gone; older ones stay silent and the heartbeat finds out.
    port.addEventListener('close', () => {
      if (this.#port === port) {
        this.detach()
        this.#listener.onClosed()
      }
    })
    port.start()
  }

  /** Lets go of the port; calls without an answer fail with one sentence. Safe to call twice. */
  detach(): void {
    const port = this.#port
    this.#port = null
    if (port !== null) port.close()
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const call of waiting) call.reject(new VigilError('internal', this.#lostSentence))
  }

  /** Sends one command. Out: its reply; rejects with VigilError when refused or when the engine goes away. */
  call<N extends CommandName>(name: N, request: Commands[N]['request']): Promise<Commands[N]['reply']> {
    const port = this.#port
    if (port === null) return Promise.reject(new VigilError('internal', this.#lostSentence))
    this.#sequence += 1
    const seq = this.#sequence
    return new Promise((resolve, reject) => {
      // The contract ties the reply type to the command name; the engine checks both.
      this.#waiting.set(seq, { resolve: (value) => resolve(value as Commands[N]['reply']), reject })
      this.#send(port, { type: 'command', seq, name, request })
    })
  }

  #send(port: MessagePort, message: ToEngine): void {
    port.postMessage(message)
  }

  #receive(data: unknown): void {
    const message = readMessage(data)
    if (message === null) return
    this.#listener.onAlive()
    if (message.type === 'event') {
      this.#listener.onEvent(message.name, message.value)
      if (this.#port !== null) this.#send(this.#port, { type: 'ack', event: message.event })
      return
    }
    const call = this.#waiting.get(message.seq)
    if (call === undefined) return
    this.#waiting.delete(message.seq)
    if (message.ok) call.resolve(message.value)
    else call.reject(new VigilError(message.error.code, message.error.message))
  }
}
