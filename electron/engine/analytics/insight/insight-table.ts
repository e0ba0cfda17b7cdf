import type { InsightParameter } from '../../../ipc/insight-finding.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** A number an insight may be about, and from when on a change of it matters. */
export interface Parameter {
  readonly name: InsightParameter
  /** UCUM. Readings come in this unit; nothing is converted. */
  readonly unit: string
  /** Least change an hour that counts as a trend; null: that direction is not told. */
  readonly risingPerHour: number | null
  readonly fallingPerHour: number | null
  /** Least difference that counts as a step or as away from the baseline. */
  readonly leastChange: number
  /** Spread is never taken for smaller: a monitor's rounding is no steadiness of the patient. */
  readonly leastSpread: number
}

/**
 * Least slopes: Vigil's clinical notes, section 3.8 (recommended there, not from a trial). Least changes are two hours of
 * the least slope at most, least spreads about the accuracy monitors state: both Vigil's own choice.
 */
export const PARAMETERS = {
  heartRate: {
    name: 'heartRate',
    unit: '/min',
    risingPerHour: 10,
    fallingPerHour: 10,
    leastChange: 15,
    leastSpread: 2,
  },
  systolic: {
    name: 'systolic',
    unit: 'mm[Hg]',
    risingPerHour: null,
    fallingPerHour: 10,
    leastChange: 20,
    leastSpread: 3,
  },
  respiration: {
    name: 'respiration',
    unit: '/min',
    risingPerHour: 3,
    fallingPerHour: 3,
    leastChange: 5,
    leastSpread: 1,
  },
  spo2: { name: 'spo2', unit: '%', risingPerHour: null, fallingPerHour: 2, leastChange: 3, leastSpread: 1 },
  temperature: {
    name: 'temperature',
    unit: 'Cel',
    risingPerHour: 0.5,
    fallingPerHour: 0.5,
    leastChange: 0.8,
    leastSpread: 0.1,
  },
} as const satisfies Record<InsightParameter, Parameter>

/** How readings become one point a minute. */
export const MINUTES = {
  lengthMs: MINUTE_MS,
  /** Readings of one minute that are kept; more are counted only. Monitors send one a second at most. */
  mostReadings: 120,
  /** A cuff reading arrives this long after it was taken at most; then its minute is closed. */
  settleMs: 2 * MINUTE_MS,
} as const

/** Trend by Theil and Sen (Sen 1968) with the test of Mann and Kendall; figures of clinical notes 3.8, but the last. */
export const TREND = {
  version: 1,
  windowsMs: [HOUR_MS / 2, HOUR_MS, 2 * HOUR_MS],
  fewestPoints: 8,
  leastSpanShare: 0.6,
  /** Two-sided p < 0.01 of the normal distribution. */
  leastKendallZ: 2.5758,
  lowSlopeShare: 0.2,
  highSlopeShare: 0.8,
  soonestMs: 5 * MINUTE_MS,
  latestMs: 2 * HOUR_MS,
  /** Own choice: a longer gap than this share of the window is not bridged. */
  mostGapShare: 0.25,
} as const

/** Steps by cumulative sums (Page 1954); slack, threshold and reference of clinical notes 3.8. */
export const STEP = {
  version: 1,
  referenceMs: HOUR_MS,
  fewestPoints: 8,
  slack: 0.5,
  threshold: 5,
  /** Own choice: a minute adds 1 at most, so five of them at least make a step. */
  mostDeviation: 1.5,
  /** Own choice: how long a step is told. */
  toldForMs: 2 * HOUR_MS,
} as const

/** Personal baseline; figures of clinical notes 3.8. */
export const BASELINE = {
  version: 1,
  leastMs: 2 * HOUR_MS,
  mostMs: 4 * HOUR_MS,
  fewestPoints: 8,
  deviation: 3,
  forMs: 10 * MINUTE_MS,
} as const

/** Own choice: across a longer gap nothing is added up and no run goes on. */
export const LONGEST_GAP_MS = HOUR_MS / 2

/** Spread of a normal distribution over its median absolute deviation. */
export const SIGMA_PER_MAD = 1.4826

/** Milliseconds of an hour: slopes are told an hour. */
export const MS_PER_HOUR = HOUR_MS
