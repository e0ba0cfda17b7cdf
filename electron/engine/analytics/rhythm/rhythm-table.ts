/** Definitions of the CinC 2015 challenge (Clifford and others 2015), for adults where no profile says otherwise. */
export const RHYTHM = {
  version: 1,
  asystoleSeconds: 4,
  /** Beats over which an extreme rate must hold. */
  bradycardiaBeats: 5,
  tachycardiaBeats: 17,
  ventricularBeats: 5,
  ventricularPerMinute: 100,
  /**
   * Less, peak to peak, is no beat here: on a flat line the beat detector adapts to anything. Own choice: half of the
   * 0.15 mV that EC13 has monitors ignore (the standard was not re-read), because there are hearts of low voltage.
   */
  leastMillivolt: 0.08,
  /** A beat this unlike the usual one is of another origin (clinical notes, section 3.5). */
  usualFrom: 0.8,
  /** The beat detector decides this long after a beat at most: its look ahead and its filters (JUDGE, FRONT). */
  decidedSeconds: 1.6,
} as const

/** How findings of several waves become one of a bed. Own choices. */
export const FINDING = {
  /** It stays so long after it was seen last, so that a rhythm at the edge of its definition is told once. */
  heldSeconds: 10,
  /** The detector of fibrillation decides about so long behind the first oscillation. */
  oscillatingSeconds: 8,
  /** A lead with a missing sample says nothing for so long; a finding that stood ends. */
  lostSeconds: 1,
  /** A lead whose samples do not change for so long says nothing: nothing that comes from a body stands still. */
  constantSeconds: 1,
} as const

/** Rates beyond which a rhythm is extreme, a minute. */
export interface RateLimits {
  readonly bradycardiaUnder: number
  readonly tachycardiaAbove: number
}

/** The challenge's limits for adults. */
export const ADULT_RATES: RateLimits = { bradycardiaUnder: 40, tachycardiaAbove: 140 }

/**
 * What is taken out around a pacemaker pulse before beats are sought, seconds. Pulses last 2 ms at most, a monitor's
 * filters stretch them. Own choice: shorter than the way from a pulse to the top of the beat that it makes.
 */
export const PACE = {
  beforeSeconds: 0.012,
  afterSeconds: 0.04,
  /** Marks without an end leave no wave to judge: longer stretches are missing. */
  longestSeconds: 0.25,
} as const
