import { PayloadReader } from './reader.ts'

/** A reading may be so much ahead of the clock that was read before it: whole seconds, and a reading of the clock that took time. */
const AHEAD_MS = 60_000

/** Clocks of the devices, by address: as they told them, else by the newest reading that they gave a time. */
export class DeviceClocks {
  /** Device time less the station's monotonic time. */
  readonly #offsets = new Map<string, number>()
  readonly #newest = new Map<string, number>()

  /** A device told its time. Out: whether it is one. */
  set(mac: string, payload: Uint8Array, atMs: number): boolean {
    const reader = new PayloadReader(payload)
    const timeMs = reader.time()
    if (timeMs === null || reader.isShort) return false
    this.#offsets.set(mac, timeMs - atMs)
    return true
  }

  has(mac: string): boolean {
    return this.#offsets.has(mac)
  }

  /**
   * How long ago a device took a reading that it gives this time, milliseconds. Where it never told its clock, its newest
   * reading counts as taken now: what it took before is then not shown as new.
   */
  agoOf(mac: string, takenMs: number, atMs: number): number {
    const newestMs = Math.max(this.#newest.get(mac) ?? takenMs, takenMs)
    this.#newest.set(mac, newestMs)
    const offsetMs = this.#offsets.get(mac)
    // A reading ahead of the clock: that was set since it was told, and says nothing of this reading.
    if (offsetMs === undefined || takenMs > atMs + offsetMs + AHEAD_MS) return newestMs - takenMs
    return Math.max(0, atMs + offsetMs - takenMs)
  }
}
