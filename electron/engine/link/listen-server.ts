import type { Duplex } from 'node:stream'
import { encodeMllp } from '../../../drivers/hl7v2/mllp.ts'
import type { ListenerView, RefusalReason } from '../../ipc/views.ts'
import type { Clock } from '../clock.ts'
import type { Timers } from '../timers.ts'
import { ListenConnection } from './listen-connection.ts'
import { Door } from './listen-door.ts'
import { type ListenProblem, listenProblem } from './listen-errors.ts'
import type { ListenMember } from './listen-member.ts'
import { factsOf, type MessageRefusal, refusalFrame } from './listen-message.ts'
import { Refusals } from './listen-refusals.ts'
import { type MessageFacts, routeMessage } from './listen-route.ts'
import { isAllowed } from './listen-senders.ts'
import { addressText, isEveryNetwork, type ListenSpec } from './listen-spec.ts'
import { createTlsServer } from './listen-tls.ts'

/** Said with the line while it listens on every network. */
const EVERY_NETWORK_NOTE =
  'Every network of this PC can reach this port: write one address of this PC in the link to limit it.'

/** One port of this PC, shared by the beds whose links name it: opened with the first, closed with the last. */
export class Listener {
  readonly #spec: ListenSpec
  readonly #where: string
  readonly #clock: Clock
  readonly #timers: Timers
  readonly #members = new Set<ListenMember>()
  readonly #connections = new Set<ListenConnection>()
  readonly #refusals = new Refusals()
  #state: ListenerView['state'] | 'closed' = 'closed'
  #problem: ListenProblem | null = null
  #door: Door | null = null
  /** Told apart from an opening that was given up while its files were read. */
  #opening = 0

  constructor(spec: ListenSpec, clock: Clock, timers: Timers) {
    this.#spec = spec
    this.#where = addressText(spec.host, spec.port)
    this.#clock = clock
    this.#timers = timers
  }

  get isUnused(): boolean {
    return this.#members.size === 0
  }

  /** A bed names this port. Opens nothing yet. */
  hold(member: ListenMember): void {
    this.#members.add(member)
  }

  /** A bed names it no more: senders that only this bed allowed are cut off; with the last bed the port is closed. */
  release(member: ListenMember): void {
    this.#members.delete(member)
    for (const connection of this.#connections) {
      if (!this.#isAllowed(connection.address)) connection.close()
    }
    if (this.isUnused) this.#close()
    else this.#forgetSettled()
  }

  /** A bed's line is opened: at once if the port is open already, else when it is. */
  open(member: ListenMember): void {
    this.#forgetSettled()
    if (this.#state === 'listening') member.opened(this.#notes())
    else if (this.#state !== 'opening') void this.#listen()
  }

  /** Takes an entry off the list of those turned away. */
  dismiss(refusal: number): void {
    this.#refusals.dismiss(refusal)
  }

  view(): ListenerView {
    const { host, tls } = this.#spec
    const { cause = null, sentence = null } = this.#problem ?? {}
    return {
      address: this.#where,
      state: this.#state === 'closed' ? 'opening' : this.#state,
      cause,
      sentence,
      tls: tls !== null,
      clientCertificate: tls !== null && tls.ca !== null,
      everyNetwork: isEveryNetwork(host),
      beds: [...this.#members].map(({ bed }) => bed),
      allowed: this.#allowed(),
      connected: [...this.#connections].map(({ address }) => address),
      refused: this.#refusals.views((atMs) => this.#clock.utcMs(atMs)),
    }
  }

  async #listen(): Promise<void> {
    const turn = ++this.#opening
    const { host, port, tls } = this.#spec
    this.#state = 'opening'
    const nowUtcMs = this.#clock.utcMs(this.#clock.monotonicMs())
    const made = tls === null ? null : await createTlsServer(tls, nowUtcMs)
    if (turn !== this.#opening || this.#state !== 'opening') return
    if (made !== null && 'sentence' in made) {
      this.#fail({ cause: 'badCertificate', sentence: made.sentence })
      return
    }
    this.#door = new Door(host, port, made?.server ?? null, {
      isAllowed: (address) => this.#isAllowed(address),
      onStream: (stream, address) => this.#admit(stream, address),
      onRefused: (address, reason) => this.#refuse(address, reason, null),
      onListening: () => this.#listening(),
      onFailed: (error) => this.#fail(listenProblem(error, this.#where)),
    })
  }

  #listening(): void {
    this.#state = 'listening'
    this.#problem = null
    for (const member of this.#members) member.opened(this.#notes())
  }

  #notes(): readonly string[] {
    return isEveryNetwork(this.#spec.host) ? [EVERY_NETWORK_NOTE] : []
  }

  #fail(problem: ListenProblem): void {
    this.#close()
    this.#state = 'failed'
    this.#problem = problem
    // Each bed tries again by itself; the first to do so opens the port for all.
    for (const member of [...this.#members]) member.failed(problem)
  }

  #close(): void {
    this.#opening++
    this.#state = 'closed'
    this.#door?.close()
    this.#door = null
    for (const connection of [...this.#connections]) connection.close()
  }

  #allowed(): readonly string[] {
    return [...new Set([...this.#members].flatMap(({ senders }) => senders))]
  }

  #isAllowed(address: string): boolean {
    return isAllowed(address, this.#allowed())
  }

  #refuse(address: string, reason: RefusalReason, facts: MessageFacts | null): void {
    this.#refusals.add(address, reason, facts, this.#clock.monotonicMs())
  }

  #admit(stream: Duplex, address: string): void {
    const connection = new ListenConnection(stream, address, this.#clock, this.#timers, {
      onMessage: (message) => this.#deliver(message, connection),
      onBroken: (reason) => this.#refuse(address, reason, null),
      onEnd: () => {
        this.#connections.delete(connection)
        for (const member of this.#members) member.senderLeft(connection)
      },
    })
    this.#connections.add(connection)
  }

  #deliver(message: Uint8Array, from: ListenConnection): void {
    const facts = factsOf(message)
    const refused = facts === null ? 'notHl7' : this.#handOver(message, facts, from)
    if (refused !== null) this.#turnAway(message, from, refused, facts)
  }

  /** Out: why no bed has taken it, or null. */
  #handOver(message: Uint8Array, facts: MessageFacts, from: ListenConnection): MessageRefusal | null {
    const route = routeMessage(facts, from.address, [...this.#members])
    if ('refused' in route) return route.refused
    const delivery = route.bed.deliver(encodeMllp(message), facts, from, this.#clock.monotonicMs())
    return delivery === 'severalSources' ? delivery : null
  }

  #turnAway(
    message: Uint8Array,
    from: ListenConnection,
    reason: MessageRefusal,
    facts: MessageFacts | null,
  ): void {
    this.#refuse(from.address, reason, facts)
    const frame = refusalFrame(message, reason)
    if (frame !== null) from.write(frame)
  }

  /** Whoever has been given a bed since is on the list no more. */
  #forgetSettled(): void {
    const beds = [...this.#members]
    this.#refusals.settle((address, reason, facts) => {
      if (reason === 'addressNotAllowed') return this.#isAllowed(address)
      const route = facts === null ? null : routeMessage(facts, address, beds)
      if (route === null || !('bed' in route)) return false
      return reason !== 'severalSources' || route.bed.location !== ''
    })
  }
}
