export const SECOND_MS = 1000
export const MINUTE_MS = 60 * SECOND_MS
export const DAY_MS = 24 * 60 * MINUTE_MS

/** Shortest age limit of a channel (DESIGN rule 2). */
export const SHORTEST_AGE_LIMIT_MS = 5 * SECOND_MS
/** A value older than this many of its own intervals is stale (DESIGN rule 2). */
export const AGE_LIMIT_INTERVALS = 2.5
/** How long before a period rows are read, so that a value sent just before it counts at its start. */
export const LEAD_MS = 5 * MINUTE_MS
/** One cuff cannot give two readings within this time; the same value twice is one reading told twice. */
export const SAME_READING_MS = 5 * SECOND_MS
/** Bed-wide silence from this length is listed even where the ledger gives no cause. */
export const SHORTEST_LISTED_SILENCE_MS = MINUTE_MS
/** Length of the printed strip of waves. */
export const STRIP_SECONDS = 10
/** Waves that fit on the printed page. */
export const STRIP_ROWS = 4
