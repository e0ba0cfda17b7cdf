import type { ShiftClock } from '../../electron/ipc/shift.ts'
import type { ClockJumpView } from '../../electron/ipc/views.ts'
import { exactDuration, moment } from './times.ts'
import { printedValue } from './values.ts'
import { type WordKey, words } from './words.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
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
  const by = kind === 'hour' ? words('time.hours', { hours: '1' }) : exactDuration(Math.abs(ownMs))
  const when = moment(atUtcMs)
  return words(JUMP_WORDS[kind], { by: `${ownMs < 0 ? '−' : '+'}${by}`, when })
}

/**
 * Monitors show local time and send it without its zone, a few send UTC: what is told is the lesser of the two
 * differences, as a nurse sees it who looks from one clock to the other. In and out: ms, to UTC and to the clock meant.
 */
function seenOffsetMs(offsetMs: number, atUtcMs: number): number {
  const zoneMs = -new Date(atUtcMs).getTimezoneOffset() * MINUTE_MS
  const localMs = offsetMs - zoneMs
  return Math.abs(localMs) <= Math.abs(offsetMs) ? localMs : offsetMs
}

/** The monitor's clock against the station's at a moment (UTC ms) in one sentence: offset, drift, and the last time it was set. */
export function clockSentence(clock: ShiftClock | null, atUtcMs: number): string {
  if (clock === null) return words('shift.noClock')
  const { driftMsPerDay, jumps } = clock
  const offsetMs = seenOffsetMs(clock.offsetMs, atUtcMs)
  const by = exactDuration(Math.abs(offsetMs))
  const offset = words(offsetMs >= 0 ? 'clock.ahead' : 'clock.behind', { by })
  return `${offset}${driftText(driftMsPerDay)}${jumpText(jumps)}.`
}

/** What to know and to do when the clock of the PC was found set. */
export function clockJumpSentence({ atUtcMs, byMs, isLeast }: ClockJumpView): string {
  const lengthMs = Math.abs(byMs)
  const days = String(Math.round(lengthMs / DAY_MS))
  const length = lengthMs < 2 * DAY_MS ? exactDuration(lengthMs) : words('time.days', { count: days })
  const by = isLeast ? words('clock.least', { length }) : length
  const when = moment(atUtcMs)
  return words(byMs < 0 ? 'clock.pcBack' : 'clock.pcForward', { by, when })
}
