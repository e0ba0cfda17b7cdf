import type { NumericView } from '../../electron/ipc/views.ts'
import { printedValue } from './values.ts'
import { type WordKey, words } from './words.ts'

/** Names that a site usually gives; others are printed as they were typed. */
const KNOWN: Readonly<Record<string, WordKey>> = {
  monitor: 'device.monitor',
  ventilator: 'device.ventilator',
}

/** A device of a bed in the language of the screen. */
export function deviceName(name: string): string {
  const word = KNOWN[name]
  return word === undefined ? name : words(word)
}

/** Where a number comes from, and what other devices of the bed say of it; null where the bed has one device. */
export function originText({ origin, decimals }: Pick<NumericView, 'origin' | 'decimals'>): string | null {
  if (origin === undefined) return null
  const others = origin.others.map(({ name, value }) => {
    const device = deviceName(name)
    if (value === null) return words('numbers.none', { device })
    return words('numbers.says', { device, value: printedValue(value, decimals) })
  })
  return [words('numbers.from', { device: deviceName(origin.name) }), ...others].join('; ')
}
