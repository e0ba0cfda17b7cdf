/** Stops what was planned; calling it twice does no harm. */
export type Cancel = () => void

/** Plans for later, given from outside so that tests decide when later is. */
export interface Timers {
  after(delayMs: number, action: () => void): Cancel
  every(periodMs: number, action: () => void): Cancel
}

/** The timers of the process. */
export function systemTimers(): Timers {
  return {
    after(delayMs, action) {
      const timer = setTimeout(action, delayMs)
      return () => clearTimeout(timer)
    },
    every(periodMs, action) {
      const timer = setInterval(action, periodMs)
      return () => clearInterval(timer)
    },
  }
}
