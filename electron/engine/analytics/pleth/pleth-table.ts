/** Rate at which pulses are sought, Hz. */
export const PLETH_HZ = 50

const seconds = (value: number) => Math.round(value * PLETH_HZ)

/** Slope sum after Zong and others 2003, and the window of the rate. */
export const PLETH = {
  lowHz: 1,
  highHz: 6,
  slopeSamples: seconds(0.16),
  apartSamples: seconds(0.26),
  /** A rise this share of the usual is a pulse. */
  share: 0.3,
  usualPulses: 8,
  /** Without a pulse this long the usual height is halved. */
  lostSamples: seconds(2.5),
  /** Median of the rises in this window starts it. */
  learnSamples: seconds(3),
  windowSeconds: 14,
  shortestLag: seconds(0.26),
  longestLag: seconds(2),
  /** A value that stays the same this long is a flat or saturated wave. */
  flatSeconds: 2,
  fewestPulses: 4,
  /** Distances further from the middle one than this share are counted as odd. */
  odd: 0.25,
  mostOdd: 0.1,
  /** A wave that repeats itself this well is regular: its period counts, if the pulses agree within the share below. */
  repeats: 0.3,
  agreement: 0.1,
  mostOddAgreeing: 0.4,
  /** And this well, whatever the pulses say (a dicrotic notch can double them). */
  repeatsAlone: 0.65,
} as const
