import type { Channel, NumericChannel } from '../../../drivers/model/channel.ts'

/** One device of a bed and the channels that its driver may send, as they are named in the bed. */
export interface DeviceTable {
  readonly device: string
  readonly channels: readonly Channel[]
}

function isSameTerm(one: NumericChannel, other: NumericChannel): boolean {
  return one.id === other.id && one.unit === other.unit && one.timing === other.timing
}

/** The source as the driver names it. */
function ownSource({ source, device }: NumericChannel): string {
  return device === undefined ? source : source.slice(device.length + 1)
}

/** Whether a device has sent a channel of its table, by key. */
export type HasSent = (device: string, key: string) => boolean

/**
 * Says which channels of the devices of a bed are one parameter: the same term in the same unit, from the same place of
 * both devices; or from the only place of one and the only place that the other sends. Anything less sure stays two
 * parameters, both shown.
 */
export class ParameterTable {
  readonly #devices: readonly { readonly device: string; readonly numerics: readonly NumericChannel[] }[]
  readonly #hasSent: HasSent

  /** In: the devices in order, the bed's monitor first; what has been sent (absent: all of it). */
  constructor(devices: readonly DeviceTable[], hasSent: HasSent = () => true) {
    this.#devices = devices.map(({ device, channels }) => ({
      device,
      numerics: channels.filter((channel) => channel.kind === 'numeric'),
    }))
    this.#hasSent = hasSent
  }

  /** The channel by whose key limits and screens know the parameter: that of the first device whose driver has it. */
  of(channel: NumericChannel, device: string): NumericChannel {
    const place = this.#devices.findIndex((one) => one.device === device)
    const own = (this.#devices[place]?.numerics ?? []).filter((one) => isSameTerm(one, channel))
    for (const { device: other, numerics } of this.#devices.slice(0, Math.max(0, place))) {
      const same = numerics.filter((one) => isSameTerm(one, channel))
      const placed = same.find((one) => ownSource(one) === ownSource(channel))
      if (placed !== undefined) return placed
      if (own.length > 1 || same.length === 0) continue
      const sent = same.filter(({ key }) => this.#hasSent(other, key))
      // Before it has sent any, the place that its table names first.
      const [only] = sent.length === 0 ? same : sent
      if (only !== undefined && sent.length < 2) return only
    }
    return channel
  }
}
