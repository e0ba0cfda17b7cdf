import type { WaveChannel } from '../../../drivers/model/channel.ts'
import type { Wave } from '../../../drivers/model/measurement.ts'
import type { TestWave } from '../../ipc/line-test.ts'

/** Seconds that the picture of a wave holds, and the columns of each. */
const SHOWN_SECONDS = 6
const COLUMNS_A_SECOND = 80

/** The newest seconds of one wave, folded to the extremes of each column; no sample is left out. */
export class PreviewWave {
  readonly #channel: WaveChannel
  readonly #columns: (readonly [number, number] | null)[] = []
  readonly #samplesAColumn: number
  /** Waves of all rates show the same seconds, so that they stand under each other in time. */
  readonly #mostColumns: number
  #low = Number.POSITIVE_INFINITY
  #high = Number.NEGATIVE_INFINITY
  #seen = 0
  #lost = 0

  constructor(channel: WaveChannel) {
    this.#channel = channel
    this.#samplesAColumn = Math.max(1, channel.rateHz / COLUMNS_A_SECOND)
    this.#mostColumns = Math.ceil((SHOWN_SECONDS * channel.rateHz) / this.#samplesAColumn)
  }

  /** Takes the samples of a wave of this channel. Values without meaning count as lost. */
  push({ samples, missing }: Wave): void {
    const { gain, offset } = this.#channel
    let run = 0
    for (let index = 0; index < samples.length; index++) {
      while (run < missing.length && index >= (missing[run]?.start ?? 0) + (missing[run]?.length ?? 0)) run++
      const isMissing = run < missing.length && index >= (missing[run]?.start ?? 0)
      if (isMissing) this.#lost++
      else {
        const value = (samples[index] ?? 0) * gain + offset
        if (value < this.#low) this.#low = value
        if (value > this.#high) this.#high = value
      }
      this.#seen++
      if (this.#seen >= this.#samplesAColumn) this.#finishColumn()
    }
  }

  view(): TestWave {
    const { key, label, id, unit, rateHz } = this.#channel
    return { key, label, id, unit, rateHz, columns: [...this.#columns], lostSamples: this.#lost }
  }

  #finishColumn(): void {
    this.#columns.push(this.#low > this.#high ? null : [this.#low, this.#high])
    if (this.#columns.length > this.#mostColumns) this.#columns.shift()
    // What is left over of a column with a broken number of samples belongs to the next one.
    this.#seen -= this.#samplesAColumn
    this.#low = Number.POSITIVE_INFINITY
    this.#high = Number.NEGATIVE_INFINITY
  }
}
