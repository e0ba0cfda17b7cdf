const QRS_SECONDS = 0.02
const T_SECONDS = 0.06

/** An ECG of Gaussian QRS complexes (1 mV) with T waves (0.2 mV) at the given times. */
export function syntheticEcg(rateHz: number, seconds: number, beatsAt: readonly number[]): Float64Array {
  const values = new Float64Array(Math.round(rateHz * seconds))
  const add = (center: number, width: number, height: number) => {
    const from = Math.max(0, Math.round((center - 5 * width) * rateHz))
    const to = Math.min(values.length, Math.round((center + 5 * width) * rateHz))
    for (let index = from; index < to; index++) {
      const distance = (index / rateHz - center) / width
      values[index] = (values[index] ?? 0) + height * Math.exp((-distance * distance) / 2)
    }
  }
  for (const at of beatsAt) {
    add(at, QRS_SECONDS, 1)
    add(at + 0.28, T_SECONDS, 0.2)
  }
  return values
}

/** Times from `first` every `step` seconds up to `end`. */
export function every(step: number, end: number, first = 0.5): number[] {
  const times: number[] = []
  for (let at = first; at < end; at += step) times.push(at)
  return times
}

/** Repeatable noise between -1 and 1 (a linear congruential generator). */
export function noise(length: number, seed: number): Float64Array {
  const values = new Float64Array(length)
  let state = seed >>> 0
  for (let index = 0; index < length; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    values[index] = state / 2 ** 31 - 1
  }
  return values
}
