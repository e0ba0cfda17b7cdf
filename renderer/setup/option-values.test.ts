import { describe, expect, it } from 'vitest'
import type { OptionField } from '../../electron/ipc/views.ts'
import { optionsOf, optionText, optionTitle, saidOf, toggled, withOption } from './option-values.ts'

const base = { title: null, help: '' }
const INTERVAL: OptionField = {
  ...base,
  name: 'intervalSeconds',
  kind: 'number',
  initial: 5,
  whole: true,
  lowest: 1,
  highest: 10,
}
const GAIN: OptionField = { ...INTERVAL, name: 'gain', initial: 1, whole: false, lowest: null, highest: null }
const WAVES: OptionField = {
  ...base,
  name: 'waves',
  kind: 'choices',
  initial: ['ecg'],
  choices: ['ecg', 'co2', 'resp'],
  most: 2,
}
const MAP: OptionField = { ...base, name: 'map', kind: 'json', initial: null }
const FIELDS = [INTERVAL, GAIN, WAVES, MAP]

describe('options of a driver as typed', () => {
  it('names an option in words unless the driver does', () => {
    expect(optionTitle(INTERVAL)).toBe('Interval seconds')
    expect(optionTitle({ ...INTERVAL, title: 'Averages' })).toBe('Averages')
  })

  it('stores only what differs from the usual', () => {
    expect(withOption({}, INTERVAL, 10)).toEqual({ intervalSeconds: 10 })
    expect(withOption({ intervalSeconds: 10, gain: 2 }, INTERVAL, 5)).toEqual({ gain: 2 })
  })

  it('keeps the order of the choices', () => {
    expect(toggled(['ecg'], 'co2')).toEqual(['ecg', 'co2'])
    expect(toggled(['ecg', 'co2'], 'ecg')).toEqual(['co2'])
  })

  it('reads what was typed, and takes an empty box for the usual value', () => {
    const typed = { intervalSeconds: ' 10 ', gain: '0.5', map: '{"HR": 1}' }
    const options = { intervalSeconds: 10, gain: 0.5, map: { HR: 1 } }
    expect(optionsOf(FIELDS, {}, typed)).toEqual({ options })
    expect(optionsOf(FIELDS, options, { intervalSeconds: '', map: '' })).toEqual({ options: { gain: 0.5 } })
    expect(optionText(MAP, options)).toBe('{"HR":1}')
    expect(optionText(GAIN, {})).toBe('')
  })

  it.each([
    ['11', 'option.wholeBetween'],
    ['0', 'option.wholeBetween'],
    ['2.5', 'option.wholeBetween'],
    ['1e1', 'option.wholeBetween'],
    ['5,5', 'option.wholeBetween'],
  ])('refuses %j as an interval and says so at the field', (text, problem) => {
    expect(optionsOf(FIELDS, {}, { intervalSeconds: text })).toEqual({
      problem,
      values: { lowest: '1', highest: '10' },
      option: 'intervalSeconds',
    })
  })

  it('refuses other slips at their field', () => {
    expect(optionsOf(FIELDS, {}, { gain: 'much' })).toMatchObject({
      problem: 'option.number',
      option: 'gain',
    })
    expect(optionsOf(FIELDS, {}, { map: '{' })).toMatchObject({ problem: 'option.badJson', option: 'map' })
    expect(optionsOf(FIELDS, { waves: ['ecg', 'co2', 'resp'] }, {})).toMatchObject({
      problem: 'option.most',
      values: { most: '2' },
      option: 'waves',
    })
  })

  it('finds the field that the engine complains about', () => {
    const reason = 'These waves need 700. Remove a wave.'
    const start = 'An option of the driver ge-s5 cannot be used:'
    expect(saidOf(`${start} "waves": ${reason}`, FIELDS)).toEqual({ sentence: reason, option: 'waves' })
    expect(saidOf(`${start} "waves[0]": Invalid.`, FIELDS)).toEqual({ sentence: 'Invalid.', option: 'waves' })
    expect(saidOf('The bed is in use.', FIELDS)).toEqual({ sentence: 'The bed is in use.', option: null })
  })
})
