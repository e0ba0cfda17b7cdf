import type { Cancel, Timers } from '../timers.ts'

/**
 * Looks every `everyMs` whether a device that went away is there again, and calls back
 * once. Out: ends the looking; nothing is called after that.
 */
export function watchForReturn(
  timers: Timers,
  everyMs: number,
  isBack: () => Promise<boolean>,
  onReturn: () => void,
): Cancel {
  let looking = false
  let cancelled = false
  const stop = timers.every(everyMs, () => {
    if (looking) return
    looking = true
    void isBack().then((back) => {
      looking = false
      // Looking takes a moment: the bed may be gone, or its line open, by now.
      if (!back || cancelled) return
      cancel()
      onReturn()
    })
  })
  const cancel = (): void => {
    cancelled = true
    stop()
  }
  return cancel
}
