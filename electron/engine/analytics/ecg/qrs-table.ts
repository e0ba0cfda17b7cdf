/** Rate at which beats are sought, Hz: every lead is brought to it. */
export const ECG_HZ = 250

const seconds = (value: number) => Math.round(value * ECG_HZ)

/** The filters. The band and the mean are those of Pan and Tompkins 1985 and Hamilton and Tompkins 1986. */
export const FRONT = {
  bandLowHz: 5,
  bandHighHz: 15,
  meanSamples: seconds(0.1),
  shapeLowHz: 1,
  shapeHighHz: 25,
  /** Delays of the two filter chains, from an impulse. */
  envelopeDelay: 24,
  shapeDelay: 2,
  /** From a QRS to its candidate: both of the following, see EcgFront. */
  pickDelay: seconds(0.16) + 24,
  /** Candidates stand at least this far apart. */
  apartSamples: seconds(0.16),
  /** A bump cut off by a gap counts if its peak had passed. */
  passedSamples: seconds(0.06),
  spanSamples: seconds(0.1),
  /** After a start or a gap the filters settle first. */
  settleSamples: seconds(0.1),
  transientSamples: seconds(0.22),
  /** What is kept of trace and envelope. */
  historySamples: seconds(16),
} as const

/** How shapes are compared. */
export const SHAPE = {
  /** Reach of a snippet on either side of the candidate, and its step. */
  reachSamples: seconds(0.1),
  stepSamples: 2,
  /** How far two snippets are shifted against each other. */
  slackSamples: seconds(0.032),
  /** Beats remembered. */
  remembered: 8,
} as const

/** How candidates become beats; distances are samples. */
export const JUDGE = {
  /** Beats whose heights and distances are the usual. */
  usualBeats: 8,
  /** The usual height is a low one of them: with two kinds of beats the smaller counts. */
  usualRank: 2,
  pauseRank: 6,
  fewestDistances: 3,
  /** Distances are alike if all but the extremes lie within this share. */
  regularSpread: 0.12,
  /** A candidate this far from noise to usual is strong. */
  strong: 0.55,
  highestNoise: 0.8,
  /** No ventricle answers sooner (Pan and Tompkins: 200 ms). */
  refractory: seconds(0.2),
  /** Until here a candidate may be the T wave of the beat before (Pan and Tompkins: 360 ms). */
  tWaveEnds: seconds(0.4),
  /** A T wave is flatter than this share of the beat before it. */
  tWaveShare: 0.55,
  /** One huge beat raises the usual by at most this factor. */
  highestUsual: 2,
  /** What is gathered before the first judgement, and the pieces it is cut into. */
  learn: seconds(3),
  learnSpan: seconds(1),
  firstRr: seconds(0.8),
  shortestRr: seconds(0.24),
  longestRr: seconds(1.6),
  /** Silence longer than this many usual distances is searched again (Pan and Tompkins). */
  searchBack: 1.66,
  longestWait: seconds(1.2),
} as const

/** Strength needed = base + perNoise * noise, kept between least and most: all shares of the usual beat. */
interface Need {
  readonly base: number
  readonly perNoise: number
  readonly least: number
  readonly most: number
}

const NOT_DUE: Need = { base: 0.2, perNoise: 3.2, least: 0.34, most: 0.85 }
const BETWEEN: Need = { base: 0.2, perNoise: 1.2, least: 0.25, most: 0.6 }
const MISSING: Need = { base: 0.1, perNoise: 1.2, least: 0.17, most: 0.55 }

/** What speaks for and against a candidate: shares of the usual distance, size or likeness. */
export const EVIDENCE = {
  notDue: NOT_DUE,
  between: BETWEEN,
  missing: MISSING,
  tallBeat: 2.5,
  /** A tall beat is mostly one of the ventricle, whose T wave comes late. */
  plainBeat: 1.5,
  lateTWaveEnds: seconds(0.5),
  lateTWaveShare: 0.25,
  aboveTWaves: 2.5,
  lowestEarly: 0.3,
  leastInTWave: 0.35,
  /** Neither a T wave nor a P wave lies this far from both beats. */
  farFromBeats: seconds(0.5),
  oneDistance: 1.3,
  twoDistances: 1.4,
  longPause: 1.15,
  tooNear: 0.6,
  halfDistance: 0.5,
  fullDistance: 0.9,
  mostOfDistance: 0.7,
  onTime: 0.15,
  larger: 1.1,
  smaller: 0.6,
  largestSpan: 1.5,
  alike: 0.85,
  doubtful: 0.7,
  unlike: 0.6,
  leastAlike: 0.5,
  clearlyMoreAlike: 0.15,
  alikeFactor: 0.8,
  unlikeFactor: 1.25,
} as const

/** How leads stand in for each other. */
export const FUSION = {
  /** The leading lead is silent after this many of its distances (less the refractory time). */
  silence: 2,
  /** And a beat of another lead has waited this long for it. */
  waitSeconds: 3,
  refractorySeconds: 0.25,
  distances: 8,
  alike: 0.8,
} as const
