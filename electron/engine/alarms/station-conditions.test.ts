import { describe, expect, it } from 'vitest'
import { CLOCK_ALARM, STATION_ALARMS, STORAGE_ALARM } from '../../ipc/alarms.ts'
import { ManualTime } from '../testing/manual-time.ts'
import { AlarmDesk } from './desk.ts'
import { CLOCK_TOLD_MS, storageTrouble } from './station-conditions.ts'

describe('a record that is not whole', () => {
  it('is trouble when it takes nothing, no waves, or has room for less than a day; not while it is only behind', () => {
    expect(storageTrouble('stopped', 'ok')).toBe('stopped')
    expect(storageTrouble('numbersOnly', 'short')).toBe('numbersOnly')
    expect(storageTrouble('recording', 'short')).toBe('short')
    for (const level of ['ok', 'soon', null] as const) {
      expect(storageTrouble('recording', level)).toBeNull()
      expect(storageTrouble('behind', level)).toBeNull()
    }
  })

  it('is a medium alarm of the station that sounds, stands in its log, and ends with the trouble', () => {
    const time = new ManualTime()
    const logged: string[] = []
    const desk = new AlarmDesk({
      clock: time,
      beds: () => new Map(),
      onEvent: ({ type }) => logged.push(type),
      log: () => Promise.resolve([]),
    })
    const station = () => desk.of(STATION_ALARMS)
    desk.storageSeen(null)
    expect(station().board().alarms).toEqual([])
    desk.storageSeen('stopped')
    const [alarm] = station().board().alarms
    expect(alarm).toMatchObject({ id: STORAGE_ALARM, kind: 'technical', priority: 'medium', sounds: true })
    time.advance(1_000)
    desk.storageSeen('stopped')
    expect(logged.filter((type) => type === 'raised')).toHaveLength(1)
    desk.storageSeen(null)
    expect(station().board().alarms).toEqual([])
    expect(logged).toContain('ended')
  })
})

describe('a clock of the PC that was set', () => {
  it('H8 is a low alarm of the station for an hour by the clock that nobody sets, and another one when it is set again', () => {
    const time = new ManualTime()
    const logged: string[] = []
    const desk = new AlarmDesk({
      clock: time,
      beds: () => new Map(),
      onEvent: ({ type }) => logged.push(type),
      log: () => Promise.resolve([]),
    })
    const alarms = () => desk.of(STATION_ALARMS).board().alarms
    const raised = () => logged.filter((type) => type === 'raised').length
    desk.clockSeen(null)
    desk.tick()
    expect(alarms()).toEqual([])
    const back = { atUtcMs: 1_000_000, byMs: -3_600_000, isLeast: false }
    desk.clockSeen(back)
    expect(alarms()).toMatchObject([{ id: CLOCK_ALARM, kind: 'technical', priority: 'low' }])
    // Told of again each second, it is one alarm; the clock that jumps meanwhile does not end it.
    time.setClock(86_400_000)
    time.advance(CLOCK_TOLD_MS - 1)
    desk.clockSeen(back)
    desk.tick()
    expect([alarms().length, raised()]).toEqual([1, 1])
    desk.clockSeen({ ...back, atUtcMs: 9_000_000, byMs: 3_600_000 })
    expect([alarms().length, raised()]).toEqual([1, 2])
    time.advance(CLOCK_TOLD_MS)
    desk.tick()
    expect(alarms()).toEqual([])
    desk.clockSeen({ ...back, atUtcMs: 9_000_000, byMs: 3_600_000 })
    desk.tick()
    expect(alarms()).toEqual([])
  })
})
