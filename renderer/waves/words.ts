/** Words that are drawn into the canvas. */
export const WAVE_WORDS = {
  simulated: 'SIMULATED',
  noWave: 'No wave',
  noData: 'No data',
} as const

/** Length of a gap for people. In: ms. Out: `2.4 s` under a minute, else `3:05`; never by locale. */
export function gapText(gapMs: number): string {
  const seconds = gapMs / 1000
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
