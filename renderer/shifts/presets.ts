const HOUR_MS = 3_600_000
const HOURS_A_DAY = 24

/** A period someone can pick: a shift of the day, a number of last hours, or typed times. */
export type PresetId = 'day' | 'evening' | 'night' | 'last1' | 'last8' | 'last12' | 'custom'

interface ShiftHours {
  readonly startHour: number
  readonly endHour: number
}

const SHIFTS: Readonly<Partial<Record<PresetId, ShiftHours>>> = {
  day: { startHour: 7, endHour: 15 },
  evening: { startHour: 15, endHour: 23 },
  night: { startHour: 23, endHour: 31 },
}

const LAST_HOURS: Readonly<Partial<Record<PresetId, number>>> = { last1: 1, last8: 8, last12: 12 }

export const PRESETS: readonly PresetId[] = ['day', 'evening', 'night', 'last1', 'last8', 'last12', 'custom']

export interface Period {
  readonly fromUtcMs: number
  readonly toUtcMs: number
}

function atHour(nowUtcMs: number, dayOffset: number, hour: number): number {
  const date = new Date(nowUtcMs)
  // The wall clock of the station: the Date constructor knows its summer time.
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + dayOffset, hour).getTime()
}

/** The latest occurrence of a shift that has begun, cut at now. Hours past 24 mean the next day. */
function latestShift({ startHour, endHour }: ShiftHours, nowUtcMs: number): Period {
  const dayOffset = atHour(nowUtcMs, 0, startHour) <= nowUtcMs ? 0 : -1
  const fromUtcMs = atHour(nowUtcMs, dayOffset, startHour)
  const toUtcMs = atHour(nowUtcMs, dayOffset + Math.floor(endHour / HOURS_A_DAY), endHour % HOURS_A_DAY)
  return { fromUtcMs, toUtcMs: Math.min(toUtcMs, nowUtcMs) }
}

/** The period a preset means at this moment, or null for `custom`. Times are the station's wall clock. */
export function periodOf(preset: PresetId, nowUtcMs: number): Period | null {
  const shift = SHIFTS[preset]
  if (shift !== undefined) return latestShift(shift, nowUtcMs)
  const hours = LAST_HOURS[preset]
  return hours === undefined ? null : { fromUtcMs: nowUtcMs - hours * HOUR_MS, toUtcMs: nowUtcMs }
}

/** The shift that is running now: what the page opens with. */
export function currentShift(nowUtcMs: number): PresetId {
  const hour = new Date(nowUtcMs).getHours()
  if (hour >= 7 && hour < 15) return 'day'
  return hour >= 15 && hour < 23 ? 'evening' : 'night'
}

const TYPED = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/

/** A typed `YYYY-MM-DDTHH:MM` as UTC ms by the station's wall clock, or null if it is none. */
export function typedTime(text: string): number | null {
  const match = TYPED.exec(text)
  if (match === null) return null
  const [year, month, day, hour, minute] = match.slice(1).map(Number)
  if (year === undefined || month === undefined) return null
  const time = new Date(year, month - 1, day, hour, minute).getTime()
  return Number.isNaN(time) ? null : time
}

/** What is wrong with a typed period, or null: which sentence to show. */
export function periodProblem(
  fromUtcMs: number | null,
  toUtcMs: number | null,
): 'shift.needsTimes' | 'shift.wrongOrder' | null {
  if (fromUtcMs === null || toUtcMs === null) return 'shift.needsTimes'
  return toUtcMs <= fromUtcMs ? 'shift.wrongOrder' : null
}
