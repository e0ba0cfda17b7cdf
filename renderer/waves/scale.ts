/** Values at the bottom and the top of a trace, in the unit of the wave. */
export interface ValueRange {
  readonly lowest: number
  readonly highest: number
}

/** What decides the scale of a row: the trace area in CSS pixels and the wave's own range. */
export interface ScaleBasis {
  readonly kind: 'ecg' | 'other'
  readonly unit: string
  readonly lowest: number
  readonly highest: number
  readonly tracePx: number
  readonly pxPerMm: number
  /** Somebody chose this gain for an ECG; absent: the usual one while the wave fits. */
  readonly chosenGain?: number | undefined
}

/** ECG: 10 mm a millivolt (CLINICAL 1.11), steps of the gain from the most to the least sensitive. */
const MM_PER_MILLIVOLT = 10
export const GAIN_STEPS: readonly number[] = [4, 2, 1, 0.5, 0.25]
const UNITY_STEP = GAIN_STEPS.indexOf(1)
/** Taller than this by itself an ECG of low voltage would look like another one. */
const MOST_SENSITIVE_AUTO = GAIN_STEPS.indexOf(2)
/** Share of the height above the base line: R waves are taller than S waves. */
const ABOVE_BASELINE = 0.76
/** Other waves: the range of the channel table times this, from the first step on. */
const RANGE_STEPS = [1, 1.5, 2, 3, 4, 6, 8] as const

const BUCKET_MS = 1000
const ECG_WINDOW_BUCKETS = 10
const OTHER_WINDOW_BUCKETS = 30
/** Clipped in two of the last four seconds: not a single artefact. */
const CLIP_BUCKETS = 4
const CLIPPED_AT_LEAST = 2
/** A more sensitive step is taken only if the wave fills no more than this of it: back to the usual step, or beyond it. */
const HOME_FILL = 0.94
/** A step that is left only because the base line lies badly is kept up to here: the line stays clear of the edge. */
const KEPT_FILL = 0.98
const BEYOND_FILL = 0.7
/** Under this the trace is noise or a flat line, and must not be blown up to look like a beat. */
const FLAT_MILLIVOLT = 0.15

/** Units of one millivolt, or null if the unit is not a voltage. */
export function unitsPerMillivolt(unit: string): number | null {
  return unit === 'mV' ? 1 : unit === 'uV' ? 1000 : unit === 'V' ? 0.001 : null
}

/** Whether a row is drawn in mm/mV: it must be an ECG and its unit a voltage. */
export function isMillivoltScale(basis: ScaleBasis): boolean {
  return basis.kind === 'ecg' && unitsPerMillivolt(basis.unit) !== null
}

/** Height of 1 mV in CSS pixels at a step of the gain. */
export function millivoltPx(basis: ScaleBasis, step: number): number {
  return MM_PER_MILLIVOLT * (GAIN_STEPS[step] ?? 1) * basis.pxPerMm
}

/** Range shown at a step; `bothSides` widens a range that starts at zero downwards too. */
export function rangeAt(basis: ScaleBasis, step: number, bothSides: boolean): ValueRange {
  const millivolt = unitsPerMillivolt(basis.unit)
  if (isMillivoltScale(basis) && millivolt !== null) {
    const span = (basis.tracePx / millivoltPx(basis, step)) * millivolt
    return { lowest: -span * (1 - ABOVE_BASELINE), highest: span * ABOVE_BASELINE }
  }
  const span = basis.highest > basis.lowest ? basis.highest - basis.lowest : 1
  const extra = span * ((RANGE_STEPS[step] ?? 1) - 1)
  if (basis.lowest < 0 || bothSides) {
    return { lowest: basis.lowest - extra / 2, highest: basis.lowest + span + extra / 2 }
  }
  return { lowest: basis.lowest, highest: basis.lowest + span + extra }
}

/** Scale of one row over time. */
export interface RowScale {
  /** Notes one drawn sample (physical value) at its place in time. */
  see(value: number, atMs: number): void
  /** Looks whether another step fits better. Out: true if the range has changed (the row must be drawn anew). */
  settle(): boolean
  readonly range: ValueRange
  /** `×1` for an ECG, null for others. */
  readonly gain: string | null
  /** Height of the 1 mV bar in CSS pixels, or null where the scale is not in millivolt. */
  readonly barPx: number | null
}

/**
 * Keeps a scale still while the wave fits and moves it in stated steps when it
 * does not: out when the trace is cut off in two seconds of four, in when a
 * whole window would fill little of the next step. An ECG that fits is moved up
 * or down before its gain is touched. A chosen gain stays, cut off or not; only where 1 mV would not fit the
 * height the tallest gain that does is taken, and said.
 */
export function createScale(basis: ScaleBasis): RowScale {
  const ecg = isMillivoltScale(basis)
  const steps = ecg ? GAIN_STEPS.length : RANGE_STEPS.length
  const window = ecg ? ECG_WINDOW_BUCKETS : OTHER_WINDOW_BUCKETS
  const flat = ecg ? FLAT_MILLIVOLT * (unitsPerMillivolt(basis.unit) ?? 1) : 0
  const low = new Float64Array(window)
  const high = new Float64Array(window)
  const chosen = ecg ? GAIN_STEPS.indexOf(basis.chosenGain ?? Number.NaN) : -1
  let mostSensitive = ecg ? Math.max(chosen, chosen < 0 ? MOST_SENSITIVE_AUTO : 0) : 0
  if (ecg)
    while (mostSensitive < steps - 1 && millivoltPx(basis, mostSensitive) > basis.tracePx) mostSensitive++
  const home = chosen >= 0 ? mostSensitive : ecg ? Math.max(UNITY_STEP, mostSensitive) : 0
  const leastSensitive = chosen >= 0 ? home : steps - 1
  let step: number = home
  let bothSides = false
  let range = rangeAt(basis, step, bothSides)
  let bucket = Number.NaN
  let filled = 0
  let changed = false

  /** Lowest and highest of the newest `count` full seconds. */
  function extremes(count: number): ValueRange {
    let lowest = Number.POSITIVE_INFINITY
    let highest = Number.NEGATIVE_INFINITY
    for (let back = 1; back <= Math.min(count, filled); back++) {
      const slot = (bucket - back + window) % window
      lowest = Math.min(lowest, low[slot] ?? 0)
      highest = Math.max(highest, high[slot] ?? 0)
    }
    return { lowest, highest }
  }

  function clippedBuckets(): number {
    let clipped = 0
    for (let back = 1; back <= Math.min(CLIP_BUCKETS, filled); back++) {
      const slot = (bucket - back + window) % window
      if ((low[slot] ?? 0) < range.lowest || (high[slot] ?? 0) > range.highest) clipped++
    }
    return clipped
  }

  /** The range of a step that shows what was seen, moved up or down for an ECG if need be; null if it is too small. */
  function fitting(at: number, seen: ValueRange, fill: number): ValueRange | null {
    const usual = rangeAt(basis, at, bothSides)
    const span = usual.highest - usual.lowest
    const spare = (span * (1 - fill)) / 2
    // A pressure or CO2 may lie on its base line.
    const bottom = ecg ? usual.lowest + spare : usual.lowest
    if (seen.lowest >= bottom && seen.highest <= usual.highest - spare) return usual
    if (!ecg || seen.highest - seen.lowest > span * fill) return null
    const lowest = (seen.lowest + seen.highest - span) / 2
    return { lowest, highest: lowest + span }
  }

  function move(next: number, to: ValueRange): void {
    if (to.lowest === range.lowest && to.highest === range.highest) return
    step = next
    range = to
    changed = true
  }

  function widen(): void {
    const seen = extremes(CLIP_BUCKETS)
    if (!ecg && seen.lowest < range.lowest) bothSides = true
    for (let next = step; next < leastSensitive || (chosen >= 0 && next === step); next++) {
      const to = fitting(next, seen, next === step ? KEPT_FILL : HOME_FILL)
      if (to === null) continue
      move(next, to)
      return
    }
    move(leastSensitive, rangeAt(basis, leastSensitive, bothSides))
  }

  /** Back to a more sensitive step, or to the usual place of the base line. */
  function narrow(): void {
    if (filled < window - 1) return
    const seen = extremes(window)
    if (seen.highest - seen.lowest < flat) return
    if (step > mostSensitive) {
      const to = fitting(step - 1, seen, step > home ? HOME_FILL : BEYOND_FILL)
      if (to !== null) {
        move(step - 1, to)
        return
      }
    }
    const usual = rangeAt(basis, step, bothSides)
    if (fitting(step, seen, HOME_FILL)?.lowest === usual.lowest) move(step, usual)
  }

  return {
    see(value, atMs) {
      const now = Math.floor(atMs / BUCKET_MS)
      const slot = now % window
      if (now !== bucket) {
        filled = now === bucket + 1 ? Math.min(window - 1, filled + 1) : 0
        bucket = now
        low[slot] = value
        high[slot] = value
        if (clippedBuckets() >= CLIPPED_AT_LEAST) widen()
        else narrow()
      } else {
        if (value < (low[slot] ?? value)) low[slot] = value
        if (value > (high[slot] ?? value)) high[slot] = value
      }
    },
    settle() {
      const was = changed
      changed = false
      return was
    },
    get range() {
      return range
    },
    get gain() {
      return ecg ? `×${GAIN_STEPS[step] ?? 1}` : null
    },
    get barPx() {
      return ecg ? millivoltPx(basis, step) : null
    },
  }
}
