import { ERROR, TIMING } from './codes.ts'
import type { Attributes } from './message.ts'
import { selectLabels } from './requests.ts'

const MOST_TRIES = 3

/**
 * One list that a monitor is given before it is polled: the waves or the numerics to send.
 * Asked for until it is answered, three times at most; a monitor that refuses or says
 * nothing keeps the list it has.
 */
export class Choice {
  readonly #attribute: number
  readonly #grantBit: number
  readonly #invoke: number
  readonly #request: Uint8Array
  #tries = 0
  #isOpen = false

  /**
   * In: the attribute that is the list, the extension without which it cannot be set, the invoke id to
   * ask with, and the labels, most wanted first.
   */
  constructor(attribute: number, grantBit: number, invoke: number, labels: readonly number[]) {
    this.#attribute = attribute
    this.#grantBit = grantBit
    this.#invoke = invoke
    this.#request = selectLabels(invoke, attribute, labels)
  }

  /** Another association began. In: the extensions that the monitor granted. */
  restart(grantedBits: number): void {
    this.#tries = 0
    this.#isOpen = (grantedBits & this.#grantBit) !== 0
  }

  /** The monitor told a list, perhaps this one: what it took is for it to say. */
  answered(attributes: Attributes): void {
    if (attributes.has(this.#attribute)) this.#isOpen = false
  }

  /** The monitor refused an operation, perhaps this one. Only a busy one is asked again. */
  failed(invoke: number, error: number): void {
    if (invoke === this.#invoke && error !== ERROR.processingFailure) this.#isOpen = false
  }

  /** The request if it is time to send it, so long after the association stands; null otherwise. */
  due(sinceMs: number): Uint8Array | null {
    if (!this.#isOpen || this.#tries >= MOST_TRIES || sinceMs < this.#tries * TIMING.choiceMs) return null
    this.#tries++
    return this.#request
  }
}
