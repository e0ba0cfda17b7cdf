import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, describe, expect, it } from 'vitest'
import type { InsightView } from '../../electron/ipc/insight.ts'
import { LANGUAGES } from '../../electron/ipc/look.ts'
import en from '../../resources/locales/en.json'
import { speak, words } from '../words/words.ts'
import { inputText, noteText, ruleText, sinceText, unknownText, whatText, whenText } from './insight-text.ts'
import { TileInsights } from './tile-insights.tsx'

const AT_MS = new Date(2026, 5, 16, 14, 30).getTime()
const MINUTE_MS = 60_000

const FALLING: InsightView = {
  rule: 'trend',
  version: 1,
  priority: 'low',
  parameter: 'systolic',
  direction: 'down',
  unit: 'mm[Hg]',
  label: 'ART sys',
  sinceUtcMs: AT_MS - 60 * MINUTE_MS,
  what: {
    kind: 'trend',
    slopePerHour: -14.2,
    slopeRange: [-17, -12],
    windowMs: 60 * MINUTE_MS,
    timeToLimit: { limit: 90, aboutMs: 45 * MINUTE_MS, soonestMs: 30 * MINUTE_MS, latestMs: 80 * MINUTE_MS },
  },
  input: {
    fromMs: AT_MS - 60 * MINUTE_MS,
    toMs: AT_MS,
    first: 118,
    last: 104,
    minutes: 58,
    readings: 3_480,
    leftOut: 0,
    longestGapMs: MINUTE_MS,
  },
  unknown: ['cause', 'meaning', 'dependence', 'continuation'],
}

afterEach(() => speak('en'))

describe('an insight in words', () => {
  it('says what, since when, how long to a limit with its range, from what, by which rule, and what is not known', () => {
    expect(whatText(FALLING)).toBe('Systolic pressure falling 14 mmHg an hour (12–17), over 1 h 0 min')
    expect(sinceText(FALLING)).toBe('since 13:30')
    expect(whenText(FALLING)).toBe('Reaches 90 mmHg in about 45 min (30 min to 1 h 20 min) if this goes on.')
    expect(inputText(FALLING)).toContain('ART sys of the monitor: 3480 readings in 58 min, 13:30 to 14:30')
    expect(ruleText(FALLING)).toBe('Rule: trend (Theil and Sen), version 1.')
    expect(unknownText(FALLING)).toContain('whether it goes on')
  })

  it('says an open range, steps and what is usual, each with its figures', () => {
    const { what } = FALLING
    if (what.kind !== 'trend' || what.timeToLimit === null) expect.unreachable()
    const open = { ...what, timeToLimit: { ...what.timeToLimit, latestMs: null } }
    expect(whenText({ ...FALLING, what: open })).toContain('or never')
    expect(whenText({ ...FALLING, what: { ...what, timeToLimit: null } })).toBe('')
    const heart = { ...FALLING, parameter: 'heartRate', unit: '/min', direction: 'up' } as const
    const step = { kind: 'step', before: 80, after: 105, spread: 3 } as const
    expect(whatText({ ...heart, what: step })).toBe('Heart rate went from 80 /min to 105 /min')
    const away = {
      kind: 'baseline',
      usual: 80,
      spread: 3,
      value: 110,
      deviation: 10,
      from: 'learnt',
    } as const
    expect(whatText({ ...heart, what: away })).toContain('110 /min, usual here 80 /min (± 3 /min)')
  })

  it('is counted on a tile, small, with its sentence; nothing stands there where there is none', () => {
    expect(renderToStaticMarkup(<TileInsights sentences={[]} />)).toBe('')
    const tile = renderToStaticMarkup(<TileInsights sentences={[whatText(FALLING)]} />)
    expect(tile).toContain('Systolic pressure falling')
    expect(tile).toContain('no alarm')
  })

  it('is told in lists with why it was dismissed', () => {
    expect(noteText({ text: 'after suction', dismissed: FALLING })).toMatch(
      /^Hint dismissed: .*after suction$/,
    )
    expect(noteText({ text: 'sat up' })).toBe('sat up')
  })

  it('H13 is worded and coloured as information: no verdict, no promise, no colour of an alarm', () => {
    const texts = Object.entries(en).filter(([key]) => key.startsWith('insight.'))
    expect(texts.length).toBeGreaterThan(9)
    for (const [key, text] of texts) {
      expect(text, key).not.toMatch(/stable|safe\b|deteriorat|detect|predict|smart|critical|danger|will\b|!/i)
    }
    expect(words('insight.meaning')).toContain('no alarm')
    for (const key of ['insight.reaches', 'insight.reachesOpen'] as const) {
      expect(en[key]).toMatch(/about.*\{\{soonest\}\}.*if this goes on/)
    }
    const css = readFileSync(join(import.meta.dirname, 'insights.css'), 'utf8')
    expect(css).not.toMatch(/--alarm|red|#[0-9a-f]{3}|animation/i)
  })

  it('H13 says in every language that it is no alarm', async () => {
    const said = new Set<string>()
    for (const language of LANGUAGES) {
      await speak(language)
      said.add(words('insight.meaning'))
    }
    expect(said.size).toBe(LANGUAGES.length)
  })
})
