import type { Decoder, FrameCounts, Out } from '../driver.ts'
import type { Framer, FrameSink } from '../framing/counts.ts'
import { FormatLock, lockErrors, lockedSink } from '../framing/lock.ts'
import { SampleBatch } from '../framing/sample-batch.ts'
import { SteadyValue } from '../framing/steady.ts'
import { type Candidate, StreamChoice } from '../framing/stream-choice.ts'
import { SyncBitFramer } from '../framing/sync-bit.ts'
import type { NumericChannel } from '../model/channel.ts'
import { hidPleth, perfusion, pulseRate, saturation, serialPleth, strength } from './channels.ts'
import { OLD, PERFUSION_PER_PERCENT, V7, V7_BYTES } from './codes.ts'
import { HidFramer } from './hid-framer.ts'
import { type Cms50Options, WIRES, type Wire } from './options.ts'
import { createReading, type Filled, type Reading, readHid, readOld, readV7 } from './reading.ts'
import { Session } from './session.ts'

interface WireParts {
  framer(sink: FrameSink): Framer
  read(frame: Uint8Array, into: Reading): Filled
  readonly pleth: typeof serialPleth
  /** Whether the wire has a signal strength and repeats its numbers in every frame. */
  readonly isSerial: boolean
  readonly hasPerfusion: boolean
}

const PARTS: Readonly<Record<Wire, WireParts>> = {
  old: {
    framer: (sink) =>
      new SyncBitFramer(
        { first: 'high', maximumBytes: OLD.bytes, lengthOf: () => OLD.bytes, problemOf: () => null },
        sink,
      ),
    read: readOld,
    pleth: serialPleth,
    isSerial: true,
    hasPerfusion: false,
  },
  v7: {
    framer: (sink) =>
      new SyncBitFramer(
        {
          first: 'low',
          maximumBytes: V7.longestBytes,
          lengthOf: (first) => V7_BYTES.get(first) ?? null,
          problemOf: () => null,
        },
        sink,
      ),
    read: readV7,
    pleth: serialPleth,
    isSerial: true,
    hasPerfusion: true,
  },
  hid: {
    framer: (sink) => new HidFramer(sink),
    read: readHid,
    pleth: hidPleth,
    isSerial: false,
    hasPerfusion: true,
  },
}

/** What a packet of random bytes must match on the weakest wire, the old one: bit 7 of its bytes. */
export const lock = lockErrors([{ allowed: 1, possible: 2 ** OLD.bytes }])

/** Samples joined into one wave: a tenth of a second. */
const BATCH_SAMPLES = 6
const VALIDITIES = ['good', 'questionable', 'off'] as const

/**
 * A decoder for the wire of the options. `auto` tells the wires apart: bit 7 is set in
 * the first byte only (old), in all but the first (v7), or the first is EB and a sum holds (hid).
 */
export function startCms50(out: Out, options: Cms50Options): Decoder {
  const speaks = out.send !== undefined && !options.listenOnly
  const sessionOf = (wire: Wire): Session | null =>
    speaks ? new Session(wire, (bytes) => out.send?.(bytes)) : null
  if (options.wire !== 'auto') return new Cms50Decoder(out, options.wire, sessionOf(options.wire))
  // Sessions outlive the candidates: noise must not make the station ask faster.
  const makers = WIRES.map((wire) => {
    const session = sessionOf(wire)
    return (own: Out) => new Cms50Decoder(own, wire, session)
  })
  return new StreamChoice(out, makers)
}

/** Bytes of a CMS50 in, saturation, pulse rate, perfusion, signal strength and pleth out. */
export class Cms50Decoder implements Candidate {
  readonly #out: Out
  readonly #wire: WireParts
  readonly #framer: Framer
  readonly #lock = new FormatLock()
  readonly #session: Session | null
  readonly #pleth: SampleBatch
  readonly #reading = createReading()
  readonly #steady: ReadonlyMap<NumericChannel, SteadyValue>
  #atMs = 0

  constructor(out: Out, wire: Wire, session: Session | null) {
    this.#out = out
    this.#wire = PARTS[wire]
    this.#pleth = new SampleBatch(this.#wire.pleth, BATCH_SAMPLES, out)
    this.#session = session
    const numbers = [saturation, pulseRate, perfusion, strength]
    this.#steady = new Map(numbers.map((one) => [one, new SteadyValue(out.wantsEverything === true)]))
    this.#framer = this.#wire.framer(
      lockedSink(
        this.#lock,
        out,
        {
          onFrame: (frame, atMs) => this.#frame(frame, atMs),
          onFault: (kind, bytes) => {
            this.#lost()
            out.measure({ type: 'fault', kind, bytes, atMs: this.#atMs, deviceMs: null })
          },
        },
        () => this.#atMs,
      ),
    )
  }

  get isLocked(): boolean {
    return this.#lock.locked
  }

  get counts(): Readonly<FrameCounts> {
    return this.#framer.counts
  }

  push(bytes: Uint8Array, atMs: number): void {
    this.#atMs = atMs
    this.#framer.push(bytes)
  }

  tick(atMs: number): void {
    this.#pleth.tick(atMs)
    this.#session?.tick(atMs)
  }

  end(atMs: number): void {
    this.#atMs = atMs
    this.#framer.end()
    this.#lock.end()
    this.#lost()
  }

  #lost(): void {
    this.#pleth.gap(this.#atMs)
    for (const value of this.#steady.values()) value.forget()
  }

  #frame(frame: Uint8Array, atMs: number): void {
    const filled = this.#wire.read(frame, this.#reading)
    switch (filled) {
      case 'impossible':
        this.#lock.malformed()
        this.#lost()
        this.#out.measure({
          type: 'fault',
          kind: 'unexpectedValue',
          bytes: frame.length,
          atMs,
          deviceMs: null,
        })
        return
      case 'nothing':
        // An answer takes the place of a sample, or a damaged type hid one.
        this.#pleth.gap(atMs)
        return
      case 'pleth':
        this.#sample(atMs)
        return
      case 'numbers':
        this.#numbers(atMs)
        return
      case 'all':
        this.#sample(atMs)
        this.#numbers(atMs)
    }
  }

  #sample(atMs: number): void {
    this.#session?.heard(atMs)
    this.#pleth.add(this.#reading.pleth, this.#reading.plethIsData, atMs)
  }

  #numbers(atMs: number): void {
    const reading = this.#reading
    this.#say(saturation, reading.saturation, 1, atMs)
    this.#say(pulseRate, reading.rate, 1, atMs)
    if (this.#wire.hasPerfusion) this.#say(perfusion, reading.perfusion, PERFUSION_PER_PERCENT, atMs)
    if (this.#wire.isSerial) this.#say(strength, reading.strength, 1, atMs)
  }

  #say(channel: NumericChannel, raw: number | null, divisor: number, atMs: number): void {
    const off = this.#reading.validity === 'off'
    const value = raw === null || off ? null : raw / divisor
    const validity = off ? 'off' : raw === null ? 'invalid' : this.#reading.validity
    const say = (sentMs: number): void =>
      this.#out.measure({ type: 'numeric', channel, value, validity, atMs: sentMs, deviceMs: null })
    if (!this.#wire.isSerial) {
      say(atMs)
      return
    }
    const code = ((raw ?? -1) + 1) * VALIDITIES.length + VALIDITIES.indexOf(this.#reading.validity)
    for (const sentMs of this.#steady.get(channel)?.take(code, atMs) ?? []) say(sentMs)
  }
}
