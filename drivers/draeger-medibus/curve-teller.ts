import type { Out } from '../driver.ts'
import { SampleBatch } from '../framing/sample-batch.ts'
import { curveChannelOf } from './channels.ts'
import { SAMPLES_AT_ONCE } from './codes.ts'
import type { PlannedCurve } from './curve-plan.ts'
import type { Record } from './curve-records.ts'

interface RunningCurve {
  readonly curve: PlannedCurve
  readonly batch: SampleBatch
}

/** Turns records into waves. */
export class CurveTeller {
  readonly #out: Out
  #plan: readonly PlannedCurve[] | null = null
  #curves: readonly RunningCurve[] = []

  constructor(out: Out) {
    this.#out = out
  }

  /** One record, and what it carries; null: not known, so that nothing is shown. */
  record({ mask, values, bytes, isFirst }: Record, plan: readonly PlannedCurve[] | null, atMs: number): void {
    if (plan === null || isFirst) return
    if (plan !== this.#plan) this.#begin(plan, atMs)
    if (mask >= 2 ** this.#curves.length) {
      // More curves than were asked for: whose values these are is not known.
      this.gap(atMs)
      this.#out.measure({ type: 'fault', kind: 'unexpectedValue', bytes, atMs, deviceMs: null })
      return
    }
    let next = 0
    for (const [index, running] of this.#curves.entries()) {
      if (((mask >> index) & 1) === 1) sample(running, values[next++] ?? 0, atMs)
    }
  }

  tick(atMs: number): void {
    for (const { batch } of this.#curves) batch.tick(atMs)
  }

  /** Records were lost. */
  gap(atMs: number): void {
    for (const { batch } of this.#curves) batch.gap(atMs)
  }

  #begin(plan: readonly PlannedCurve[], atMs: number): void {
    for (const { batch } of this.#curves) batch.flush(atMs)
    this.#plan = plan
    this.#curves = plan.map((curve) => {
      const channel = curveChannelOf(curve.row, curve.sampleUs)
      return { curve, batch: new SampleBatch(channel, SAMPLES_AT_ONCE, this.#out) }
    })
  }
}

/** A raw value beyond the largest that the device has named is no data. */
function sample({ curve, batch }: RunningCurve, raw: number, atMs: number): void {
  const { row, from, to, largestRaw } = curve
  const isData = raw <= largestRaw
  batch.add(isData ? Math.round((from + (raw * (to - from)) / largestRaw) / row.gain) : 0, isData, atMs)
}
