import type { FrameCounts } from '../driver.ts'
import type { FaultKind } from '../model/measurement.ts'

/** Fresh counters, all zero; the framer that owns them only ever adds. */
export function createFrameCounts(): FrameCounts {
  return { good: 0, checksum: 0, length: 0, short: 0, escape: 0, partial: 0, skippedBytes: 0 }
}

/** Why a frame was refused: each one has its own counter in `FrameCounts`. */
export type FrameFault = Extract<
  FaultKind,
  'checksum' | 'length' | 'short' | 'escape' | 'partial' | 'skipped'
>

/** Where a framer sends what it finds, in the order of the stream. */
export interface FrameSink {
  /**
   * One whole frame, escapes undone, delimiters removed, checksum still at its
   * end. The view lies in the framer's own buffer and is only valid during the call.
   */
  onFrame(frame: Uint8Array): void
  /** Something was refused; `bytes` is how much of the stream as received it cost. */
  onFault(kind: FrameFault, bytes: number): void
}

/** Everything that was lost so far: frames that failed or were cut, and bytes outside frames. */
export function lossOf(counts: Readonly<FrameCounts>): number {
  return counts.checksum + counts.length + counts.short + counts.escape + counts.partial + counts.skippedBytes
}

/** What every framer can do; each one is fed bytes cut anywhere. */
export interface Framer {
  push(bytes: Uint8Array): void
  /** The input has ended: counts a cut frame and forgets it. */
  end(): void
  readonly counts: Readonly<FrameCounts>
}
