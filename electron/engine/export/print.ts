/**
 * A number as plain decimal text with a point: no locale, no exponent, no thousands separator.
 * In: any finite number; throws TypeError otherwise. `decimals` fixes the digits after the point.
 */
export function printNumber(value: number, decimals?: number): string {
  if (!Number.isFinite(value)) throw new TypeError('"value" must be a finite number')
  if (decimals !== undefined) return withoutMinusZero(value.toFixed(decimals))
  const shortest = String(value)
  if (!shortest.includes('e')) return withoutMinusZero(shortest)
  const digits = Math.abs(value) < 1 ? value.toFixed(20).replace(/0+$/, '') : BigInt(value).toString()
  return withoutMinusZero(digits.replace(/\.$/, ''))
}

/** A UTC time in milliseconds as `2026-11-22T06:00:00.000Z`; throws TypeError if it is no time. */
export function printUtc(utcMs: number): string {
  const date = new Date(utcMs)
  if (Number.isNaN(date.getTime())) throw new TypeError('"utcMs" must be a time')
  return date.toISOString()
}

/** "-0" and "-0.0" would be read as a sign that means something. */
function withoutMinusZero(text: string): string {
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text
}
