import { afterEach, describe, expect, it } from 'vitest'
import type { ReplayedAlarm, WhatIf, WhatIfMark } from '../../../electron/ipc/alarm-load.ts'
import { LANGUAGES } from '../../../electron/ipc/look.ts'
import { speak } from '../../words/words.ts'
import { outcomeText, verdictNotes, verdictSentence, verdictWarnings } from './verdict-text.ts'

const AT = new Date(2026, 5, 16, 2, 14).getTime()

const ALARM: ReplayedAlarm = {
  parameter: 'spo2',
  label: 'SpO2',
  unit: '%',
  decimals: 0,
  side: 'low',
  isExtreme: false,
  priority: 'medium',
  limit: 90,
  worst: 86,
  sinceUtcMs: AT,
  endedUtcMs: null,
}

function mark(change: Partial<WhatIfMark>): WhatIfMark {
  return { atUtcMs: AT, text: 'desaturation', alarmed: true, stillAlarms: true, laterMs: 0, ...change }
}

function answer(change: Partial<WhatIf> = {}): WhatIf {
  return {
    bed: 'b1',
    fromUtcMs: AT - 1,
    toUtcMs: AT + 1,
    ageClass: 'adult',
    limits: [],
    before: Array.from({ length: 212 }, () => ALARM),
    tried: Array.from({ length: 41 }, () => ALARM),
    missed: [],
    marks: [mark({})],
    unchanged: [],
    logged: 212,
    differ: 0,
    readings: 9_000,
    gapsMs: 0,
    ...change,
  }
}

afterEach(() => speak('en'))

describe('a what-if in one sentence', () => {
  it('says how many alarms instead of how many, and names each marked event that would have been missed', () => {
    expect(verdictSentence(answer())).toBe(
      '41 alarms instead of 212, and these marked events would have been missed: none.',
    )
    const lost = [
      mark({ stillAlarms: false, laterMs: null }),
      mark({ atUtcMs: AT + 3_600_000, text: '', stillAlarms: false, laterMs: null }),
      // No limit alarmed around it either way: these limits lose nothing of it.
      mark({ alarmed: false, stillAlarms: false, laterMs: null }),
    ]
    const plain = verdictSentence(answer({ marks: lost })).replace(/[\u2066-\u2069]/g, '')
    expect(plain).toContain('missed: 02:14 desaturation; 03:14 Marked moment.')
  })

  it('claims nothing where nobody marked an event, or where nothing was stored', () => {
    expect(verdictSentence(answer({ marks: [] }))).toContain('nobody marked an event in this time')
    expect(verdictSentence(answer({ marks: [] }))).not.toContain('none')
    expect(verdictSentence(answer({ readings: 0 }))).toContain('these counts say nothing')
  })

  it('stands beside what must be known about it', () => {
    expect([verdictWarnings(answer()), verdictNotes(answer())]).toEqual([[], []])
    const high = { ...ALARM, priority: 'high', why: 'limit' } as const
    const warned = verdictWarnings(answer({ missed: [high], differ: 3, readings: 0 }))
    expect(warned).toHaveLength(3)
    expect(warned.join(' ')).toContain('high priority among those that would not come: 1')
    expect(verdictNotes(answer({ gapsMs: 60_000 })).join()).toContain('Nothing came from the bed')
    expect(outcomeText(mark({ laterMs: 10_000 }))).toContain('later')
  })

  it('is a sentence of its own in every language, with its figures', async () => {
    const said = new Set<string>()
    for (const language of LANGUAGES) {
      await speak(language)
      said.add(verdictSentence(answer()))
      expect(verdictSentence(answer())).toMatch(/41.*212/)
    }
    expect(said.size).toBe(LANGUAGES.length)
  })
})
