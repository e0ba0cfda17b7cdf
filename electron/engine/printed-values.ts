import type { Numeric } from '../../drivers/model/measurement.ts'
import type { PreviewValue } from '../ipc/line-test.ts'

/** Values as a preview shows them: with the channel's decimals, `--` where there is no number. */
export function printedValues(numerics: Iterable<Numeric>): readonly PreviewValue[] {
  return Array.from(numerics, ({ channel, value }) => ({
    label: channel.label,
    value: value === null ? '--' : value.toFixed(channel.decimals),
    unit: channel.unit,
    id: channel.key,
  }))
}
