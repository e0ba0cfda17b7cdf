const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const CENTURY = 2_000
const TWO_DIGITS = 2
const WHOLE = /^\d{1,4}$/

type Groups = Readonly<Record<string, string | undefined>>

function wholeOf(text: string | undefined): number {
  return text !== undefined && WHOLE.test(text) ? Number(text) : Number.NaN
}

/** Month names are written as 1 to 12 or by their first three English letters. */
function monthOf(text: string): number {
  const named = MONTHS.indexOf(text.toLowerCase())
  return named === -1 ? wholeOf(text) - 1 : named
}

/**
 * The device's clock in the groups of a line, read as if it were UTC. Out: milliseconds,
 * null if the line carries no date, NaN if it carries one that cannot be.
 */
export function clockOf(groups: Groups): number | null {
  const { year, month, day, hour, minute, second } = groups
  if (year === undefined || month === undefined) return null
  const fullYear = wholeOf(year) + (year.length === TWO_DIGITS ? CENTURY : 0)
  const parts = [
    fullYear,
    monthOf(month),
    wholeOf(day),
    wholeOf(hour),
    wholeOf(minute),
    wholeOf(second),
  ] as const
  const clockMs = Date.UTC(...parts)
  if (Number.isNaN(clockMs)) return Number.NaN
  const back = new Date(clockMs)
  const printed = [
    back.getUTCFullYear(),
    back.getUTCMonth(),
    back.getUTCDate(),
    back.getUTCHours(),
    back.getUTCMinutes(),
    back.getUTCSeconds(),
  ]
  return parts.every((part, at) => part === printed[at]) ? clockMs : Number.NaN
}
