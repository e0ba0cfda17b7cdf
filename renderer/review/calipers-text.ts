import { printedUnit } from '../words/units.ts'
import { printedValue } from '../words/values.ts'
import { leftToRight } from '../words/words.ts'
import { type Calipers, measure } from './calipers.ts'
import type { StripRow } from './trace.ts'

/** What the calipers say, in words. */
export function calipersText(
  row: StripRow,
  calipers: Calipers,
): { readonly time: string; readonly height: string } {
  const { seconds, perMinute, amplitude } = measure(row, calipers)
  const rate = perMinute === null ? '' : ` ${printedValue(perMinute, 0)} /min`
  const decimals = row.unit === 'uV' ? 0 : 2
  return {
    time: leftToRight(`${printedValue(seconds, 3)} s${rate}`),
    height: leftToRight(`${printedValue(amplitude, decimals)} ${printedUnit(row.unit)}`),
  }
}
