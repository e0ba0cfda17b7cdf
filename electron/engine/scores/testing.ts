import type { NumericChannel } from '../../../drivers/model/channel.ts'
import type { Numeric, Validity } from '../../../drivers/model/measurement.ts'

/** A channel of a monitor in a test. */
export function channelOf(id: string, unit: string, timing: NumericChannel['timing'] = 'continuous') {
  const channel: NumericChannel = {
    kind: 'numeric',
    key: id,
    id,
    code: null,
    source: id,
    vendor: id,
    label: id,
    unit,
    timing,
    decimals: 0,
  }
  return channel
}

/** A value of it. */
export function numericOf(
  channel: NumericChannel,
  value: number | null,
  atMs: number,
  validity: Validity = 'good',
): Numeric {
  return { type: 'numeric', channel, value, validity, atMs, deviceMs: null }
}
