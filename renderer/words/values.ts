import { LANGUAGE_FACTS } from './languages.ts'
import { leftToRight, spokenLanguage, words } from './words.ts'

/** What stands where there is no number: never a zero, never the last value. */
export const NO_VALUE = '--'

/** Digits with the decimal sign of the language that is spoken: on screens and prints alone, never stored, sent or read back. */
function withDecimalSign(digits: string): string {
  return digits.replace('.', LANGUAGE_FACTS[spokenLanguage()].decimalSign)
}

/**
 * A number as printed: a true minus sign and the decimal sign of the chosen language, never that of the PC (DESIGN rule 10).
 * In: the value and the digits after the point. Out: `--` for null or anything that is not a finite number.
 */
export function printedValue(value: number | null, decimals: number): string {
  if (value === null || !Number.isFinite(value)) return NO_VALUE
  const digits = Math.abs(value).toFixed(decimals)
  const isZero = Number(digits) === 0
  const printed = withDecimalSign(digits)
  return value < 0 && !isZero ? leftToRight(`−${printed}`) : printed
}

/** A share in percent with its sign: `2.4 %`. */
export function printedPercent(percent: number, decimals: number): string {
  return leftToRight(`${printedValue(percent, decimals)} %`)
}

/** Digits that the engine rounded to the decimals of a channel, as printed; `--` stays. */
export function printedDigits(digits: string): string {
  return leftToRight(withDecimalSign(digits))
}

/** A number with as many digits after the decimal sign as it has: speeds, gains, limits of an input. */
export function printedNumber(value: number): string {
  return withDecimalSign(String(value)).replace('-', '−')
}

/** Lowest and highest as printed, `78–97`; `--` when either is missing. */
export function printedRange(low: number | null, high: number | null, decimals: number): string {
  if (low === null || high === null) return NO_VALUE
  const from = printedValue(low, decimals)
  const to = printedValue(high, decimals)
  return low < 0 || high < 0 ? words('value.range', { from, to }) : leftToRight(`${from}–${to}`)
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
  return leftToRight(`${withDecimalSign(digits)} ${BYTE_STEPS[step] ?? ''}`)
}
