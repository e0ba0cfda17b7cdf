/** A reason in words for each driver and fault: all others keep the strict line. */
export type Excuses = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Where a driver need count no damaged bytes: in both labs, for this fault alone. */
export const COUNTS_NO_DAMAGE: Excuses = {
  'openbci-cyton': {
    reconnect:
      'It was told to stop meanwhile and is asked anew: what the plug cuts is the text of an answer, which still ends as an answer does, and no packet.',
  },
}

/** Where a format that numbers its frames takes one that came late for a later one. */
export const ORDER_UNSEEN: Excuses = {
  bitalino: {
    'swap-frames':
      'Its sequence has four bits and a stretch more packets than that: what came late looks like what comes later.',
  },
}

/** Whether this driver says so of this fault. */
export function isExcused(excuses: Excuses, driver: string, fault: string): boolean {
  return excuses[driver]?.[fault] !== undefined
}
