import { describe, expect, it } from 'vitest'
import { STATION_ALARMS, untouchedAlarm } from '../../../electron/ipc/alarms.ts'
import { foldBed } from '../../client/station-state.ts'
import { alarmStates } from '../../fixture/alarm-states.ts'
import { inventBed } from '../../fixture/beds.ts'
import { activeAlarms } from './active-alarms.ts'

const UTC = 1_700_000_000_000

describe('the alarms of all beds', () => {
  const beds = alarmStates(UTC).map((recipe, index) =>
    foldBed(undefined, inventBed(index + 1, recipe, UTC), { monotonicMs: 0, utcMs: UTC }),
  )

  it('puts those apart that nobody has answered for two minutes', () => {
    const { unanswered, others } = activeAlarms({ station: null, beds })
    expect(unanswered.map(({ owner, alarm }) => [owner.label, alarm.text])).toEqual([
      ['Bed 14', 'HR 128 > 120'],
    ])
    expect(others.some(({ alarm }) => alarm.escalation === 3)).toBe(false)
  })

  it('lists every alarm once, worst first, also those that are over and wait for somebody', () => {
    const { unanswered, others } = activeAlarms({ station: null, beds })
    const all = beds.flatMap(({ view }) => view.alarms)
    expect(unanswered.length + others.length).toBe(all.length)
    expect(new Set([...unanswered, ...others].map(({ key }) => key)).size).toBe(all.length)
    const rank = { high: 0, medium: 1, low: 2 }
    const ranks = others.map(({ alarm }) => rank[alarm.priority])
    expect(ranks).toEqual(ranks.toSorted((one, other) => one - other))
    expect(others.map(({ alarm }) => alarm.state)).toEqual(expect.arrayContaining(['latched', 'missed']))
  })

  it('lists alarms of the station under a name that no bed has', () => {
    const condition = {
      id: 'sound',
      source: 'vigil',
      kind: 'technical',
      priority: 'high',
      text: 'x',
    } as const
    const alarms = [untouchedAlarm({ ...condition, sinceUtcMs: UTC })]
    const station = { alarms } as unknown as Parameters<typeof activeAlarms>[0]['station']
    const [first] = activeAlarms({ station, beds: [] }).others
    expect(first).toMatchObject({ bed: null, owner: { id: STATION_ALARMS } })
  })
})
