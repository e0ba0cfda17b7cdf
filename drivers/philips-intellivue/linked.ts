import { CHAINS_MAX, LINK_STATE } from './codes.ts'
import type { Link } from './message.ts'

/** What one result means for its chain. */
export interface ChainStep {
  /** Messages that must have been lost before this one. */
  readonly lost: number
  /** Whether the chain is complete with this message, and nothing of it was lost. */
  readonly complete: boolean
  /** Whether this message begins a chain or stands alone. */
  readonly begins: boolean
}

interface Chain {
  count: number
  last: boolean
  broken: boolean
}

/**
 * Watches chains of linked results: parts count from 1, the last part says so, and
 * one plain result with the same invoke id ends the chain. What is missing is counted.
 */
export class LinkWatch {
  readonly #chains = new Map<number, Chain>()

  /** One result came. In: its invoke id and its place. Out: what was lost before it. */
  see(invoke: number, link: Link | null): ChainStep {
    const open = this.#chains.get(invoke)
    if (link === null) return this.#end(invoke, open)
    const begins = open === undefined || link.count <= open.count
    // A chain that never ended lost at least the message that ends it.
    const unended = begins && open !== undefined ? 1 : 0
    const skipped = Math.max(0, link.count - (begins ? 1 : open.count + 1))
    const chain = begins ? { count: 0, last: false, broken: false } : open
    chain.count = link.count
    chain.last = link.state === LINK_STATE.last
    chain.broken ||= skipped > 0
    this.#keep(invoke, chain)
    return { lost: unended + skipped, complete: false, begins }
  }

  reset(): void {
    this.#chains.clear()
  }

  #end(invoke: number, open: Chain | undefined): ChainStep {
    this.#chains.delete(invoke)
    if (open === undefined) return { lost: 0, complete: true, begins: true }
    return { lost: open.last ? 0 : 1, complete: open.last && !open.broken, begins: false }
  }

  #keep(invoke: number, chain: Chain): void {
    this.#chains.delete(invoke)
    this.#chains.set(invoke, chain)
    if (this.#chains.size <= CHAINS_MAX) return
    for (const oldest of this.#chains.keys()) {
      this.#chains.delete(oldest)
      break
    }
  }
}
