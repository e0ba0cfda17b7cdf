import type { EventName, Events, ToWindow } from '../../ipc/contract.ts'
import type { Port } from './port.ts'

/** A window that has not acknowledged an event for so long hangs. */
const HUNG_AFTER_MS = 10_000
/** More events than this are not piled up on a slow window: newer views replace older ones. */
const MOST_WAITING = 8

interface Sent {
  readonly event: number
  readonly atMs: number
}

/** What a window says on its control port, checked for shape. */
export type FromWindow =
  | { readonly type: 'command'; readonly seq: number; readonly name: string; readonly request: unknown }
  | { readonly type: 'ack'; readonly event: number }

/** Reads a message of a window; null if it is not one of ours. */
export function readFromWindow(value: unknown): FromWindow | null {
  if (typeof value !== 'object' || value === null || !('type' in value)) return null
  if (value.type === 'ack') {
    return 'event' in value && typeof value.event === 'number' ? { type: 'ack', event: value.event } : null
  }
  if (value.type !== 'command' || !('seq' in value) || !('name' in value)) return null
  if (typeof value.seq !== 'number' || typeof value.name !== 'string') return null
  return {
    type: 'command',
    seq: value.seq,
    name: value.name,
    request: 'request' in value ? value.request : {},
  }
}

/** Events and replies for one window. Nothing is dropped; a window that does not answer is reported. */
export class ControlOutlet {
  readonly #port: Port
  #unacknowledged: Sent[] = []
  #event = 0
  #hungReported = false

  constructor(port: Port) {
    this.#port = port
  }

  /** Whether newer views should wait so that the window can catch up. */
  get isFull(): boolean {
    return this.#unacknowledged.length >= MOST_WAITING
  }

  event<N extends EventName>(name: N, value: Events[N], nowMs: number): void {
    this.#event++
    this.#unacknowledged.push({ event: this.#event, atMs: nowMs })
    this.#post({ type: 'event', event: this.#event, name, value })
  }

  reply(message: Extract<ToWindow, { type: 'reply' }>): void {
    this.#post(message)
  }

  acknowledge(event: number): void {
    this.#unacknowledged = this.#unacknowledged.filter((sent) => sent.event > event)
    if (this.#unacknowledged.length === 0) this.#hungReported = false
  }

  /** True once when the oldest event has waited for more than 10 s. */
  hangs(nowMs: number): boolean {
    const [oldest] = this.#unacknowledged
    if (this.#hungReported || oldest === undefined || nowMs - oldest.atMs <= HUNG_AFTER_MS) return false
    this.#hungReported = true
    return true
  }

  /** This process stood still: nobody could answer meanwhile, so every wait begins anew. */
  stoodStill(nowMs: number): void {
    this.#unacknowledged = this.#unacknowledged.map(({ event }) => ({ event, atMs: nowMs }))
  }

  close(): void {
    this.#port.close()
  }

  #post(message: ToWindow): void {
    this.#port.postMessage(message)
  }
}
