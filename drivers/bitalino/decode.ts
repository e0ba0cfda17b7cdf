import type { Out } from '../driver.ts'
import { LockedDecoder } from '../framing/locked-decoder.ts'
import { SampleBatch } from '../framing/sample-batch.ts'
import { SteadyValue } from '../framing/steady.ts'
import type { NumericChannel } from '../model/channel.ts'
import { digital, wavesOf } from './channels.ts'
import { DIGITAL, DIGITAL_AT, ECG, HIGHEST, LAST, NARROW_MASK, PACKET_BYTES, PLACES } from './codes.ts'
import { BitalinoFramer, stepOf } from './framer.ts'
import type { BitalinoOptions } from './options.ts'
import { Session } from './session.ts'

/** A wave is a tenth of a second. */
const WAVES_PER_SECOND = 10
/** How often a second a station looks at the digital lines, at most. */
const LOOKS_PER_SECOND = 60
/** When nothing follows a packet for so long, it was the last before a silence. */
const LAST_WAITS_MS = 100
/** More steps of the sequence than this are a step back. */
const MOST_LOST = LAST.sequences / 2
/** Behind a longer silence any sequence may come: the board may have started anew. */
const SILENCE_MS = 300

/** The count of one port. In: a packet, and which of its ports, from 0. */
export function countOf(packet: Uint8Array, port: number): number {
  const place = PLACES[port]
  if (place === undefined) return 0
  const byte = (fromEnd: number): number => packet[packet.length - fromEnd] ?? 0
  const count = ((byte(place.high) & place.highMask) << place.highShift) | (byte(place.low) >> place.lowShift)
  return count & (port < HIGHEST.wideAtMost ? HIGHEST.wide : NARROW_MASK)
}

/** Packets of the board in, up to six waves and its digital lines out. */
export class BitalinoDecoder extends LockedDecoder {
  protected readonly framer: BitalinoFramer
  readonly #session: Session | null
  readonly #ports: readonly { readonly batch: SampleBatch; readonly isEcg: boolean }[]
  readonly #steady: ReadonlyMap<NumericChannel, SteadyValue>
  readonly #packetsPerLook: number
  #packets = 0
  /** Sequence of the last packet that was shown; null where none came before. */
  #last: number | null = null
  #lastMs = 0
  /** A packet was refused as repeated: whether so many were lost that it only looks so, nothing says. */
  #isDoubtful = false

  constructor(out: Out, options: BitalinoOptions) {
    super(out)
    const rateHz = Number(options.rateHz)
    this.#ports = wavesOf(options).map((channel) => ({
      batch: new SampleBatch(channel, rateHz / WAVES_PER_SECOND, out),
      isEcg: channel.unit === ECG.unit,
    }))
    const isListing = out.wantsEverything === true
    this.#steady = new Map(digital.map((one) => [one, new SteadyValue(isListing)]))
    this.#packetsPerLook = isListing ? 1 : Math.ceil(rateHz / LOOKS_PER_SECOND)
    this.#session =
      out.send === undefined || options.listenOnly ? null : new Session(options, (bytes) => out.send?.(bytes))
    this.framer = new BitalinoFramer(
      PACKET_BYTES[options.ports - 1] ?? Math.max(...PACKET_BYTES),
      this.insideLock({
        onFrame: (packet, atMs) => this.#packet(packet, atMs),
        onFault: (kind, bytes) => {
          this.#lost()
          this.#last = null
          this.fault(kind, bytes)
        },
      }),
    )
  }

  override tick(atMs: number): void {
    if (atMs - this.nowMs >= LAST_WAITS_MS) this.framer.settle()
    for (const { batch } of this.#ports) batch.tick(atMs)
    this.#session?.tick(atMs)
  }

  leave(): void {
    this.#session?.leave()
  }

  override end(atMs: number): void {
    super.end(atMs)
    this.#lost()
    this.#last = null
  }

  #lost(): void {
    this.#isDoubtful = false
    for (const { batch } of this.#ports) batch.gap(this.nowMs)
    for (const value of this.#steady.values()) value.forget()
  }

  #packet(packet: Uint8Array, atMs: number): void {
    const verdict = this.#session?.heard(atMs) ?? 'shown'
    if (verdict === 'strange') this.fault('unknownRecord', packet.length)
    if (verdict !== 'shown') return
    if (!this.#isNext(packet, atMs)) return
    for (const [port, { batch, isEcg }] of this.#ports.entries()) {
      const count = countOf(packet, port)
      // At either end of its range the sensor shows no more than that it is there.
      if (isEcg && (count === 0 || count === HIGHEST.wide)) batch.mark('saturation')
      batch.add(count, true, atMs)
    }
    if (this.#packets++ % this.#packetsPerLook === 0) this.#digital(packet, atMs)
  }

  /** Counts what the radio lost or brought twice. Out: whether this packet has samples that are new. */
  #isNext(packet: Uint8Array, atMs: number): boolean {
    const sequence = (packet.at(-1) ?? 0) >> LAST.sequenceShift
    const step = this.#last === null ? 1 : stepOf(this.#last, sequence)
    const isBehindSilence = atMs - this.#lastMs > SILENCE_MS
    if (!isBehindSilence && (step === 0 || step > MOST_LOST)) {
      this.fault('repeatedFrame', packet.length)
      this.#isDoubtful = true
      return false
    }
    if (step !== 1 || this.#isDoubtful) this.#lost()
    if (step !== 1) this.fault('lostFrame', 0, { count: isBehindSilence ? 1 : step - 1 })
    this.#last = sequence
    this.#lastMs = atMs
    return true
  }

  #digital(packet: Uint8Array, atMs: number): void {
    const lines = packet[packet.length - DIGITAL_AT] ?? 0
    for (const [index, { bit }] of DIGITAL.entries()) {
      const channel = digital[index]
      const value = (lines & bit) === 0 ? 0 : 1
      if (channel === undefined) continue
      for (const sentMs of this.#steady.get(channel)?.take(value, atMs) ?? []) {
        this.out.measure({
          type: 'numeric',
          channel,
          value,
          validity: 'good',
          atMs: sentMs,
          deviceMs: null,
        })
      }
    }
  }
}
