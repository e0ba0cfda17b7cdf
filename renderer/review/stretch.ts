/** A stretch of time on the screen, UTC ms, half open. */
export interface Stretch {
  readonly fromUtcMs: number
  readonly toUtcMs: number
}

/** Where a moment lies in a drawing of `width`. */
export function xAt({ fromUtcMs, toUtcMs }: Stretch, width: number, atUtcMs: number): number {
  return ((atUtcMs - fromUtcMs) / (toUtcMs - fromUtcMs)) * width
}

/** The moment at a place of a drawing of `width`; outside of it the nearest end counts. */
export function momentAt({ fromUtcMs, toUtcMs }: Stretch, width: number, x: number): number {
  const share = Math.min(1, Math.max(0, width > 0 ? x / width : 0))
  return fromUtcMs + share * (toUtcMs - fromUtcMs)
}

/** The part of one stretch that lies in another; null if none does. */
export function overlap(one: Stretch, other: Stretch): Stretch | null {
  const fromUtcMs = Math.max(one.fromUtcMs, other.fromUtcMs)
  const toUtcMs = Math.min(one.toUtcMs, other.toUtcMs)
  return fromUtcMs < toUtcMs ? { fromUtcMs, toUtcMs } : null
}

/** A stretch of the same length that ends no later than `latestUtcMs`. */
export function notAfter({ fromUtcMs, toUtcMs }: Stretch, latestUtcMs: number): Stretch {
  const back = Math.max(0, toUtcMs - latestUtcMs)
  return { fromUtcMs: fromUtcMs - back, toUtcMs: toUtcMs - back }
}
