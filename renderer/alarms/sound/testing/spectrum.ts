const MS_PER_SECOND = 1_000

/** Strength of one frequency in a stretch of samples: amplitude of that sine (Goertzel, Hann window). */
export function strengthAt(samples: Float32Array, rateHz: number, frequencyHz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * frequencyHz) / rateHz)
  let before = 0
  let earlier = 0
  const count = samples.length
  for (let at = 0; at < count; at++) {
    const hann = (1 - Math.cos((2 * Math.PI * at) / count)) / 2
    const next = (samples[at] ?? 0) * hann + turn * before - earlier
    earlier = before
    before = next
  }
  const power = before * before + earlier * earlier - turn * before * earlier
  // A Hann window halves the sum of a sine of amplitude 1, which is half its length.
  return (4 * Math.sqrt(Math.max(0, power))) / count
}

/** A stretch that is not silent. Times in ms from the first sample. */
export interface Tone {
  readonly startMs: number
  readonly endMs: number
  readonly peak: number
}

/** Shorter silences lie between two swings of a tone, not between two tones. */
const LONGEST_DIP_MS = 20

/** Finds the tones of a recording: where the level is above a part of its highest. In: samples, rate, that part. */
export function findTones(samples: Float32Array, rateHz: number, part = 0.02): Tone[] {
  let highest = 0
  for (const sample of samples) highest = Math.max(highest, Math.abs(sample))
  if (highest === 0) return []
  const tones: Tone[] = []
  let start = -1
  let last = -1
  let peak = 0
  const dip = (LONGEST_DIP_MS * rateHz) / MS_PER_SECOND
  const close = () => {
    if (start >= 0) {
      tones.push({
        startMs: (start / rateHz) * MS_PER_SECOND,
        endMs: ((last + 1) / rateHz) * MS_PER_SECOND,
        peak,
      })
    }
    start = -1
    peak = 0
  }
  for (let at = 0; at < samples.length; at++) {
    const level = Math.abs(samples[at] ?? 0)
    if (level < highest * part) continue
    if (start >= 0 && at - last > dip) close()
    if (start < 0) start = at
    last = at
    peak = Math.max(peak, level)
  }
  close()
  return tones
}

/** The samples between two times, ms. */
export function between(samples: Float32Array, rateHz: number, fromMs: number, toMs: number): Float32Array {
  return samples.subarray(
    Math.round((fromMs * rateHz) / MS_PER_SECOND),
    Math.round((toMs * rateHz) / MS_PER_SECOND),
  )
}
