import type { Channel } from '../../../../drivers/model/channel.ts'
import { specText } from '../file/rows.ts'
import type { NewChannel } from '../types.ts'

/** Numbers the channels of all beds, going on from those already in the record. */
export class ChannelBook {
  readonly #numbers = new Map<string, number>()
  /** Channels are shared by reference: most look-ups end here, without making a text. */
  readonly #known = new Map<string, Map<Channel, number>>()
  #last = 0

  constructor(stored: readonly NewChannel[]) {
    for (const channel of stored) {
      this.#numbers.set(identityOf(channel), channel.number)
      this.#last = Math.max(this.#last, channel.number)
    }
  }

  /** The number of a channel; `announce` is called once for one that the record does not know yet. */
  numberOf(
    source: { readonly bed: string; readonly driver: string; readonly simulated: boolean },
    channel: Channel,
    announce: (channel: NewChannel) => void,
  ): number {
    const place = JSON.stringify([source.bed, source.driver, source.simulated])
    const known = this.#known.get(place) ?? new Map<Channel, number>()
    this.#known.set(place, known)
    const remembered = known.get(channel)
    if (remembered !== undefined) return remembered
    const { bed, driver, simulated } = source
    const candidate: NewChannel = { number: this.#last + 1, bed, driver, simulated, channel }
    const identity = identityOf(candidate)
    let number = this.#numbers.get(identity)
    if (number === undefined) {
      number = candidate.number
      this.#last = number
      this.#numbers.set(identity, number)
      announce(candidate)
    }
    known.set(channel, number)
    return number
  }
}

function identityOf(channel: NewChannel): string {
  return JSON.stringify([channel.bed, channel.driver, channel.simulated, specText(channel.channel)])
}
