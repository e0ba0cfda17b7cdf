import { CONTRADICT } from './corroborate-table.ts'
import type { Train } from './train.ts'

/** Version of these rules and of those that they read. */
export const SAYS_VERSION = 1
/** Own choice: a regular train has no hole longer than so many of its distances, the edges of the window included. */
const MOST_DISTANCES = 2.2
const SECONDS_A_MINUTE = 60

/** What a train of beats or pulses is called, and its rate per minute. */
export interface Saying {
  readonly says: 'regular' | 'uneven'
  readonly perMinute: number
}

/**
 * Puts a train into a word. In: the train up to the moment that is asked about, and whether its beats or pulses repeat
 * themselves well. Null where a pause or too few of them leave nothing to say: a rate of before a pause is never told.
 */
export function sayingOf({ count, distance, longestGap }: Train, repeats: boolean): Saying | null {
  const { fewest, asystole } = CONTRADICT
  if (count < fewest || !(longestGap < asystole.steadyGap)) return null
  const isRegular = repeats && longestGap <= MOST_DISTANCES * distance
  return { says: isRegular ? 'regular' : 'uneven', perMinute: SECONDS_A_MINUTE / distance }
}
