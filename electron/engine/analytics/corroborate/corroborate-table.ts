/** The life-threatening arrhythmias of the CinC 2015 challenge: what a bedside monitor may claim. */
export type Claim = 'asystole' | 'bradycardia' | 'tachycardia' | 'fibrillation' | 'ventricular tachycardia'

/**
 * When the other waves contradict a claim. Seconds, rates a minute, correlations. The
 * margins around each definition (asystole 4 s, bradycardia 40, tachycardia 140,
 * ventricular tachycardia 100) are wide on purpose: to contradict a true alarm is worse
 * than to stay silent on a false one.
 */
export const CONTRADICT = {
  windowSeconds: 13,
  bradySeconds: 17,
  bradyBeatSeconds: 19,
  fewest: 6,
  /** A pulse wave is steady if it repeats itself this well, at the distance of its pulses. */
  steady: { correlation: 0.6, odd: 0.15, agreement: 0.12 },
  asystole: {
    steadyGap: 2.8,
    fairCorrelation: 0.4,
    fairGap: 2,
    fairFewest: 9,
    beatGap: 2.6,
    beatTypicality: 0.85,
    beatFewest: 7,
  },
  bradycardia: { run: 4, pulse: 46, beats: 48, typicality: 0.9 },
  tachycardia: { run: 8, pulse: 125, beats: 130, beatsAlone: 115 },
  fibrillation: { correlation: 0.4, gap: 2, odd: 0.3, run: 4, beats: 160, typicality: 0.8 },
  ventricular: {
    correlation: 0.6,
    odd: 0.1,
    rate: 110,
    run: 4,
    beatsWithPulse: 130,
    typicalityWithPulse: 0.3,
    beatsAlone: 105,
    typicalityAlone: 0.9,
    /** Beats of another shape than usual, at a ventricular rate (its definition less a margin), one after the other. */
    unusual: { typicality: 0.8, rate: 95, most: 3 },
    /** A pulse wave as steady as none is while a run of the ventricle begins; faster than this it may be the run itself. */
    strictPulse: { correlation: 0.85, odd: 0.15, gap: 2, rate: 140 },
    /** Beats that all look alike: a run that has lasted for long does too, and is mostly faster than this. */
    beatsAlike: 150,
  },
  /** Beats are typical if all but the least typical 15 % are. */
  leastTypicalShare: 0.15,
  regularBeats: { typicality: 0.9, odd: 0.1 },
} as const
