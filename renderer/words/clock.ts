import type { ShiftClock } from '../../electron/ipc/shift.ts'
import { calendarDate, clockTime, exactDuration } from './times.ts'
import { printedValue } from './values.ts'
import { type WordKey, words } from './words.ts'

const SECOND_MS = 1_000
/** Less than a tenth of a second a day prints as 0.0. */
const LEAST_DRIFT_MS = 50

const JUMP_WORDS: Readonly<Record<ShiftClock['jumps'][number]['kind'], WordKey>> = {
  hour: 'clock.setHour',
  set: 'clock.set',
  station: 'clock.setStation',
}

function driftText(driftMsPerDay: number | null): string {
  if (driftMsPerDay === null) return ''
  if (Math.abs(driftMsPerDay) < LEAST_DRIFT_MS) return words('clock.steady')
  const seconds = printedValue(Math.abs(driftMsPerDay) / SECOND_MS, 1)
  return words(driftMsPerDay > 0 ? 'clock.gains' : 'clock.loses', { seconds })
}

function jumpText(jumps: ShiftClock['jumps']): string {
  const last = jumps.at(-1)
  if (last === undefined) return ''
  const { atUtcMs, byMs, kind } = last
  // The station's clock going back puts the monitor's ahead.
  const ownMs = kind === 'station' ? -byMs : byMs
  const by = kind === 'hour' ? '1 h' : exactDuration(Math.abs(ownMs))
  const when = `${calendarDate(atUtcMs)}, ${clockTime(atUtcMs)}`
  return words(JUMP_WORDS[kind], { by: `${ownMs < 0 ? '−' : '+'}${by}`, when })
}

/** The monitor's clock against the station's in one sentence: offset, drift, and the last time it was set. */
export function clockSentence(clock: ShiftClock | null): string {
  if (clock === null) return words('shift.noClock')
  const { offsetMs, driftMsPerDay, jumps } = clock
  const by = exactDuration(Math.abs(offsetMs))
  const offset = words(offsetMs >= 0 ? 'clock.ahead' : 'clock.behind', { by })
  return `${offset}${driftText(driftMsPerDay)}${jumpText(jumps)}.`
}
