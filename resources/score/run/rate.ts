import { HeartRate } from '../../../electron/engine/analytics/rhythm/heart-rate.ts'
import { runBeats } from './beats.ts'
import type { Signal } from './signal.ts'

/** The rate shown at each of the given seconds: beats known by then, null where none is shown. */
export function runRate(signals: readonly Signal[], atSeconds: readonly number[]): (number | null)[] {
  const beats = runBeats(signals)
  const rate = new HeartRate()
  let next = 0
  return atSeconds.map((now) => {
    while ((beats[next]?.atSeconds ?? Number.POSITIVE_INFINITY) <= now)
      rate.beat(beats[next++]?.atSeconds ?? 0)
    return rate.at(now)
  })
}
