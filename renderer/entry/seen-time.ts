const TYPED = /^([01]?\d|2[0-3])[:.]?([0-5]\d)$/
const DAY_MS = 86_400_000
/** The window may be this much behind: the minute that has just begun is none of yesterday. */
const AHEAD_MS = 60_000

/**
 * The last moment at which the station's wall clock showed what was typed (`6:40`, `0640`), UTC ms; null where it is no
 * time. In: the present, UTC ms.
 */
export function seenTime(typed: string, nowUtcMs: number): number | null {
  const [, hours, minutes] = TYPED.exec(typed.trim()) ?? []
  if (hours === undefined || minutes === undefined) return null
  const at = new Date(nowUtcMs)
  at.setHours(Number(hours), Number(minutes), 0, 0)
  if (at.getTime() <= nowUtcMs + AHEAD_MS) return at.getTime()
  const before = new Date(nowUtcMs - DAY_MS)
  before.setHours(Number(hours), Number(minutes), 0, 0)
  return before.getTime()
}
