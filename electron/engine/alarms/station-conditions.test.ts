import { describe, expect, it } from 'vitest'
import { STATION_ALARMS, STORAGE_ALARM } from '../../ipc/alarms.ts'
import { ManualTime } from '../testing/manual-time.ts'
import { AlarmDesk } from './desk.ts'
import { storageTrouble } from './station-conditions.ts'

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
