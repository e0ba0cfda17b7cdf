import type { Channel, NumericChannel, WaveChannel } from '../../../drivers/model/channel.ts'
import type { Measurement } from '../../../drivers/model/measurement.ts'

/**
 * Names what a further device of a bed sends, so that it is kept apart from what the bed's monitor sends: key and source
 * of each channel begin with the name of the device. What the device said stays as it was.
 */
export class DeviceNames {
  readonly #device: string
  /** Channels are shared by reference: each has one named one, shared in the same way. */
  readonly #numerics = new Map<NumericChannel, NumericChannel>()
  readonly #waves = new Map<WaveChannel, WaveChannel>()

  constructor(device: string) {
    this.#device = device
  }

  named(measurement: Measurement): Measurement {
    switch (measurement.type) {
      case 'numeric':
        return { ...measurement, channel: this.numeric(measurement.channel) }
      case 'wave':
        return { ...measurement, channel: this.#wave(measurement.channel) }
      case 'alert':
        return { ...measurement, device: this.#device }
      case 'identity':
      case 'fault':
        return measurement
    }
  }

  /** A channel of the driver's table, or one that it made, as this device's. */
  channel(channel: Channel): Channel {
    return channel.kind === 'numeric' ? this.numeric(channel) : this.#wave(channel)
  }

  numeric(channel: NumericChannel): NumericChannel {
    return kept(this.#numerics, channel, this.#device)
  }

  #wave(channel: WaveChannel): WaveChannel {
    return kept(this.#waves, channel, this.#device)
  }
}

function kept<One extends Channel>(known: Map<One, One>, channel: One, device: string): One {
  const before = known.get(channel)
  if (before !== undefined) return before
  const { key, source } = channel
  const named = { ...channel, key: `${device}.${key}`, source: `${device}.${source}`, device }
  known.set(channel, named)
  return named
}
