import { describe, expect, it } from 'vitest'
import { inventBed } from '../fixture/beds.ts'
import { INVENTED_OPTIONS } from '../fixture/options.ts'
import {
  changedDevice,
  draftOf,
  freeId,
  newDraft,
  settingsOf,
  withDevice,
  withDriver,
  withoutDevice,
} from './bed-draft.ts'

const BEDS = [inventBed(1, {}, 0), inventBed(2, {}, 0)]

describe('a bed that is being set up', () => {
  it('starts with the next name and a free id', () => {
    const draft = newDraft(BEDS, 'ge-s5', 'serial:/dev/ttyUSB1')
    expect(draft.label).toBe('Bed 3')
    expect(freeId([{ id: 'b1' }, { id: 'b3' }])).toBe('b2')
    expect(settingsOf(draft, BEDS, INVENTED_OPTIONS)).toEqual({
      settings: {
        id: 'b3',
        label: 'Bed 3',
        driver: 'ge-s5',
        link: 'serial:/dev/ttyUSB1',
        options: {},
        devices: [],
      },
    })
  })

  it('keeps the id of a bed that is changed', () => {
    const first = BEDS[0]
    if (first === undefined) throw new TypeError('"BEDS" is empty')
    expect(settingsOf({ ...draftOf(first), label: 'Bay 1' }, BEDS, INVENTED_OPTIONS)).toMatchObject({
      settings: { id: 'b1', label: 'Bay 1' },
    })
  })

  it('keeps the options of a bed whose name is changed', () => {
    const view = { ...inventBed(1, {}, 0), options: { intervalSeconds: 5 } }
    expect(settingsOf({ ...draftOf(view), label: 'Bay 9' }, BEDS, INVENTED_OPTIONS)).toMatchObject({
      settings: { options: { intervalSeconds: 5 } },
    })
  })

  it.each([
    [{ label: '  ' }, 'setup.needsLabel'],
    [{ label: 'Bed 2' }, 'setup.labelTaken'],
    [{ driver: '' }, 'setup.needsDriver'],
    [{ link: '/dev/ttyUSB0' }, 'setup.needsLink'],
  ])('says what is wrong with %o', (change, problem) => {
    expect(settingsOf({ ...newDraft(BEDS, 'ge-s5', 'sim:'), ...change }, BEDS, [])).toEqual({ problem })
  })

  it('says at which option a typed value is wrong, and forgets options with the driver', () => {
    const draft = { ...newDraft(BEDS, 'ge-s5', 'sim:'), typed: { intervalSeconds: '11' } }
    expect(settingsOf(draft, BEDS, INVENTED_OPTIONS)).toMatchObject({ option: 'intervalSeconds' })
    expect(withDriver(draft, 'other')).toMatchObject({ driver: 'other', options: {}, typed: {} })
  })

  it('keeps, adds, changes and removes what else is connected to the bed', () => {
    const { link } = inventBed(1, {}, 0)
    const told = { link, bedsideAlarms: 'notCarried', identity: {} } as const
    const monitor = { name: 'monitor', driver: 'ge-s5', linkText: 'sim:', options: {}, ...told }
    const options = { slow: true }
    const other = { name: 'ventilator', driver: 'pb-840', linkText: 'tcp:10.0.0.9:4001', options, ...told }
    const draft = draftOf({ ...inventBed(1, {}, 0), devices: [monitor, other] })
    const kept = { id: 'ventilator', driver: 'pb-840', link: 'tcp:10.0.0.9:4001', options }
    expect(settingsOf(draft, BEDS, [])).toMatchObject({ settings: { devices: [kept] } })
    const more = withDevice(draft, 'hamilton')
    expect(settingsOf(more, BEDS, [])).toEqual({ problem: 'setup.needsDeviceName' })
    const named = changedDevice(more, 1, { id: 'second' })
    expect(settingsOf(named, BEDS, [])).toEqual({ problem: 'setup.needsLink' })
    const whole = changedDevice(named, 1, { link: ' tcp:10.0.0.9:4002 ' })
    const added = { id: 'second', driver: 'hamilton', link: 'tcp:10.0.0.9:4002', options: {} }
    expect(settingsOf(whole, BEDS, [])).toMatchObject({ settings: { devices: [kept, added] } })
    expect(changedDevice(draft, 0, { driver: 'hamilton' }).devices[0]?.options).toEqual({})
    expect(settingsOf(withoutDevice(draft, 0), BEDS, [])).toMatchObject({ settings: { devices: [] } })
  })

  it.each(['monitor', 'two words', 'ventilator '])('refuses no name but a good one: %s', (id) => {
    const draft = withDevice({ ...newDraft(BEDS, 'ge-s5', 'sim:') }, 'pb-840')
    const result = settingsOf(changedDevice(draft, 0, { id, link: 'sim:' }), BEDS, [])
    expect('settings' in result).toBe(id.trim() === 'ventilator')
  })
})
