import type { Out } from '../driver.ts'
import type { FrameFault } from '../framing/counts.ts'
import { LOCK_NEEDS } from '../framing/lock.ts'
import { LockedDecoder } from '../framing/locked-decoder.ts'
import { SampleBatch } from '../framing/sample-batch.ts'
import { readSamples } from './block.ts'
import { BlockFramer } from './block-framer.ts'
import { ecg, slots } from './channels.ts'
import { ALARMS, OFFSET, SAMPLES } from './codes.ts'
import { SequenceWatch } from './sequence.ts'

/** Samples joined into one wave: a fifth of a second. */
const ECG_BATCH = 40
const SLOT_BATCH = 10

type Alarm = (typeof ALARMS)[number]

/** Blocks of the monitor in, its waves and its two alarm bits out. It only listens. */
export class DinamapDecoder extends LockedDecoder {
  protected readonly framer: BlockFramer
  readonly #sequence = new SequenceWatch()
  readonly #ecg: SampleBatch
  readonly #slots: readonly SampleBatch[]
  readonly #samples = new Uint16Array(SAMPLES)
  readonly #standing = new Set<Alarm>()
  /** Blocks in a row in which an alarm bit was other than what stands: a damaged block must not be an alarm. */
  readonly #changed = new Map<Alarm, number>()

  constructor(out: Out) {
    super(out)
    this.#ecg = new SampleBatch(ecg, ECG_BATCH, out)
    this.#slots = slots.map((channel) => new SampleBatch(channel, SLOT_BATCH, out))
    const locked = this.insideLock({
      onFrame: (block, atMs) => this.#block(block, atMs),
      onFault: (kind, bytes) => this.#lost(kind, bytes),
    })
    this.framer = new BlockFramer({
      onFault: (kind, bytes) => locked.onFault(kind, bytes),
      onFrame: (block) => {
        if (this.#follows(block)) locked.onFrame(block)
      },
    })
  }

  override tick(atMs: number): void {
    for (const batch of [this.#ecg, ...this.#slots]) batch.tick(atMs)
  }

  override end(atMs: number): void {
    super.end(atMs)
    this.#gap()
    this.#sequence.forget()
    this.#standing.clear()
    this.#changed.clear()
  }

  /** Whether a block is to be read: not if it came twice or late. */
  #follows(block: Uint8Array): boolean {
    const step = this.#sequence.see(block[OFFSET.sequence] ?? 0)
    if (step.kind === 'repeated') {
      this.fault('repeatedFrame', block.length)
      return false
    }
    if (step.kind === 'lost') {
      // A row that gives the lock has no hole; inside it each block holds by itself.
      if (!this.lock.locked) this.lock.malformed()
      this.#gap()
      this.fault('lostFrame', 0, { count: step.lost })
    }
    return true
  }

  #lost(kind: FrameFault, bytes: number): void {
    this.#gap()
    // The next block is not the next number, and how many are lost is said by the bytes.
    this.#sequence.forget()
    this.fault(kind, bytes)
  }

  #gap(): void {
    for (const batch of [this.#ecg, ...this.#slots]) batch.gap(this.nowMs)
  }

  #block(block: Uint8Array, atMs: number): void {
    readSamples(block, OFFSET.slots, this.#samples)
    for (const [index, batch] of this.#slots.entries()) batch.add(this.#samples[index] ?? 0, true, atMs)
    readSamples(block, OFFSET.ecg, this.#samples)
    for (const sample of this.#samples) this.#ecg.add(sample, true, atMs)
    for (const alarm of ALARMS) this.#alarm(alarm, ((block[OFFSET.status] ?? 0) & alarm.mask) !== 0, atMs)
  }

  #alarm(alarm: Alarm, isOn: boolean, atMs: number): void {
    const changed = isOn === this.#standing.has(alarm) ? 0 : (this.#changed.get(alarm) ?? 0) + 1
    this.#changed.set(alarm, changed)
    if (changed < LOCK_NEEDS.frames) return
    this.#changed.set(alarm, 0)
    if (isOn) this.#standing.add(alarm)
    else this.#standing.delete(alarm)
    const { text, priority } = alarm
    const phase = isOn ? 'start' : 'end'
    this.out.measure({ type: 'alert', priority, kind: 'physiological', text, phase, atMs, deviceMs: null })
  }
}
