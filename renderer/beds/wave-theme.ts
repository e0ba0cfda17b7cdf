import type { WaveTheme } from '../waves/types.ts'
import { LANGUAGE_FACTS } from '../words/languages.ts'
import { spokenLanguage, words } from '../words/words.ts'

/** Colours and words of the canvas as the page has them now. In: the tokens of the root (theme/tokens.css). */
export function waveTheme(tokens: Pick<CSSStyleDeclaration, 'getPropertyValue'>): WaveTheme {
  const token = (name: string) => tokens.getPropertyValue(`--${name}`).trim()
  return {
    page: token('page'),
    surface: token('surface-1'),
    hatch: token('hatch'),
    hatchText: token('hatch-text'),
    mark: token('text-1'),
    bar: token('text-3'),
    guide: token('line-2'),
    simulated: token('simulated'),
    words: {
      simulated: words('chip.simulated'),
      noWave: words('wave.noneShort'),
      noData: words('tile.noData'),
      seconds: words('time.secondsUnit'),
      decimalSign: LANGUAGE_FACTS[spokenLanguage()].decimalSign,
    },
  }
}
