import { describe, expect, it } from 'vitest'
import { inventBed } from '../fixture/beds.ts'
import { INVENTED_OPTIONS } from '../fixture/options.ts'
import { draftOf, freeId, namedDevice, newDraft, settingsOf, withDevice, withoutDevice } from './bed-draft.ts'
import { saidOfForm } from './form-said.ts'
import { lineOf, withLine } from './line-draft.ts'

const NONE = () => []
const BEDS = [inventBed(1, {}, 0), inventBed(2, {}, 0)]

describe('a bed that is being set up', () => {
  it('starts with the next name and a free id', () => {
    const draft = newDraft(BEDS, 'ge-s5', 'serial:/dev/ttyUSB1')
    expect(draft.label).toBe('Bed 3')
    expect(freeId([{ id: 'b1' }, { id: 'b3' }])).toBe('b2')
    expect(settingsOf(draft, BEDS, () => INVENTED_OPTIONS)).toEqual({
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
    expect(settingsOf({ ...draftOf(first), label: 'Bay 1' }, BEDS, () => INVENTED_OPTIONS)).toMatchObject({
      settings: { id: 'b1', label: 'Bay 1' },
    })
  })

  it('keeps the options of a bed whose name is changed', () => {
    const view = { ...inventBed(1, {}, 0), options: { intervalSeconds: 5 } }
    expect(settingsOf({ ...draftOf(view), label: 'Bay 9' }, BEDS, () => INVENTED_OPTIONS)).toMatchObject({
      settings: { options: { intervalSeconds: 5 } },
    })
  })

  it.each([
    [{ label: '  ' }, 'setup.needsLabel'],
    [{ label: 'Bed 2' }, 'setup.labelTaken'],
    [{ driver: '' }, 'setup.needsDriver'],
    [{ link: '/dev/ttyUSB0' }, 'setup.needsLink'],
  ])('says what is wrong with %o', (change, problem) => {
    expect(settingsOf({ ...newDraft(BEDS, 'ge-s5', 'sim:'), ...change }, BEDS, NONE)).toEqual({ problem })
  })

  it('says at which option a typed value is wrong, and forgets options with the driver', () => {
    const draft = { ...newDraft(BEDS, 'ge-s5', 'sim:'), typed: { intervalSeconds: '11' } }
    expect(settingsOf(draft, BEDS, () => INVENTED_OPTIONS)).toMatchObject({ option: 'intervalSeconds' })
    expect(withLine(draft, null, { driver: 'other' })).toMatchObject({
      driver: 'other',
      options: {},
      typed: {},
    })
  })

  it('keeps, adds, changes and removes what else is connected to the bed', () => {
    const { link } = inventBed(1, {}, 0)
    const told = { link, bedsideAlarms: 'notCarried', identity: {}, unproven: false } as const
    const monitor = { name: 'monitor', driver: 'ge-s5', linkText: 'sim:', options: {}, ...told }
    const options = { slow: true }
    const other = { name: 'ventilator', driver: 'pb-840', linkText: 'tcp:10.0.0.9:4001', options, ...told }
    const draft = draftOf({ ...inventBed(1, {}, 0), devices: [monitor, other] })
    const kept = { id: 'ventilator', driver: 'pb-840', link: 'tcp:10.0.0.9:4001', options }
    expect(settingsOf(draft, BEDS, NONE)).toMatchObject({ settings: { devices: [kept] } })
    const more = withDevice(draft, 'hamilton')
    expect(settingsOf(more, BEDS, NONE)).toEqual({ problem: 'setup.needsDeviceName' })
    const named = namedDevice(more, 1, 'second')
    expect(settingsOf(named, BEDS, NONE)).toEqual({ problem: 'setup.needsLink' })
    const whole = withLine(named, 1, { link: ' tcp:10.0.0.9:4002 ' })
    const added = { id: 'second', driver: 'hamilton', link: 'tcp:10.0.0.9:4002', options: {} }
    expect(settingsOf(whole, BEDS, NONE)).toMatchObject({ settings: { devices: [kept, added] } })
    expect(withLine(draft, 0, { driver: 'hamilton' }).devices[0]?.options).toEqual({})
    expect(settingsOf(withoutDevice(draft, 0), BEDS, NONE)).toMatchObject({ settings: { devices: [] } })
  })

  it('checks the options of a further device as those of the monitor, and says of which one is wrong', () => {
    const draft = withDevice(newDraft(BEDS, 'ge-s5', 'sim:'), 'hamilton')
    const fieldsOf = (driver: string) => (driver === 'hamilton' ? INVENTED_OPTIONS : [])
    const typed = (text: string) => withLine(draft, 0, { link: 'sim:', typed: { intervalSeconds: text } })
    expect(settingsOf(typed('11'), BEDS, fieldsOf)).toMatchObject({ option: 'intervalSeconds', device: 0 })
    expect(settingsOf(typed('7'), BEDS, fieldsOf)).toMatchObject({
      settings: { options: {}, devices: [{ id: 'ventilator', options: { intervalSeconds: 7 } }] },
    })
    const said =
      'The device "ventilator": An option of the driver hamilton cannot be used: "intervalSeconds": too long.'
    expect(saidOfForm(said, draft, fieldsOf)).toEqual({
      sentence: 'too long.',
      option: 'intervalSeconds',
      device: 0,
    })
    expect(saidOfForm('No.', draft, fieldsOf)).toEqual({ sentence: 'No.', option: null, device: null })
  })

  it('one line of a draft is tested: that of the device, or of the monitor where the device has gone', () => {
    const draft = withLine(withDevice(newDraft(BEDS, 'ge-s5', 'sim:'), 'hamilton'), 0, { link: 'tcp:a:1' })
    expect(lineOf(draft, 0)).toMatchObject({ driver: 'hamilton', link: 'tcp:a:1' })
    expect(lineOf(draft, null)).toMatchObject({ driver: 'ge-s5', link: 'sim:' })
    expect(lineOf(withoutDevice(draft, 0), 0)).toMatchObject({ driver: 'ge-s5' })
    // The same driver found again keeps what was set for it.
    const set = withLine(draft, 0, { options: { slow: true } })
    expect(withLine(set, 0, { driver: 'hamilton', link: 'tcp:a:2' }).devices[0]).toMatchObject({
      link: 'tcp:a:2',
      options: { slow: true },
    })
  })

  it.each(['monitor', 'two words', 'ventilator '])('refuses no name but a good one: %s', (id) => {
    const draft = withDevice({ ...newDraft(BEDS, 'ge-s5', 'sim:') }, 'pb-840')
    const result = settingsOf(withLine(namedDevice(draft, 0, id), 0, { link: 'sim:' }), BEDS, NONE)
    expect('settings' in result).toBe(id.trim() === 'ventilator')
  })
})
