import type { StripRow } from './trace.ts'

/** Two places on one row, by sample. */
export interface Calipers {
  readonly key: string
  readonly from: number
  readonly to: number
}

/** What stands between them. */
export interface Measured {
  readonly seconds: number
  /** Times a minute; null for no time at all. */
  readonly perMinute: number | null
  /** Difference of the two values, in the unit of the wave; null where one of them was not sent. */
  readonly amplitude: number | null
}

const SECONDS_PER_MINUTE = 60
/** Half a QRS: as far as a hand misses an R wave. */
const SNAP_S = 0.06

/** Time, rate and amplitude between two places of a row. */
export function measure({ values, rateHz }: StripRow, { from, to }: Calipers): Measured {
  const seconds = Math.abs(to - from) / rateHz
  const difference = (values[to] ?? Number.NaN) - (values[from] ?? Number.NaN)
  return {
    seconds,
    perMinute: seconds === 0 ? null : SECONDS_PER_MINUTE / seconds,
    amplitude: Number.isNaN(difference) ? null : Math.abs(difference),
  }
}

/** The sample that is farthest from the middle of what is around `index`: the R of a QRS. The place itself where nothing was sent. */
export function snapToPeak({ values, rateHz }: StripRow, index: number): number {
  const reach = Math.round(SNAP_S * rateHz)
  const from = Math.max(0, index - reach)
  const around = values.subarray(from, index + reach + 1).filter((value) => !Number.isNaN(value))
  if (around.length === 0) return index
  const middle = around.toSorted()[around.length >> 1] as number
  let best = index
  let most = -1
  for (let at = from; at < Math.min(values.length, index + reach + 1); at++) {
    const away = Math.abs((values[at] as number) - middle)
    if (away > most) {
      most = away
      best = at
    }
  }
  return best
}
