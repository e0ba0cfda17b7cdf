import { typedDecimal } from '../../electron/ipc/typed-decimal.ts'
import { printedNumber } from './values.ts'
import { words } from './words.ts'

/** Says how a number with a decimal sign was read, while it is typed; null where there is nothing to say. */
export function readAs(typed: string): string | null {
  const value = typedDecimal(typed)
  return value === null || Number.isInteger(value)
    ? null
    : words('typed.readAs', { value: printedNumber(value) })
}
