import type { Out } from '../driver.ts'
import { SampleBatch } from '../framing/sample-batch.ts'
import type { FaultKind } from '../model/measurement.ts'
import { co2Wave } from './channels.ts'
import { FAST, MMHG, WAVE } from './codes.ts'

/** Steps of one in a row after which the message number is known to count. */
const COUNTS_AFTER = 3

/** Turns wave messages into the capnogram, and finds what is missing between two of them. */
export class WaveTeller {
  readonly #out: Out
  readonly #batch: SampleBatch
  #unit: number | null = null
  #last: number | null = null
  #steps = 0
  /** Other messages since the last one, and whether the device counts them too; null: it has not shown that yet. */
  #others = 0
  #countsOthers: boolean | null = null

  constructor(out: Out) {
    this.#out = out
    this.#batch = new SampleBatch(co2Wave, WAVE.samplesAtOnce, out)
  }

  /** The unit that the device is set to; the wave is known to be in mmHg only there. */
  unit(unit: number): void {
    this.#unit = unit
  }

  other(): void {
    this.#others++
  }

  message(data: Uint8Array, atMs: number): void {
    const isNew = this.#isNew(data[WAVE.numberAt] ?? 0, atMs)
    this.#others = 0
    if (!isNew || this.#unit === null) return
    const whole = data[WAVE.wholeAt] ?? 0
    const isData =
      ((data[WAVE.statusAt] ?? 0) & ~FAST.endOfBreath) === 0 && whole <= WAVE.most && this.#unit === MMHG
    this.#batch.add(isData ? whole * WAVE.perUnit + (data[WAVE.partAt] ?? 0) : 0, isData, atMs)
  }

  tick(atMs: number): void {
    this.#batch.tick(atMs)
  }

  /** Frames were lost. */
  gap(atMs: number): void {
    this.#batch.gap(atMs)
    this.#last = null
    this.#steps = 0
  }

  end(atMs: number): void {
    this.gap(atMs)
    this.#unit = null
    this.#countsOthers = null
  }

  /** Whether a message belongs behind the one before; a count that has not shown that it counts says nothing. */
  #isNew(number: number, atMs: number): boolean {
    const before = this.#last
    this.#last = number
    if (before === null) return true
    const step = this.#step(number, before)
    if (step === 1) {
      this.#steps++
      return true
    }
    if (this.#steps < COUNTS_AFTER) {
      this.#steps = 0
      return true
    }
    if (step === 0 || step > WAVE.numbers / 2) {
      // It came twice, or behind a later one, whose number goes on to hold.
      this.#last = before
      this.#fault('repeatedFrame', 1, atMs)
      return false
    }
    this.#batch.gap(atMs)
    this.#fault('lostFrame', step - 1, atMs)
    return true
  }

  /** Wave messages from the one before to this one. */
  #step(number: number, before: number): number {
    const counted = (number - before + WAVE.numbers) % WAVE.numbers
    if (this.#others === 0) return counted
    if (this.#countsOthers === null && this.#steps >= COUNTS_AFTER) {
      if (counted === 1) this.#countsOthers = false
      else if (counted === 1 + this.#others) this.#countsOthers = true
    }
    return this.#countsOthers === true ? (counted - this.#others + WAVE.numbers) % WAVE.numbers : counted
  }

  #fault(kind: FaultKind, count: number, atMs: number): void {
    this.#out.measure({ type: 'fault', kind, bytes: 0, count, atMs, deviceMs: null })
  }
}
