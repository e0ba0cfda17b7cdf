import { describe, expect, it } from 'vitest'
import { untouchedAlarm } from '../../electron/ipc/alarms.ts'
import type { AlarmView } from '../../electron/ipc/views.ts'
import { alarmNaming, withAlarms } from './alarmed-numbers.ts'
import { missingNumber } from './numbers.ts'
import { tileNumbers } from './slots.ts'

const alarm = (text: string, change: Partial<AlarmView> = {}): AlarmView => ({
  ...untouchedAlarm({
    id: text,
    source: 'bedside',
    kind: 'physiological',
    priority: 'medium',
    text,
    sinceUtcMs: 0,
  }),
  ...change,
})

describe('the number that an alarm names', () => {
  it.each([
    ['HR', 'HR high', 'medium'],
    ['HR', 'HR HIGH', 'medium'],
    ['HR', 'HR 128 > 120', 'medium'],
    ['SpO2', 'SPO2 LOW', 'medium'],
    ['ART', 'Art low', 'medium'],
    ['HR', 'HRV low', null],
    ['HR', 'ECG leads off', null],
    ['HR', 'Asystole', null],
    ['SpO2', 'SpO', null],
  ])('finds for %s in "%s": %s', (label, text, priority) => {
    expect(alarmNaming(label, [alarm(text)])).toBe(priority)
  })

  it('takes the worst, and no technical one', () => {
    const alarms = [alarm('SpO2 very low', { priority: 'high' }), alarm('SpO2 low')]
    expect(alarmNaming('SpO2', alarms)).toBe('high')
    expect(alarmNaming('SpO2', [alarm('SpO2 probe off', { kind: 'technical' })])).toBeNull()
  })

  it('never marks a number that is not there', () => {
    const none = tileNumbers({ numerics: [], current: true, ageOf: () => 0, nowUtcMs: 0 })
    const heartRate = { ...missingNumber('HR', 'ecg', '/min'), text: '128', freshness: 'live' } as const
    const marked = withAlarms({ ...none, heartRate }, [alarm('HR high'), alarm('SpO2 low')])
    expect(marked.heartRate.alarm).toBe('medium')
    expect(marked.saturation.alarm).toBeNull()
  })
})
