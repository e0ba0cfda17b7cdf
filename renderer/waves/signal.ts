import { SAMPLE, timeAt, type WaveRing } from './ring.ts'

/** How well one wave has arrived lately. */
export interface WaveSignal {
  /** Of the samples that this stretch of time should hold, percent that never came or came without a value. */
  readonly lossPercent: number
  /** Of those that came, percent that the device marked as lead off or saturated. */
  readonly poorPercent: number
  /** Whether the device says of the newest sample that its lead is off. */
  readonly leadOff: boolean
}

/** Long enough that one lost packet is a small figure, short enough that a bad lead shows at once. */
const WINDOW_MS = 10_000
const PERCENT = 100

/** Looks at the newest seconds of a ring. Out: null until there is a second of them. */
export function signalOf(ring: WaveRing): WaveSignal | null {
  const { start, end, periodMs } = ring
  if (end - start < 2) return null
  const newestMs = timeAt(ring, end - 1)
  let oldestMs = newestMs
  let received = 0
  let poor = 0
  for (let index = end - 1; index >= start && newestMs - timeAt(ring, index) < WINDOW_MS; index--) {
    oldestMs = timeAt(ring, index)
    const flags = ring.flags[index % ring.capacity] ?? 0
    if ((flags & SAMPLE.missing) !== 0) continue
    received += 1
    if ((flags & (SAMPLE.poor | SAMPLE.leadOff)) !== 0) poor += 1
  }
  // A hole at the very start of the window belongs to it as well.
  const spanMs = end - 1 - start > WINDOW_MS / periodMs ? WINDOW_MS : newestMs - oldestMs + periodMs
  const expected = Math.max(1, Math.round(spanMs / periodMs))
  if (spanMs < WINDOW_MS / 10) return null
  const lossPercent = Math.max(0, PERCENT * (1 - received / expected))
  const poorPercent = received === 0 ? 0 : (PERCENT * poor) / received
  const newest = ring.flags[(end - 1) % ring.capacity] ?? 0
  return { lossPercent, poorPercent, leadOff: (newest & SAMPLE.leadOff) !== 0 }
}
