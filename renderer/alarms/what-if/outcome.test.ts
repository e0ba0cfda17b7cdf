import { describe, expect, it } from 'vitest'
import type { LoadGroup, MissedAlarm } from '../../../electron/ipc/alarm-load.ts'
import { longestMissed, markOutcome, missedGroups, parameterLoads, stoodMs } from './outcome.ts'

function missed(change: Partial<MissedAlarm>): MissedAlarm {
  return {
    parameter: 'spo2',
    label: 'SpO2',
    unit: '%',
    decimals: 0,
    side: 'low',
    isExtreme: false,
    priority: 'medium',
    limit: 90,
    worst: 89,
    sinceUtcMs: 1_000,
    endedUtcMs: 5_000,
    why: 'limit',
    ...change,
  }
}

function load(change: Partial<LoadGroup>): LoadGroup {
  return {
    bed: 'b1',
    id: 'limit:spo2:low',
    source: 'vigil',
    kind: 'physiological',
    priority: 'medium',
    label: 'SpO2',
    parameter: 'spo2',
    side: 'low',
    isExtreme: false,
    alarms: 3,
    standingMs: 1_000,
    ...change,
  }
}

describe('alarms that would not come', () => {
  it('are told by reason: the delay as one, limits by parameter and side', () => {
    const groups = missedGroups([
      missed({ worst: 88 }),
      missed({}),
      missed({ why: 'delay', worst: 70 }),
      missed({ parameter: 'hr', label: 'HR', side: 'high', worst: 125 }),
      missed({ why: 'delay', parameter: 'hr', label: 'HR', side: 'high', worst: 140 }),
      missed({ worst: 89 }),
    ])
    expect(groups.map(({ why, label, side, alarms, worst }) => [why, label, side, alarms, worst])).toEqual([
      ['limit', 'SpO2', 'low', 3, [88, 89]],
      ['delay', 'HR', null, 2, [70, 140]],
      ['limit', 'HR', 'high', 1, [125, 125]],
    ])
  })

  it('are longest by how long they stood, to the end of the period where they went on', () => {
    const open = missed({ sinceUtcMs: 90_000, endedUtcMs: null })
    expect(stoodMs(open, 100_000)).toBe(10_000)
    expect(longestMissed({ missed: [missed({}), open], toUtcMs: 100_000 })).toBe(open)
    expect(longestMissed({ missed: [], toUtcMs: 1 })).toBeNull()
  })
})

describe('marked moments', () => {
  it.each([
    [true, true, 'still'],
    [true, false, 'missed'],
    [false, true, 'gained'],
    [false, false, 'silent'],
  ] as const)('alarmed %s, with these limits %s: %s', (alarmed, stillAlarms, outcome) => {
    expect(markOutcome({ atUtcMs: 0, text: '', alarmed, stillAlarms, laterMs: null })).toBe(outcome)
  })
})

describe('load by parameter', () => {
  it('adds the beds, and keeps sides, extreme bounds and the words of a monitor apart', () => {
    const loads = parameterLoads([
      load({}),
      load({ bed: 'b2', alarms: 4 }),
      load({ isExtreme: true, alarms: 1 }),
      load({ source: 'bedside', label: 'LEADS OFF', parameter: null, side: null, alarms: 2 }),
    ])
    expect(loads.map(({ group, alarms }) => [group.label, group.isExtreme, alarms])).toEqual([
      ['SpO2', false, 7],
      ['LEADS OFF', false, 2],
      ['SpO2', true, 1],
    ])
  })
})
