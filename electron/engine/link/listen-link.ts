import type { Link, LinkEvents } from './link.ts'
import type { ListenConnection } from './listen-connection.ts'
import type { ListenProblem } from './listen-errors.ts'
import type { ListenHub } from './listen-hub.ts'
import type { Delivery, ListenMember } from './listen-member.ts'
import { type MessageFacts, normalLocation } from './listen-route.ts'
import type { Listener } from './listen-server.ts'
import type { ListenSpec } from './listen-spec.ts'

/** Which bed a listening link feeds, and from whom. */
export interface ListenPlace {
  readonly hub: ListenHub
  readonly bed: string
  /** Options of the driver `sendingApplication` and `location`; empty: any. */
  readonly sendingApplication: string
  readonly location: string
}

/**
 * A bed's share of a listener: the messages for this bed as a stream of MLLP frames, and answers back to the
 * connection that sent the latest of them. Whether anybody sends is told by `onWaiting`.
 */
export class ListenLink implements Link, ListenMember {
  readonly kind = 'stream'
  readonly simulated = false
  readonly bed: string
  readonly senders: readonly string[]
  readonly sendingApplication: string
  readonly location: string
  readonly #spec: ListenSpec
  readonly #hub: ListenHub
  #listener: Listener | null
  #events: LinkEvents | null = null
  /** Connections that have brought something for this bed. */
  readonly #feeding = new Set<ListenConnection>()
  #answerTo: ListenConnection | null = null
  /** Places that sent to a bed which names none: more than one, and it shows none of them. */
  readonly #places = new Set<string>()

  /** Takes its share of the port at once, so that the port outlives a change of settings; opens nothing yet. */
  constructor(spec: ListenSpec, { hub, bed, sendingApplication, location }: ListenPlace) {
    this.#spec = spec
    this.#hub = hub
    this.bed = bed
    this.senders = spec.senders
    this.sendingApplication = sendingApplication
    this.location = location
    this.#listener = hub.hold(spec, this)
  }

  open(events: LinkEvents): void {
    this.#forget()
    this.#events = events
    this.#listener ??= this.#hub.hold(this.#spec, this)
    this.#listener.open(this)
  }

  write(bytes: Uint8Array): boolean {
    return this.#events !== null && (this.#answerTo?.write(bytes) ?? false)
  }

  close(): void {
    this.#events = null
    this.#forget()
    if (this.#listener === null) return
    this.#listener = null
    this.#hub.release(this.#spec, this)
  }

  opened(notes: readonly string[]): void {
    const events = this.#events
    events?.onOpen(notes)
    // Opening may have ended in a close.
    if (this.#events === events) events?.onWaiting?.('noSender')
  }

  failed({ cause, sentence }: ListenProblem): void {
    const events = this.#events
    this.#events = null
    this.#forget()
    events?.onClose(cause, sentence)
  }

  deliver(frame: Uint8Array, facts: MessageFacts, from: ListenConnection, atMs: number): Delivery {
    const events = this.#events
    if (events === null) return 'notOpen'
    const wereSeveral = this.#places.size > 1
    if (this.#areSeveral(facts)) {
      this.#feeding.clear()
      if (!wereSeveral) events.onWaiting?.('severalSenders')
      return 'severalSources'
    }
    this.#feeding.add(from)
    this.#answerTo = from
    events.onBytes(frame, atMs)
    return 'taken'
  }

  senderLeft(connection: ListenConnection): void {
    if (this.#answerTo === connection) this.#answerTo = null
    if (this.#feeding.delete(connection) && this.#feeding.size === 0)
      this.#events?.onWaiting?.('closedByPeer')
  }

  /** A bed that names no place takes one place only: with a second, nobody knows whose values it would show. */
  #areSeveral({ location }: MessageFacts): boolean {
    const place = normalLocation(location)
    if (normalLocation(this.location) === '' && place !== '' && this.#places.size < 2) this.#places.add(place)
    return this.#places.size > 1
  }

  #forget(): void {
    this.#feeding.clear()
    this.#places.clear()
    this.#answerTo = null
  }
}
