import type { ValueRange } from '../../../renderer/waves/scale.ts'
import type { Region } from '../../support/framebuffer.ts'

/** What one measurement needs to know about the screen. */
export interface Target {
  /** Index of the bed whose trace is marked. */
  readonly bed: number
  /** Its trace area on the screen. */
  readonly trace: Region
}

/** From the bench to the process that feeds the lines and watches the screen. */
export type ToProbe =
  | {
      readonly type: 'feed'
      /** Monitor ends of the lines, one a bed. */
      readonly lines: readonly string[]
      /** Beds whose ECG is flat and marked; the others send a patient's ECG. */
      readonly marked: readonly number[]
      readonly range: ValueRange
      readonly framebufferFile: string
    }
  | { readonly type: 'measure'; readonly targets: readonly Target[]; readonly markers: number }

/** One marker: when its bytes were written and how long until it was seen. */
export interface Marker {
  /** UTC ms of the write: to tell what the page was doing then. */
  readonly writtenUtcMs: number
  readonly bed: number
  /** From write() to the first look that shows the marker, ms; null if it was not seen in time. */
  readonly latencyMs: number | null
}

/** From the probe to the bench. */
export type FromProbe =
  | { readonly type: 'feeding' }
  | {
      readonly type: 'measured'
      readonly markers: readonly Marker[]
      /** Markers left out because their level was not empty when they were written. */
      readonly notFresh: number
      /** Packets that a full line did not take. */
      readonly refusedPackets: number
      /** Median and greatest time between two looks, ms. */
      readonly lookEveryMs: { readonly p50: number; readonly p99: number }
    }
