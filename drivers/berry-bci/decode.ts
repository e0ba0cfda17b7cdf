import type { Out } from '../driver.ts'
import { lockErrors } from '../framing/lock.ts'
import { LockedDecoder } from '../framing/locked-decoder.ts'
import { SampleBatch } from '../framing/sample-batch.ts'
import { SteadyValue } from '../framing/steady.ts'
import { SyncBitFramer } from '../framing/sync-bit.ts'
import type { NumericChannel } from '../model/channel.ts'
import type { FaultKind } from '../model/measurement.ts'
import { pleth, pulseRate, saturation, strength } from './channels.ts'
import { PACKET } from './codes.ts'
import { createReading, type Reading, readPacket } from './reading.ts'

/** What a packet of random bytes must match: bit 7 of its bytes. */
export const lock = lockErrors([{ allowed: 1, possible: 2 ** PACKET.bytes }])

/** Samples joined into one wave: a tenth of a second. */
const BATCH_SAMPLES = 10
/** When nothing follows a packet for so long, it was the last before a silence. */
const LAST_WAITS_MS = 100
const VALIDITIES = ['good', 'questionable', 'invalid', 'off'] as const

/** Packets of the oximeter in, saturation, pulse rate, signal strength and pleth out. It only listens. */
export class BerryBciDecoder extends LockedDecoder {
  protected readonly framer: SyncBitFramer
  readonly #pleth: SampleBatch
  readonly #steady: ReadonlyMap<NumericChannel, SteadyValue>
  #reading = createReading()
  /** The packet before, which counts once the next one follows it: one beside damage may be half noise. */
  #waiting = createReading()
  #waitingMs: number | null = null
  #isBesideDamage = false

  constructor(out: Out) {
    super(out)
    this.#pleth = new SampleBatch(pleth, BATCH_SAMPLES, out)
    const saysRepeats = out.wantsEverything === true
    this.#steady = new Map(
      [saturation, pulseRate, strength].map((one) => [one, new SteadyValue(saysRepeats)]),
    )
    this.framer = new SyncBitFramer(
      { first: 'high', maximumBytes: PACKET.bytes, lengthOf: () => PACKET.bytes, problemOf: () => null },
      this.insideLock({
        onFrame: (packet, atMs) => this.#packet(packet, atMs),
        onFault: (kind, bytes) => this.#lost(kind, bytes),
      }),
    )
  }

  override tick(atMs: number): void {
    if (this.#waitingMs !== null && atMs - this.#waitingMs >= LAST_WAITS_MS) this.#sayWaiting()
    this.#pleth.tick(atMs)
  }

  override end(atMs: number): void {
    super.end(atMs)
    this.#sayWaiting()
    this.#forget()
    this.#isBesideDamage = false
  }

  #forget(): void {
    this.#waitingMs = null
    this.#pleth.gap(this.nowMs)
    for (const value of this.#steady.values()) value.forget()
  }

  #lost(kind: FaultKind, bytes: number): void {
    this.#forget()
    this.#isBesideDamage = true
    this.fault(kind, bytes)
  }

  #packet(packet: Uint8Array, atMs: number): void {
    if (!readPacket(packet, this.#reading)) {
      this.lock.malformed()
      this.#lost('unexpectedValue', packet.length)
      return
    }
    if (this.#isBesideDamage) {
      this.#isBesideDamage = false
      return
    }
    this.#sayWaiting()
    const free = this.#waiting
    this.#waiting = this.#reading
    this.#waitingMs = atMs
    this.#reading = free
  }

  #sayWaiting(): void {
    const atMs = this.#waitingMs
    if (atMs === null) return
    this.#waitingMs = null
    const reading = this.#waiting
    this.#pleth.add(reading.pleth, reading.plethIsData, atMs)
    this.#say(saturation, reading.saturation, reading, atMs)
    this.#say(pulseRate, reading.rate, reading, atMs)
    this.#say(strength, reading.strength, reading, atMs)
  }

  #say(channel: NumericChannel, raw: number | null, { validity }: Reading, atMs: number): void {
    const code = ((raw ?? -1) + 1) * VALIDITIES.length + VALIDITIES.indexOf(validity)
    const hasNumber = validity === 'good' || validity === 'questionable'
    for (const sentMs of this.#steady.get(channel)?.take(code, atMs) ?? []) {
      const said =
        hasNumber && raw !== null
          ? ({ value: raw, validity } as const)
          : ({ value: null, validity: validity === 'off' ? 'off' : 'invalid' } as const)
      this.out.measure({ type: 'numeric', channel, ...said, atMs: sentMs, deviceMs: null })
    }
  }
}
