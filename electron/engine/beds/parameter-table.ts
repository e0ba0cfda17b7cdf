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

/**
 * Says which channels of the devices of a bed are one parameter: the same term in the same unit, from the same place of
 * both devices or from the only one that each has. Anything less sure stays two parameters, both shown.
 */
export class ParameterTable {
  readonly #numerics: readonly (readonly NumericChannel[])[]
  readonly #places: ReadonlyMap<string, number>
  readonly #known = new Map<NumericChannel, NumericChannel>()

  /** In: the devices in order, the bed's monitor first. */
  constructor(devices: readonly DeviceTable[]) {
    this.#numerics = devices.map(({ channels }) => channels.filter((channel) => channel.kind === 'numeric'))
    this.#places = new Map(devices.map(({ device }, place) => [device, place]))
  }

  /** The channel by whose key limits and screens know the parameter: that of the first device whose driver has it. */
  of(channel: NumericChannel, device: string): NumericChannel {
    const known = this.#known.get(channel)
    if (known !== undefined) return known
    const found = this.#find(channel, this.#places.get(device) ?? 0)
    this.#known.set(channel, found)
    return found
  }

  #find(channel: NumericChannel, place: number): NumericChannel {
    const own = (this.#numerics[place] ?? []).filter((one) => isSameTerm(one, channel))
    for (const table of this.#numerics.slice(0, place)) {
      const same = table.filter((one) => isSameTerm(one, channel))
      const placed = same.find((one) => ownSource(one) === ownSource(channel))
      if (placed !== undefined) return placed
      const [only] = same
      if (only !== undefined && same.length === 1 && own.length <= 1) return only
    }
    return channel
  }
}
