import { LastFrame } from '../framing/last-frame.ts'
import { ORDER } from './codes.ts'
import type { PollResult } from './message.ts'

interface Newest {
  ticks: number
  readonly frame: LastFrame
}

/**
 * Tells results that came before, or behind one that was sent later, by the time in
 * them. Their sequence numbers cannot: monitors that are asked anew send 0 again.
 */
export class ResultOrder {
  readonly #newest = new Map<string, Newest>()

  /** One result came. In: the result and the bytes it was read from. Out: whether what it says is out of date. */
  isPast({ sequence, objectClass, group, invoke, ticks }: PollResult, data: Uint8Array): boolean {
    // Only repeated results follow one another; number 0 is the confirmation, which has a time of its own.
    if (sequence === null || sequence === 0) return false
    const place = `${objectClass}/${group}/${invoke}`
    const newest = this.#newest.get(place)
    if (newest === undefined) {
      if (this.#newest.size >= ORDER.pollsMax) this.#newest.clear()
      const frame = new LastFrame()
      frame.keep(data)
      this.#newest.set(place, { ticks, frame })
      return false
    }
    const behindTicks = (newest.ticks - ticks) | 0
    if (behindTicks > 0 && behindTicks <= ORDER.lateTicks) return true
    if (behindTicks === 0 && newest.frame.equals(data)) return true
    newest.ticks = ticks
    newest.frame.keep(data)
    return false
  }

  /** Another association, or a line that was cut: whatever comes next is new. */
  reset(): void {
    this.#newest.clear()
  }
}
