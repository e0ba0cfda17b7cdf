import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../electron/ipc/look.ts'
import type { BedScores, ScoreView } from '../../electron/ipc/score.ts'
import en from '../../resources/locales/en.json'
import { speak, words } from '../words/words.ts'
import { oldestUtcMs, scoreTotal, sumText, tileScore } from './score-text.ts'
import { TileNews2 } from './tile-news2.tsx'

const AT_MS = new Date(2026, 5, 16, 14, 30).getTime()
const HOUR_MS = 3_600_000

const WHOLE: ScoreView = {
  score: 'news2',
  version: 'RCP 2017',
  total: 3,
  isPartial: false,
  risk: 'low',
  inputs: [
    { input: 'respiration', value: 21, measuredUtcMs: AT_MS, source: 'monitor', points: 2 },
    { input: 'isOnOxygen', value: false, measuredUtcMs: AT_MS - HOUR_MS, source: 'byHand', points: 0 },
    { input: 'pulse', value: 95, measuredUtcMs: AT_MS, source: 'monitor', points: 1 },
  ],
  lacks: [],
}
const PARTIAL: ScoreView = {
  ...WHOLE,
  isPartial: true,
  risk: null,
  lacks: [
    { input: 'consciousness', why: 'missing', measuredUtcMs: null },
    { input: 'systolic', why: 'old', measuredUtcMs: AT_MS - 2 * HOUR_MS },
  ],
}

function scores(view: ScoreView): BedScores {
  return { atUtcMs: AT_MS, notGiven: null, spo2Scale: 1, scores: [view] }
}

afterEach(() => speak('en'))

describe('a score in words', () => {
  it('is written out as a sum, with the time of its oldest input', () => {
    expect(scoreTotal(WHOLE)).toBe('3')
    expect(sumText(WHOLE)).toContain('2 + 0 + 1 = 3')
    expect(oldestUtcMs(WHOLE)).toBe(AT_MS - HOUR_MS)
    expect(tileScore(scores(WHOLE))).toMatchObject({ total: '3', since: 'from 13:30' })
  })

  it('H12 says "at least", what is lacking and no risk where an input is lacking or old', () => {
    const tile = tileScore(scores(PARTIAL))
    expect(tile?.total).toContain('≥ 3')
    expect(tile?.sentence).toContain('lacks Consciousness, Sys')
    expect(tile?.sentence).not.toContain('low')
    expect(renderToStaticMarkup(<TileNews2 score={tile} />)).toContain('≥ 3')
  })

  it('H12 shows nothing on a tile where no score is given, and `--` where nothing is current', () => {
    expect(tileScore(undefined)).toBeNull()
    expect(tileScore({ ...scores(WHOLE), notGiven: 'noAgeClass', scores: [] })).toBeNull()
    expect(tileScore(scores({ ...PARTIAL, total: null, inputs: [] }))).toMatchObject({
      total: '--',
      since: '',
    })
  })

  it('H13 is worded and coloured as information: no verdict, no promise, no colour of an alarm', () => {
    const texts = Object.entries(en).filter(([key]) => key.startsWith('score.'))
    expect(texts.length).toBeGreaterThan(9)
    for (const [key, text] of texts) {
      expect(text, key).not.toMatch(/stable|safe\b|deteriorat|detect|predict|smart|critical|danger|!/i)
    }
    expect(words('score.meaning')).toContain('no alarm')
    const css = readFileSync(join(import.meta.dirname, 'scores.css'), 'utf8')
    expect(css).not.toMatch(/--alarm|red|#[0-9a-f]{3}|animation/i)
  })

  it('says in every language that a score is no alarm', async () => {
    const said = new Set<string>()
    for (const language of LANGUAGES) {
      await speak(language)
      said.add(words('score.meaning'))
    }
    expect(said.size).toBe(LANGUAGES.length)
  })
})
