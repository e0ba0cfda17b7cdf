import type { Out } from '../driver.ts'
import { FormatLock, LOCK_NEEDS, LockGate } from '../framing/lock.ts'
import { LockedDecoder } from '../framing/locked-decoder.ts'
import { MAX_QUIET_MS, PAUSE_MS, TIMES } from './codes.ts'
import { PacketFramer } from './framer.ts'
import type { HealthOMeterOptions } from './options.ts'
import { type Packet, type ReadNumber, readPacket } from './packet.ts'

const MS_PER_MINUTE = 60_000

/** Packets of the scale in, weights out: each once, when it stood in three packets in a row. It never writes. */
export class HealthOMeterDecoder extends LockedDecoder {
  readonly quietMs: number
  readonly #usesNumbers: boolean
  protected readonly framer: PacketFramer
  #read: Packet | null = null
  #last: string | null = null
  #times = 0
  #told: string | null = null
  #isNew = true
  #person: string | null = null
  #lastMs = Number.NEGATIVE_INFINITY

  constructor(out: Out, { waitMinutes, patientNumbers }: HealthOMeterOptions) {
    super(out, new FormatLock(LOCK_NEEDS.secondBlocks))
    this.#usesNumbers = patientNumbers
    this.quietMs = Math.max(MAX_QUIET_MS, waitMinutes * MS_PER_MINUTE)
    const gate = new LockGate<Packet>(this.lock, out, (packet, atMs) => this.#packet(packet, atMs))
    this.framer = new PacketFramer((frame) => this.#isPacket(frame), {
      onFrame: () => {
        if (this.#read !== null) gate.wellFormed(this.#read, this.nowMs)
      },
      onFault: (kind, bytes) => {
        this.lock.malformed()
        this.#times = 0
        this.fault(kind, bytes)
      },
    })
  }

  override tick(): void {
    // The scale sends by itself: there is nothing to ask for.
  }

  override end(atMs: number): void {
    super.end(atMs)
    this.#stepOn()
    this.#person = null
    this.#lastMs = Number.NEGATIVE_INFINITY
  }

  #isPacket(frame: Uint8Array): boolean {
    this.#read = readPacket(frame)
    return this.#read !== null
  }

  /** Whoever is on the scale next is somebody else, and an equal weight is a new one. */
  #stepOn(): void {
    this.#last = null
    this.#times = 0
    this.#told = null
    this.#isNew = true
  }

  #packet(packet: Packet, atMs: number): void {
    if (atMs - this.#lastMs > PAUSE_MS) this.#stepOn()
    this.#lastMs = atMs
    this.#times = packet.text === this.#last ? this.#times + 1 : 1
    this.#last = packet.text
    if (packet.tare !== null) this.#say(packet.tare, atMs)
    if (this.out.wantsEverything === true) this.#tell(packet, atMs)
    else if (this.#times >= TIMES && packet.text !== this.#told) {
      if (this.#isNew) this.#clear(packet, atMs)
      this.#isNew = false
      this.#told = packet.text
      this.#tell(packet, atMs)
    }
  }

  /** Without a time of the scale two equal weights would pass for one. */
  #clear({ numbers }: Packet, atMs: number): void {
    for (const { channel } of numbers)
      this.out.measure({
        type: 'numeric',
        channel,
        value: null,
        validity: 'off',
        isUnsent: true,
        atMs,
        deviceMs: null,
      })
  }

  #tell({ numbers, person }: Packet, atMs: number): void {
    if (this.#usesNumbers && person !== this.#person) {
      this.#person = person
      this.out.measure({ type: 'identity', fields: { patientId: person }, atMs, deviceMs: null })
    }
    for (const one of numbers) this.#say(one, atMs)
    if (numbers.some(({ value }) => value === null)) this.fault('unexpectedValue', 0, { atMs })
  }

  #say({ channel, value }: ReadNumber, atMs: number): void {
    const validity = value === null ? 'invalid' : 'good'
    this.out.measure({ type: 'numeric', channel, value, validity, atMs, deviceMs: null })
  }
}
