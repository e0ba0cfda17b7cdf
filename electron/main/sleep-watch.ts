/** The part of Electron's powerMonitor that is used here. */
export interface PowerEvents {
  on(event: 'suspend', listener: () => void): unknown
  on(event: 'resume', listener: () => void): unknown
}

/**
 * Tells each sleep of the PC after it has ended, in UTC ms. Some systems say
 * `suspend` or `resume` twice; a wall clock that went back tells nothing.
 */
export function watchSleep(
  power: PowerEvents,
  nowUtcMs: () => number,
  onAsleep: (fromUtcMs: number, toUtcMs: number) => void,
): void {
  let fromUtcMs: number | null = null
  power.on('suspend', () => {
    fromUtcMs ??= nowUtcMs()
  })
  power.on('resume', () => {
    const sinceUtcMs = fromUtcMs
    const toUtcMs = nowUtcMs()
    fromUtcMs = null
    if (sinceUtcMs !== null && toUtcMs > sinceUtcMs) onAsleep(sinceUtcMs, toUtcMs)
  })
}
