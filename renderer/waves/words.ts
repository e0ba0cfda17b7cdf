/** Words that are drawn into the canvas; the page gives them in its language. */
export interface WaveWords {
  readonly simulated: string
  readonly noWave: string
  readonly noData: string
  /** What stands behind the seconds of a gap. */
  readonly seconds: string
  readonly decimalSign: '.' | ','
}

/** Until the page has said others. */
export const ENGLISH_WAVE_WORDS: WaveWords = {
  simulated: 'SIMULATED',
  noWave: 'No wave',
  noData: 'No data',
  seconds: 's',
  decimalSign: '.',
}

/** Length of a gap for people. In: ms. Out: `2.4 s` under a minute, else `3:05`; never by the locale of the PC. */
export function gapText(gapMs: number, { seconds: unit, decimalSign }: WaveWords): string {
  const seconds = gapMs / 1000
  if (seconds < 59.95) return `${seconds.toFixed(1).replace('.', decimalSign)} ${unit}`
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
