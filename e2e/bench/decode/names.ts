/** Vigil's framer alone, and the peers that ratios are taken to. */
export const FRAMER_SIDE = 'vigil framer (length, sum)'
export const LENGTH_SIDE = 'PacketLengthParser (length)'
export const HEAD_SIDE = 'DelimiterParser (head)'
