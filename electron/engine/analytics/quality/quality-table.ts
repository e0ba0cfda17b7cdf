/** Signal quality over the last seconds (clinical notes, section 3.4); shares are of samples or of power. */
export const QUALITY = {
  windowSeconds: 10,
  /** A wave that stays within its flat range this long is flat. */
  flatSeconds: 2,
  /** Peak to peak, millivolts: less over `flatSeconds` is no ECG. */
  flatMillivolt: 0.05,
  /** More missing than this, and nothing is read from the wave. */
  mostMissing: 0.2,
  /** Own choice: some samples at the end of the range are the tops of tall beats. */
  clipped: 0.01,
  mostClipped: 0.1,
  /** Of the power of a clean ECG between 5 and 40 Hz, at least this lies under 15 Hz. */
  leastUnder15Hz: 0.5,
  /** Beats of one heart are this alike on average (Orphanidou and others 2015). */
  leastLikeness: 0.66,
} as const

/** Corners of the bands of the noise share, Hz. */
export const BANDS = { lowHz: 5, middleHz: 15, highHz: 40 } as const
