import { VigilError } from '../../ipc/contract.ts'
import type { ReviewWave } from '../../ipc/review.ts'
import { labelsOf } from '../export/channel-labels.ts'
import type { NewChannel, StoreReader } from '../store/types.ts'

/** A channel of the record with the label it is shown by. */
export interface LabelledChannel extends NewChannel {
  readonly label: string
}

/** The channels of a bed, labelled with their site where one term comes from several. Throws VigilError `unknownBed`. */
export function channelsOf(reader: StoreReader, bed: string): LabelledChannel[] {
  const channels = reader.channels(bed)
  if (channels.length === 0 && !reader.beds().some((row) => row.bed === bed)) {
    throw new VigilError('unknownBed', `The record has no bed "${bed}": choose one of the beds it has.`)
  }
  const labels = labelsOf(channels)
  return channels.map((one) => ({ ...one, label: labels.get(one.number) ?? one.channel.label }))
}

/** What is shown of a wave channel; null for a number. */
export function waveOf({ number, channel, label, simulated }: LabelledChannel): ReviewWave | null {
  if (channel.kind !== 'wave') return null
  const { key, id, unit, rateHz, lowest, highest } = channel
  return { channel: number, key, id, label, unit, rateHz, simulated, lowest, highest }
}
