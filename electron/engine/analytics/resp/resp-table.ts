/** Rate at which breaths are sought, Hz. */
export const RESP_HZ = 25

export const RESP = {
  /** Window of the comparison with two annotators (BIDMC, Pimentel 2017). */
  windowSeconds: 32,
  /** Breaths lie between these: 3 a minute and, with two sections, about 50 a minute. */
  lowHz: 0.05,
  highHz: 0.85,
  /** Periods compared: 0.6 s to 12 s. */
  shortestLag: 15,
  longestLag: 300,
  mostDisagreement: 0.3,
  repetitionBonus: 0.3,
  mostIrregular: 0.42,
} as const
