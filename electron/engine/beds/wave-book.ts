import type { Channel, WaveChannel } from '../../../drivers/model/channel.ts'
import type { WaveView } from '../../ipc/views.ts'

interface Entry {
  readonly channel: WaveChannel
  readonly number: number
}

function sameSamples(a: WaveChannel, b: WaveChannel): boolean {
  return a.rateHz === b.rateHz && a.gain === b.gain && a.offset === b.offset && a.width === b.width
}

/** The waves one bed has sent, and the number of each in wave packets. */
export class WaveBook {
  readonly #entries = new Map<string, Entry>()
  readonly #order: ReadonlyMap<string, number>
  readonly #takeNumber: () => number

  /** In: the driver's channels (order of the views), and where numbers unique in the engine come from. */
  constructor(channels: readonly Channel[], takeNumber: () => number) {
    this.#order = new Map(channels.map((channel, index) => [channel.key, index]))
    this.#takeNumber = takeNumber
  }

  /** The number of a channel. `isNew`: the views have changed. A channel with another scale gets another number. */
  numberOf(channel: WaveChannel): { readonly number: number; readonly isNew: boolean } {
    const known = this.#entries.get(channel.key)
    if (known !== undefined && (known.channel === channel || sameSamples(known.channel, channel))) {
      return { number: known.number, isNew: false }
    }
    // The same input of the device under another name (a lead was chosen, a pressure labelled) takes its place.
    for (const [key, { channel: other }] of this.#entries) {
      if (other.source === channel.source && other.vendor === channel.vendor) this.#entries.delete(key)
    }
    const number = this.#takeNumber()
    this.#entries.set(channel.key, { channel, number })
    return { number, isNew: true }
  }

  views(): WaveView[] {
    const place = ({ channel }: Entry) => this.#order.get(channel.key) ?? this.#order.size
    const sorted = [...this.#entries.values()].sort((a, b) => place(a) - place(b))
    return sorted.map(({ channel, number }) => {
      const { key, id, label, unit, rateHz, gain, offset, width, lowest, highest } = channel
      return { channel: number, key, id, label, unit, rateHz, gain, offset, width, lowest, highest }
    })
  }
}
