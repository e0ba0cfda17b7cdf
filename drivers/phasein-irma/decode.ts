import type { Out } from '../driver.ts'
import type { FrameFault } from '../framing/counts.ts'
import { LengthFramer } from '../framing/length.ts'
import { LockedDecoder } from '../framing/locked-decoder.ts'
import { SampleBatch } from '../framing/sample-batch.ts'
import type { NumericChannel } from '../model/channel.ts'
import { expired, general, inspired, status, waves } from './channels.ts'
import { BATCH, FRAME, GENERAL, KIND, NONE, NOT_MEASURING, OXYGEN, STATUS } from './codes.ts'
import { format, unsigned16 } from './frame.ts'

/** Frames of the module in, its waves and slow numbers out, all as the module counts them. It never writes. */
export class IrmaDecoder extends LockedDecoder {
  protected readonly framer: LengthFramer
  readonly #waves: readonly SampleBatch[]

  constructor(out: Out) {
    super(out)
    this.#waves = waves.map((channel) => new SampleBatch(channel, BATCH, out))
    const sink = this.insideLock({
      onFrame: (frame, atMs) => this.#frame(frame, atMs),
      onFault: (kind, bytes) => this.#lost(kind, bytes),
    })
    this.framer = new LengthFramer(format, sink)
  }

  override tick(atMs: number): void {
    for (const batch of this.#waves) batch.tick(atMs)
  }

  override end(atMs: number): void {
    super.end(atMs)
    for (const batch of this.#waves) batch.gap(atMs)
  }

  #lost(kind: FrameFault, bytes: number): void {
    for (const batch of this.#waves) batch.gap(this.nowMs)
    this.fault(kind, bytes)
  }

  #frame(frame: Uint8Array, atMs: number): void {
    const flags = frame[FRAME.statusAt] ?? 0
    const isMeasuring = (flags & NOT_MEASURING) === 0
    const isWorn = (flags & STATUS.replaceOxygenSensor) !== 0
    const measures = (gas: number): boolean => isMeasuring && !(isWorn && gas === OXYGEN)
    for (const [index, batch] of this.#waves.entries()) {
      const sample = unsigned16(frame, FRAME.wavesAt + 2 * index)
      batch.add(sample, measures(index) && sample !== NONE.wave, atMs)
    }
    const slow = frame.subarray(FRAME.slowAt, -1)
    const say = (channel: NumericChannel | undefined, value: number | undefined) =>
      this.#say(channel, isMeasuring && value !== NONE.slow ? value : undefined, atMs)
    switch (frame[FRAME.kindAt]) {
      case KIND.inspired:
        // Once a round is enough for the status.
        this.#say(status, flags, atMs)
        for (const [gas, channel] of inspired.entries()) say(channel, measures(gas) ? slow[gas] : undefined)
        return
      case KIND.expired:
        for (const [gas, channel] of expired.entries()) say(channel, measures(gas) ? slow[gas] : undefined)
        return
      case KIND.general:
        say(general.rate, slow[GENERAL.rate])
        say(general.sinceBreath, slow[GENERAL.sinceBreath])
        for (const [index, at] of GENERAL.agents.entries()) say(general.agents[index], slow[at])
        this.#pressure(unsigned16(slow, GENERAL.pressure), isMeasuring, atMs)
    }
  }

  #pressure(sent: number, isMeasuring: boolean, atMs: number): void {
    this.#say(general.pressure, isMeasuring && sent !== NONE.wave ? sent : undefined, atMs)
  }

  #say(channel: NumericChannel | undefined, value: number | undefined, atMs: number): void {
    if (channel === undefined) return
    const said =
      value === undefined
        ? ({ value: null, validity: 'invalid' } as const)
        : ({ value, validity: 'good' } as const)
    this.out.measure({ type: 'numeric', channel, ...said, atMs, deviceMs: null })
  }
}
