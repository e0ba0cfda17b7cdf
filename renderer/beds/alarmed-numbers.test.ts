import { describe, expect, it } from 'vitest'
import { untouchedAlarm } from '../../electron/ipc/alarms.ts'
import type { AlarmView } from '../../electron/ipc/views.ts'
import { alarmAbout, withAlarms } from './alarmed-numbers.ts'
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
    expect(alarmAbout({ label, keys: [] }, [alarm(text)])?.priority ?? null).toBe(priority)
  })

  it('takes the worst, and no technical one', () => {
    const alarms = [alarm('SpO2 very low', { priority: 'high' }), alarm('SpO2 low')]
    const saturation = { label: 'SpO2', keys: ['spo2'] }
    expect(alarmAbout(saturation, alarms)?.priority).toBe('high')
    expect(alarmAbout(saturation, [alarm('SpO2 probe off', { kind: 'technical' })])).toBeUndefined()
  })

  it('takes a limit by its channel, whatever its words, and none that is over', () => {
    const limit = { parameter: 'spo2', label: 'Sat', unit: '%', decimals: 0, side: 'low', limit: 90 } as const
    const low = alarm('Sat 88 < 90', { limit: { ...limit, value: 88, worst: 87, isExtreme: false } })
    expect(alarmAbout({ label: 'SpO2', keys: ['spo2'] }, [low])).toBe(low)
    expect(alarmAbout({ label: 'Sat', keys: ['other'] }, [low])).toBeUndefined()
    expect(alarmAbout({ label: 'SpO2', keys: ['spo2'] }, [{ ...low, state: 'latched' }])).toBeUndefined()
  })

  it('never marks a number that is not there', () => {
    const none = tileNumbers({ numerics: [], current: true, ageOf: () => 0, nowUtcMs: 0 })
    const heartRate = { ...missingNumber('HR', 'ecg', '/min'), text: '128', freshness: 'live' } as const
    const marked = withAlarms({ ...none, heartRate }, [alarm('HR high'), alarm('SpO2 low')])
    expect(marked.heartRate.alarm).toBe('medium')
    expect(marked.saturation.alarm).toBeNull()
  })
})
