/** Without a word from the engine for this long the window asks it something. */
export const ASK_AFTER_MS = 2_000
/** Without any answer for this long the engine counts as lost: numbers older than this are no longer current. */
export const LOST_AFTER_MS = 5_000

/** What to do now. In: ms since the engine last said anything, and whether a question is out. */
export function heartbeat(quietMs: number, asked: boolean): 'wait' | 'ask' | 'lost' {
  if (quietMs >= LOST_AFTER_MS) return 'lost'
  if (quietMs >= ASK_AFTER_MS && !asked) return 'ask'
  return 'wait'
}
