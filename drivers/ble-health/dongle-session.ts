import {
  ASK,
  AT,
  CONNECTIONS,
  type CommandName,
  DONGLE_TIME,
  IS_CONNECTED,
  NOT_CONNECTABLE,
  WANTS_CONFIRM,
} from './dongle-codes.ts'
import {
  addressOf,
  arrayAt,
  assignedNumber,
  bytesOfAddress,
  commandOf,
  type DongleMessage,
  wordAt,
} from './dongle-frame.ts'
import { DongleLink, type Step } from './dongle-link.ts'
import type { Notification } from './line.ts'

/** Where a session tells what it hears, and whom it asks what meters are to be asked. */
export interface SessionOut {
  send(bytes: Uint8Array): void
  told(notification: Notification): void
  /** What a meter is to be asked for its records; null: nothing. */
  question(mac: string): readonly number[] | null
}

/**
 * Speaks with the dongle: greets it, ends what a station before has left, looks for the wearables of the patient, connects
 * with each, finds what it has and switches that on. Whatever fails is begun anew. Only addresses that were named are ever
 * connected with: a strap that one station holds is lost to all others.
 */
export class DongleSession {
  readonly #out: SessionOut
  readonly #wanted: ReadonlySet<string>
  #links = new Map<number, DongleLink>()
  #queue: Step[] = []
  #asked: { readonly name: CommandName; readonly atMs: number } | null = null
  /** A step by radio that has not ended yet. */
  #procedure: { readonly connection: number; readonly atMs: number } | null = null
  #connecting: { readonly mac: string; readonly atMs: number } | null = null
  #isGreeted = false
  #isScanning = false
  #heardMs = Number.NEGATIVE_INFINITY

  constructor(out: SessionOut, wanted: ReadonlySet<string>) {
    this.#out = out
    this.#wanted = wanted
  }

  hear(message: DongleMessage, atMs: number): void {
    this.#heardMs = atMs
    if (message.kind === 'answer') this.#answer(message.name, message.payload, atMs)
    else this.#event(message, atMs)
    this.#next(atMs)
  }

  tick(atMs: number): void {
    const isLate = (sinceMs: number | undefined, most: number) =>
      sinceMs !== undefined && atMs - sinceMs > most
    if (isLate(this.#asked?.atMs, DONGLE_TIME.answer)) this.end()
    if (isLate(this.#procedure?.atMs, DONGLE_TIME.procedure)) this.#leave(this.#procedure?.connection ?? 0)
    if (isLate(this.#connecting?.atMs, DONGLE_TIME.connect)) {
      this.#connecting = null
      this.#queue.push({ name: 'endProcedure', payload: [] })
    }
    this.#next(atMs)
  }

  /** The line is gone, or the dongle: all is begun anew. */
  end(): void {
    this.#links = new Map()
    this.#queue = []
    this.#asked = null
    this.#procedure = null
    this.#connecting = null
    this.#isGreeted = false
    this.#isScanning = false
  }

  /** Sends what is next, one command at a time. */
  #next(atMs: number): void {
    if (this.#asked !== null) return
    if (this.#queue.length === 0) this.#plan(atMs)
    const step = this.#queue.shift()
    if (step === undefined) return
    this.#asked = { name: step.name, atMs }
    this.#out.send(commandOf(step.name, step.payload))
  }

  #plan(atMs: number): void {
    if (!this.#isGreeted) {
      this.#queue.push({ name: 'hello', payload: [] })
      return
    }
    if (this.#procedure === null && this.#planStep(atMs)) return
    const known = new Set([...this.#links.values()].map(({ mac }) => mac))
    const isComplete = [...this.#wanted].every((mac) => known.has(mac))
    if (!isComplete && !this.#isScanning && this.#connecting === null) {
      this.#isScanning = true
      this.#queue.push(
        { name: 'scanParameters', payload: ASK.scan },
        { name: 'discover', payload: [ASK.mode] },
      )
    } else if (atMs - this.#heardMs >= DONGLE_TIME.hello) {
      this.#queue.push({ name: 'hello', payload: [] })
    }
  }

  #planStep(atMs: number): boolean {
    for (const [connection, link] of this.#links) {
      const step = link.nextStep(() => this.#out.question(link.mac))
      if (step === undefined) continue
      this.#procedure = { connection, atMs }
      this.#queue.push(step)
      return true
    }
    return false
  }

  #answer(name: CommandName, payload: Uint8Array, atMs: number): void {
    if (this.#asked?.name !== name) return
    this.#asked = null
    if (name === 'hello' && !this.#isGreeted) {
      this.#isGreeted = true
      this.#queue.push({ name: 'endProcedure', payload: [] })
      for (let connection = 0; connection < CONNECTIONS; connection++)
        this.#queue.push({ name: 'disconnect', payload: [connection] })
    } else if (name === 'connect' && wordAt(payload, AT.connectAnswer.result) !== 0) {
      this.#connecting = null
    } else if (name === 'discover' && wordAt(payload, 0) !== 0) {
      this.#isScanning = false
    } else if (name === 'findInformation' || name === 'write' || name === 'readByHandle') {
      if (wordAt(payload, AT.result) !== 0) this.#completed(payload[AT.connection] ?? 0)
      else if (this.#procedure !== null) this.#procedure = { ...this.#procedure, atMs }
    }
  }

  #event({ name, payload }: DongleMessage & { readonly kind: 'event' }, atMs: number): void {
    const connection = payload[AT.connection] ?? 0
    const link = this.#links.get(connection)
    switch (name) {
      case 'boot':
        this.end()
        return
      case 'scanned':
        this.#scanned(payload, atMs)
        return
      case 'connected':
        this.#connected(connection, payload)
        return
      case 'disconnected':
        this.#forget(connection)
        return
      case 'information':
        link?.found(
          wordAt(payload, AT.information.handle),
          assignedNumber(arrayAt(payload, AT.information.length)),
        )
        return
      case 'completed':
        this.#completed(connection)
        return
      case 'value':
        this.#value(link, payload)
        return
      default:
        return
    }
  }

  #scanned(payload: Uint8Array, atMs: number): void {
    const mac = addressOf(payload, AT.scanned.address)
    const isKnown = [...this.#links.values()].some((link) => link.mac === mac)
    if (!this.#isScanning || this.#connecting !== null || isKnown || !this.#wanted.has(mac)) return
    if (payload[AT.scanned.type] === NOT_CONNECTABLE) return
    this.#isScanning = false
    this.#connecting = { mac, atMs }
    const type = payload[AT.scanned.addressType] ?? 0
    this.#queue.push(
      { name: 'endProcedure', payload: [] },
      { name: 'connect', payload: [...bytesOfAddress(mac), type, ...ASK.connection] },
    )
  }

  #connected(connection: number, payload: Uint8Array): void {
    if (((payload[AT.connected.flags] ?? 0) & IS_CONNECTED) === 0) return
    const mac = addressOf(payload, AT.connected.address)
    if (this.#links.get(connection)?.mac === mac) return
    if (this.#connecting?.mac !== mac) {
      this.#leave(connection)
      return
    }
    this.#connecting = null
    this.#links.set(connection, new DongleLink(mac, connection))
  }

  #completed(connection: number): void {
    if (this.#procedure?.connection !== connection) return
    this.#procedure = null
    this.#links.get(connection)?.completed()
  }

  #value(link: DongleLink | undefined, payload: Uint8Array): void {
    const { handle, type, length } = AT.value
    const connection = payload[AT.connection] ?? 0
    if (payload[type] === WANTS_CONFIRM) this.#queue.push({ name: 'confirm', payload: [connection] })
    const chr = link?.characteristicOf(wordAt(payload, handle))
    const isRead = payload[type] === 0
    // The answer to a read ends it, without a "completed".
    if (isRead) this.#completed(connection)
    if (link === undefined || chr === undefined) return
    this.#out.told({ mac: link.mac, chr, payload: arrayAt(payload, length).slice() })
  }

  #forget(connection: number): void {
    this.#links.delete(connection)
    if (this.#procedure?.connection === connection) this.#procedure = null
  }

  #leave(connection: number): void {
    this.#forget(connection)
    this.#queue.push({ name: 'disconnect', payload: [connection] })
  }
}
