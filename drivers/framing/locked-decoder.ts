import type { Decoder, FrameCounts, Out } from '../driver.ts'
import type { FaultKind } from '../model/measurement.ts'
import type { Framer, FrameSink } from './counts.ts'
import { FormatLock, type LockedFrames, lockedSink } from './lock.ts'

/**
 * What every decoder of one framer and one lock does alike: time of the bytes at hand, counts, whether the lock is held,
 * and an end that ends both. A decoder adds what its frames mean, and forgets at the end what is its own.
 */
export abstract class LockedDecoder implements Decoder {
  protected readonly out: Out
  protected readonly lock: FormatLock
  protected abstract readonly framer: Framer
  /** Arrival of the bytes at hand; a frame at hand may have waited for the lock. */
  protected nowMs = 0

  constructor(out: Out, lock: FormatLock = new FormatLock()) {
    this.out = out
    this.lock = lock
  }

  get counts(): Readonly<FrameCounts> {
    return this.framer.counts
  }

  get isLocked(): boolean {
    return this.lock.locked
  }

  push(bytes: Uint8Array, atMs: number): void {
    this.nowMs = atMs
    this.framer.push(bytes)
  }

  abstract tick(atMs: number): void

  end(atMs: number): void {
    this.nowMs = atMs
    this.framer.end()
    this.lock.end()
  }

  /** The sink for the framer: frames come through inside the lock, each with the time it came; every fault ends it. */
  protected insideLock(sink: LockedFrames): FrameSink {
    return lockedSink(this.lock, this.out, sink, () => this.nowMs)
  }

  /** Tells a fault. `atMs`: when its bytes came, where that is not now; `count`: of how many frames. */
  protected fault(kind: FaultKind, bytes: number, more: { atMs?: number; count?: number } = {}): void {
    this.out.measure({ type: 'fault', kind, bytes, atMs: this.nowMs, deviceMs: null, ...more })
  }
}
