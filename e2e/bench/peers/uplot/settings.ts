/** A rectangle of the page, CSS px. */
export interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** What the peer is told: on the address of its page and, for the lines, in BENCH_PEER. */
export interface PeerSettings {
  /** One plot a bed, as large as that bed's trace in Vigil. */
  readonly plots: readonly Place[]
  /** Values at the bottom and the top of a plot, microvolts. */
  readonly lowest: number
  readonly highest: number
  /** Serial ports, one a bed; none: one wave of made-up data is drawn at once. */
  readonly lines: readonly string[]
}

/** Seconds that a plot shows: what a trace of that width shows at 25 mm/s. */
export const SECONDS_SHOWN = 5
export const RATE_HZ = 300
export const WAVE_CHANNEL = 'wave'
