import type { WaveChannel } from './channel.ts'

/** How far 1/gain may be from a whole number to count as one. */
const WHOLE_TOLERANCE = 1e-9

/**
 * Makes the function that turns a raw sample into its physical value in the
 * channel's unit. Where the gain is one over a whole number the sample is
 * divided by it, so that 35 at a gain of 0.01 is 0.35 and not 0.35000000000000003.
 */
export function physicalScale(channel: Pick<WaveChannel, 'gain' | 'offset'>): (raw: number) => number {
  const { gain, offset } = channel
  const divisor = Math.round(1 / gain)
  if (divisor !== 0 && Math.abs(1 / gain - divisor) < WHOLE_TOLERANCE * divisor) {
    return (raw) => raw / divisor + offset
  }
  return (raw) => raw * gain + offset
}
