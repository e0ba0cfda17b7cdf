import type { RefusalReason, RefusedSenderView } from '../../ipc/views.ts'
import type { MessageFacts } from './listen-route.ts'

/** More would be a list that nobody reads; the one not seen for longest goes first. */
const MOST_ENTRIES = 50
/** A hostile sender must not fill the screen. */
const LONGEST_TEXT = 128
const CONTROLS = /\p{Cc}/gu

interface Entry {
  readonly id: number
  readonly reason: RefusalReason
  readonly address: string
  readonly facts: MessageFacts | null
  count: number
  lastMs: number
}

function shown(text: string): string {
  return text.replace(CONTROLS, ' ').slice(0, LONGEST_TEXT)
}

function shortened(facts: MessageFacts): MessageFacts {
  const { application, applicationId, facility, location, isMixed } = facts
  return {
    application: shown(application),
    applicationId: shown(applicationId),
    facility: shown(facility),
    location: shown(location),
    isMixed,
  }
}

/** What a listener has turned away: who, why, how often, last when. No patient, no message is kept. */
export class Refusals {
  readonly #entries = new Map<string, Entry>()
  #nextId = 1

  /** Counts one refusal. In: the plain address, why, what the message said of its sender (null: nothing), monotonic ms. */
  add(address: string, reason: RefusalReason, facts: MessageFacts | null, atMs: number): void {
    const kept = facts === null ? null : shortened(facts)
    const key = JSON.stringify([address, reason, kept])
    const entry = this.#entries.get(key) ?? {
      id: this.#nextId++,
      reason,
      address,
      facts: kept,
      count: 0,
      lastMs: atMs,
    }
    entry.count++
    entry.lastMs = atMs
    // Setting it anew keeps the map in the order of the last refusal.
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    const [oldest] = this.#entries.keys()
    if (this.#entries.size > MOST_ENTRIES && oldest !== undefined) this.#entries.delete(oldest)
  }

  /** Takes an entry off the list; one that is refused again comes back with a new number. */
  dismiss(id: number): void {
    for (const [key, entry] of this.#entries) if (entry.id === id) this.#entries.delete(key)
  }

  /** Takes everything off that `isSettled` holds for. */
  settle(isSettled: (address: string, reason: RefusalReason, facts: MessageFacts | null) => boolean): void {
    for (const [key, { address, reason, facts }] of this.#entries) {
      if (isSettled(address, reason, facts)) this.#entries.delete(key)
    }
  }

  /** The list for the screens, newest first. In: how a monotonic time becomes UTC ms. */
  views(utcMs: (monotonicMs: number) => number): RefusedSenderView[] {
    const views = [...this.#entries.values()].map(({ id, reason, address, facts, count, lastMs }) => ({
      id,
      reason,
      address,
      application: facts?.application ?? '',
      applicationId: facts?.applicationId ?? '',
      facility: facts?.facility ?? '',
      location: facts?.location ?? '',
      count,
      lastUtcMs: Math.round(utcMs(lastMs)),
    }))
    return views.reverse()
  }
}
