import type { Measurement, Wave } from '../../drivers/model/measurement.ts'
import type { LinkView } from '../ipc/views.ts'
import type { LineEvidence } from './session/line-seen.ts'

/** A wave with its place on the station's time line, as made by session/wave-timeline.ts. */
export interface TimedWave {
  readonly wave: Wave
  /** Station time of the first sample, continuous with the chunk before it unless `gapBefore`. */
  readonly startUtcMs: number
  readonly gapBefore: boolean
}

/** The first device of a bed that has several: its channels are named as if it were the only one. */
export const MONITOR = ''

/** What one push of bytes from one bed's link brought, in order. */
export interface BedBatch {
  readonly bed: string
  /** Which device of the bed; MONITOR is its first. Absent: the bed has but one. */
  readonly device?: string
  readonly atMs: number
  readonly atUtcMs: number
  readonly simulated: boolean
  readonly measurements: readonly Measurement[]
  /** One entry for each `wave` in measurements, in the same order. */
  readonly waves: readonly TimedWave[]
}

/** How long before its batch a measurement came: a decoder may hold it back until it can be believed, milliseconds. */
export function heldBackMs({ atMs }: BedBatch, measurement: Measurement): number {
  return Math.max(0, atMs - measurement.atMs)
}

/** The state of a bed's line changed. */
export interface LinkChange {
  readonly bed: string
  /** As in a batch. */
  readonly device?: string
  readonly atMs: number
  readonly atUtcMs: number
  readonly link: LinkView
  /** What came on the line up to this change. */
  readonly seen: LineEvidence
}

/** A bed that has, or had, several devices gets others, or others' lines. */
export interface DevicesChange {
  /** Those whose lines go on. */
  readonly goesOn: ReadonlySet<string>
  /** Whether it has several from now on. */
  readonly isOfSeveral: boolean
}

/** Consumers are called synchronously and in the order they were added: alarms, publisher, recorder, trend. */
export interface Consumer {
  onBatch(batch: BedBatch): void
  onLink(change: LinkChange): void
}

/** Synchronous fan-out in order; one way, no back edges. */
export class Bus implements Consumer {
  readonly #consumers: Consumer[] = []

  /** In: consumers in the order in which they are called. */
  add(...consumers: readonly Consumer[]): void {
    this.#consumers.push(...consumers)
  }

  onBatch(batch: BedBatch): void {
    for (const consumer of this.#consumers) consumer.onBatch(batch)
  }

  onLink(change: LinkChange): void {
    for (const consumer of this.#consumers) consumer.onLink(change)
  }
}
