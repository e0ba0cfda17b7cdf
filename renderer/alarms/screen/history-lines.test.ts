import { describe, expect, it } from 'vitest'
import type { AlarmEventView } from '../../../electron/ipc/alarm-history.ts'
import { historyLines } from './history-lines.ts'

const LIMITS = [{ parameter: 'MDC_PULS_OXIM_SAT_O2', label: 'SpO2', decimals: 0 }]
const ACTOR = { station: 'ward', initials: 'AB', verified: false, session: 's' } as const
const ALARM: AlarmEventView['alarm'] = {
  id: 'limit',
  occurrence: 1,
  source: 'vigil',
  kind: 'physiological',
  priority: 'medium',
  text: 'SpO2 88 < 90',
}

function event(change: Partial<AlarmEventView>): AlarmEventView {
  return { bed: 'b1', number: 1, atUtcMs: 0, type: 'raised', alarm: null, actor: null, detail: {}, ...change }
}

function lineOf(change: Partial<AlarmEventView>) {
  const [line] = historyLines([event(change)], LIMITS)
  return line === undefined ? null : [line.text, line.note, line.who]
}

describe('the history of alarms', () => {
  it('tells an alarm, who decided, how it ended and who has seen to it, the latest first', () => {
    const lines = historyLines(
      [
        event({ number: 1, alarm: ALARM }),
        event({ number: 2, type: 'shown', alarm: ALARM }),
        event({ number: 3, type: 'acknowledged', alarm: ALARM, actor: ACTOR }),
        event({ number: 4, type: 'ended', alarm: ALARM, detail: { why: 'over', as: 'gone' } }),
      ],
      LIMITS,
    )
    expect(lines.map(({ text, who, isAlarm }) => [text, who, isAlarm])).toEqual([
      ['SpO2 88 < 90 ended', 'Vigil', false],
      ['Acknowledged: SpO2 88 < 90', 'AB', false],
      ['SpO2 88 < 90', 'Vigil', true],
    ])
  })

  it('says why an alarm ended where that is not its value, and that nobody saw to it', () => {
    const ended = (why: string, as: string) => lineOf({ type: 'ended', alarm: ALARM, detail: { why, as } })
    expect(ended('lineLost', 'gone')?.[1]).toBe('the line was lost')
    expect(ended('over', 'missed')?.[1]).toBe('nobody saw to it')
    expect(ended('over', 'gone')?.[1]).toBe('')
  })

  it('names limits as people do, with old and new, and keeps the code of one that it does not know', () => {
    const change = { parameter: 'MDC_PULS_OXIM_SAT_O2', lowBefore: 90, highBefore: 100 }
    expect(lineOf({ type: 'limitChanged', actor: ACTOR, detail: { ...change, low: 88, high: 100 } })).toEqual(
      ['SpO2 limits 90–100, then 88–100', '', 'AB'],
    )
    expect(lineOf({ type: 'limitChanged', actor: ACTOR, detail: change })?.[0]).toBe(
      'SpO2 limits 90–100, then those of the age class',
    )
    const off = { forMs: 7_200_000, reason: 'ordered', role: 'physician' }
    expect(
      lineOf({ type: 'limitOff', actor: ACTOR, detail: { of: 'MDC_PULS_OXIM_SAT_O2/high', ...off } }),
    ).toEqual(['SpO2 high limit off for 2 h 0 min', 'ordered', 'AB'])
    expect(lineOf({ type: 'limitOn', detail: { of: 'X_Y/low' } })?.[0]).toBe('X_Y low limit on')
  })

  it('tells states of a bed with their length and reason, and who had not signed in', () => {
    const nobody = { ...ACTOR, initials: null }
    const detail = { of: 'alarmsPaused', forMs: 120_000, reason: 'suction', role: null }
    expect(lineOf({ type: 'stateSet', actor: nobody, detail })).toEqual([
      'Alarms paused for 2 min',
      'suction',
      'at the station',
    ])
    expect(lineOf({ type: 'stateEnded', detail: { of: 'audioOff' } })).toEqual([
      'Sound off: ended',
      '',
      'Vigil',
    ])
    expect(lineOf({ type: 'ageClass', actor: ACTOR, detail: { before: null, after: 'adult' } })?.[0]).toBe(
      'Age class: Adult',
    )
  })
})
