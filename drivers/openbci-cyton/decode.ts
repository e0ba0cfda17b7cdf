import type { Out } from '../driver.ts'
import type { FrameSink } from '../framing/counts.ts'
import { LockedDecoder } from '../framing/locked-decoder.ts'
import { SampleBatch } from '../framing/sample-batch.ts'
import { accelerometer, wavesOf } from './channels.ts'
import { ACCELEROMETER, ANSWER, COUNTER_HOLDS_MS, PACKET, RAIL } from './codes.ts'
import { CytonFramer } from './framer.ts'
import type { CytonOptions } from './options.ts'
import { int16, int24 } from './packets.ts'
import { Session } from './session.ts'

/** Samples joined into one wave: a tenth of a second. */
const BATCH_SAMPLES = 25
/** A station hears how the board lies twice a second; the board measures it 25 times. */
const READINGS_PER_VALUE = 12
/** More steps of the counter than this are a step back. */
const MOST_LOST = PACKET.counters / 2

/** When nothing follows a packet for so long, it was the last before a silence. */
const LAST_WAITS_MS = 100

/** Packets of the board in, up to eight voltages and its accelerometer out. */
export class CytonDecoder extends LockedDecoder {
  protected readonly framer: CytonFramer
  readonly #session: Session | null
  readonly #batches: readonly (SampleBatch | null)[]
  readonly #readingsPerValue: number
  /** Counter of the packet before, on the wire and among those that are shown; null where none came before. */
  #lastSent: number | null = null
  #lastShown: number | null = null
  #lastShownMs = 0
  /** A packet was refused as repeated: whether so many were lost that it only looks so, nothing says. */
  #isDoubtful = false
  #readings = 0
  /** A second board shares the packets in turn: which of them a packet is of, nothing says. */
  #hasDaisy = false

  constructor(out: Out, options: CytonOptions) {
    super(out)
    this.#batches = wavesOf(options).map((channel) =>
      channel === null ? null : new SampleBatch(channel, BATCH_SAMPLES, out),
    )
    this.#readingsPerValue = out.wantsEverything === true ? 1 : READINGS_PER_VALUE
    this.#session =
      out.send === undefined || options.listenOnly ? null : new Session((bytes) => out.send?.(bytes))
    const locked = this.insideLock({
      onFrame: (packet, atMs) => this.#packet(packet, atMs),
      onFault: (kind, bytes) => {
        this.#lost()
        this.fault(kind, bytes)
      },
    })
    this.framer = new CytonFramer(this.#stepping(locked), (text) => this.#answer(text))
  }

  override tick(atMs: number): void {
    if (atMs - this.nowMs >= LAST_WAITS_MS) this.framer.settle()
    for (const batch of this.#batches) batch?.tick(atMs)
    this.#session?.tick(atMs)
  }

  leave(): void {
    this.#session?.leave()
  }

  override end(atMs: number): void {
    super.end(atMs)
    this.#lost()
  }

  /** The counter must step by one until the lock is gained; from then on a jump is only a loss. */
  #stepping(locked: FrameSink): FrameSink {
    return {
      onFault: (kind, bytes) => {
        this.#lastSent = null
        locked.onFault(kind, bytes)
      },
      onFrame: (packet) => {
        const counter = packet[PACKET.counterAt] ?? 0
        const follows = this.#lastSent === null || stepOf(this.#lastSent, counter) === 1
        if (!follows && !this.lock.locked) this.lock.malformed()
        this.#lastSent = counter
        locked.onFrame(packet)
      },
    }
  }

  #lost(): void {
    this.#gap()
    this.#lastShown = null
  }

  #gap(): void {
    for (const batch of this.#batches) batch?.gap(this.nowMs)
    this.#isDoubtful = false
  }

  /** An answer means that the board was reset or set up: its counter begins anew, and so does the lock. */
  #answer(text: string): void {
    const isOfReset = this.#session?.answered(text) === true
    // What the board would have sent in the meantime nobody has counted.
    if (this.#lastShown !== null) this.fault('lostFrame', 0)
    this.#lost()
    this.#lastSent = null
    this.lock.end()
    this.#hasDaisy = ANSWER.second.test(text) || (this.#hasDaisy && !isOfReset)
  }

  #packet(packet: Uint8Array, atMs: number): void {
    this.#session?.heard(atMs)
    if (this.#hasDaisy || this.#session?.isSetUp === false) {
      this.fault('unknownRecord', packet.length)
      return
    }
    if (!this.#isNext(packet, atMs)) return
    for (const [index, batch] of this.#batches.entries()) {
      if (batch === null) continue
      const count = int24(packet, PACKET.samplesAt + index * PACKET.sampleBytes)
      const isRailed = Math.abs(count) > RAIL
      if (isRailed) batch.mark('leadOff')
      batch.add(count, !isRailed, atMs)
    }
    if (packet[PACKET.lastAt] === ACCELEROMETER.last) this.#accelerometer(packet, atMs)
  }

  /** Counts what the radio lost or brought twice. Out: whether this packet has samples that are new. */
  #isNext(packet: Uint8Array, atMs: number): boolean {
    const counter = packet[PACKET.counterAt] ?? 0
    const step = this.#lastShown === null ? 1 : stepOf(this.#lastShown, counter)
    const isBack = step === 0 || step > MOST_LOST
    if (isBack && atMs - this.#lastShownMs <= COUNTER_HOLDS_MS) {
      this.fault('repeatedFrame', packet.length)
      this.#isDoubtful = true
      return false
    }
    if (step !== 1) this.fault('lostFrame', 0, { count: step === 0 ? PACKET.counters - 1 : step - 1 })
    if (step !== 1 || this.#isDoubtful) this.#gap()
    this.#lastShown = counter
    this.#lastShownMs = atMs
    return true
  }

  #accelerometer(packet: Uint8Array, atMs: number): void {
    const raw = accelerometer.map((_, axis) => int16(packet, PACKET.furtherAt + axis * 2))
    if (raw.every((one) => one === 0)) return
    const isDue = this.#readings % this.#readingsPerValue === 0
    this.#readings++
    if (!isDue) return
    for (const [axis, channel] of accelerometer.entries()) {
      const value = (raw[axis] ?? 0) / ACCELEROMETER.perG
      this.out.measure({ type: 'numeric', channel, value, validity: 'good', atMs, deviceMs: null })
    }
  }
}

/** Steps of the counter from one packet to another. */
function stepOf(from: number, to: number): number {
  return (to - from + PACKET.counters) % PACKET.counters
}
