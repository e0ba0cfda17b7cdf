import { describe, expect, it } from 'vitest'
import type { InsightDirection, InsightFact } from '../../ipc/insight.ts'
import type { InsightRule } from '../../ipc/insight-finding.ts'
import { memoryReader } from '../export/testing/memory-reader.ts'
import { dismissalOverText, dismissalText } from '../store/tables/dismissals.ts'
import { hintOverText, hintShownText } from '../store/tables/hints.ts'
import type { NoteKind, NoteRow } from '../store/tables/notes.ts'
import { countedHints, countRules, insightCounts } from './counts.ts'

const FROM = Date.UTC(2026, 5, 16, 7)
const MINUTE_MS = 60_000

function fact(rule: InsightRule = 'trend', direction: InsightDirection = 'up', version = 1): InsightFact {
  const what = { kind: 'step', before: 80, after: 105, spread: 3 } as const
  return { rule, parameter: 'heartRate', direction, version, unit: '/min', sinceUtcMs: FROM, what }
}

/** A row of a minute; people have initials, the station has none. */
function row(minute: number, id: string, kind: NoteKind, text: string, author = ''): NoteRow {
  const atUtcMs = FROM + minute * MINUTE_MS
  return { id, bed: 'b1', kind, atUtcMs, writtenUtcMs: atUtcMs, author, text }
}

const shown = (minute: number, id: string, of = fact()) => row(minute, id, 'hintShown', hintShownText(of))
const over = (minute: number, of: string) => row(minute, `over ${of}`, 'hintOver', hintOverText(of))
const said = (minute: number, id: string, reason: string, isActedOn = false, of = fact()) =>
  row(minute, id, 'dismissal', dismissalText(of, reason, isActedOn), 'AB')

describe('counts of hints', () => {
  it('are of those that began, by rule and version, with what people said of each last', () => {
    const rows = [
      shown(0, 'h1'),
      said(1, 'd1', 'Fever, known'),
      over(5, 'h1'),
      shown(10, 'h2'),
      said(11, 'd2', 'called the doctor', true),
      over(12, 'h2'),
      shown(20, 'h3', fact('trend', 'down')),
      shown(21, 'h4', fact('step')),
      said(22, 'd4', 'fever, known', false, fact('step')),
      shown(30, 'h5', fact('step', 'up', 2)),
    ]
    expect(countRules(countedHints(rows))).toEqual([
      {
        rule: 'trend',
        version: 1,
        shown: 3,
        actedOn: 1,
        dismissed: 1,
        unanswered: 1,
        reasons: [
          { reason: 'Fever, known', isActedOn: false, count: 1 },
          { reason: 'called the doctor', isActedOn: true, count: 1 },
        ],
        moreReasons: 0,
      },
      {
        rule: 'step',
        version: 1,
        shown: 1,
        actedOn: 0,
        dismissed: 1,
        unanswered: 0,
        reasons: [{ reason: 'fever, known', isActedOn: false, count: 1 }],
        moreReasons: 0,
      },
      expect.objectContaining({ rule: 'step', version: 2, shown: 1, unanswered: 1 }),
    ])
  })

  it('take an answer back that a person took back, not one whose finding ended', () => {
    const rows = [shown(0, 'h1'), said(1, 'd1', 'x')]
    const back = (author: string) => row(2, 'o1', 'dismissalOver', dismissalOverText('d1'), author)
    const answers = (more: NoteRow) => countedHints([...rows, more]).map(({ answer }) => answer?.reason)
    expect(answers(back('AB'))).toEqual([undefined])
    expect(answers(back(''))).toEqual(['x'])
  })

  it('give no answer to a hint that was over before, or that began before the period', () => {
    expect(countedHints([shown(0, 'h1'), over(1, 'h1'), said(2, 'd1', 'late')])[0]?.answer).toBeNull()
    expect(countedHints([said(0, 'd1', 'x'), over(1, 'h0')])).toEqual([])
    expect(countedHints([{ ...shown(0, 'h1'), text: '{' }])).toEqual([])
  })

  it('put the same words together, and count what is not listed', () => {
    const rows = Array.from({ length: 20 }, (_, index) => [
      shown(3 * index, `h${index}`),
      said(3 * index + 1, `d${index}`, index < 5 ? 'Suction' : `reason ${index}`),
      over(3 * index + 2, `h${index}`),
    ]).flat()
    const [trend] = countRules(countedHints(rows))
    expect(trend?.reasons[0]).toEqual({ reason: 'Suction', isActedOn: false, count: 5 })
    expect(trend?.reasons).toHaveLength(12)
    expect(trend?.moreReasons).toBe(4)
    expect(trend?.dismissed).toBe(20)
  })

  it('are of all beds of the record in the period, and refuse what is none', () => {
    const reader = memoryReader({
      beds: ['b1', 'b2'].map((bed) => ({ bed, label: bed, driver: 'ge-s5', link: 'sim:', options: '{}' })),
      notes: [shown(0, 'h1'), { ...shown(1, 'h2'), bed: 'b2' }, shown(90, 'h3')],
    })
    const counts = insightCounts(reader, { fromUtcMs: FROM, toUtcMs: FROM + 60 * MINUTE_MS })
    expect(counts.rules).toMatchObject([{ rule: 'trend', shown: 2, unanswered: 2 }])
    expect(() => insightCounts(reader, { fromUtcMs: FROM })).toThrow()
  })
})
