/** What stands where there is no number: never a zero, never the last value. */
export const NO_VALUE = '--'

/**
 * A number as printed, always with a decimal point and a true minus sign (DESIGN rule 10: no locale).
 * In: the value and the digits after the point. Out: `--` for null or anything that is not a finite number.
 */
export function printedValue(value: number | null, decimals: number): string {
  if (value === null || !Number.isFinite(value)) return NO_VALUE
  const digits = Math.abs(value).toFixed(decimals)
  const isZero = Number(digits) === 0
  return value < 0 && !isZero ? `−${digits}` : digits
}

/** Lowest and highest as printed, `78–97`; `--` when either is missing. */
export function printedRange(low: number | null, high: number | null, decimals: number): string {
  if (low === null || high === null) return NO_VALUE
  const from = printedValue(low, decimals)
  const to = printedValue(high, decimals)
  return low < 0 || high < 0 ? `${from} to ${to}` : `${from}–${to}`
}

const BYTE_STEPS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** A count of bytes in steps of 1,000 with at most one digit after the point: `3.9 kB`. */
export function printedBytes(bytes: number): string {
  let value = Math.max(0, bytes)
  let step = 0
  while (value >= 1_000 && step < BYTE_STEPS.length - 1) {
    value /= 1_000
    step += 1
  }
  const digits = step === 0 || value >= 100 ? value.toFixed(0) : value.toFixed(1)
  return `${digits} ${BYTE_STEPS[step] ?? ''}`
}
