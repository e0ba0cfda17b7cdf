import { MONITOR } from '../../bus.ts'
import type { NewChannel, StoredGap } from '../types.ts'

/** Whether a gap takes time from a channel: it is of the whole bed, of the device that sends it, or of itself. */
export function takesFrom(
  gap: Pick<StoredGap, 'channel' | 'device'>,
  { number, channel }: Pick<NewChannel, 'number' | 'channel'>,
): boolean {
  if (gap.channel !== null) return gap.channel === number
  return gap.device === undefined || gap.device === (channel.device ?? MONITOR)
}

/** Whether there is nothing of the whole bed. */
export function isOfWholeBed({ channel, device }: Pick<StoredGap, 'channel' | 'device'>): boolean {
  return channel === null && device === undefined
}
