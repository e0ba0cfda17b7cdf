import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { drivers } from '../../drivers/registry.ts'
import { optionFields } from './driver-options.ts'

describe('options of a driver for the set-up screen', () => {
  it('says what kind each option is, with its default, bounds and help', () => {
    const schema = z
      .strictObject({
        listenOnly: z.boolean().default(false).describe('Never write.'),
        interval: z.int().min(1).max(10).default(5),
        factor: z.number().optional(),
        any: z.int().default(3),
        mode: z.enum(['none', '10s']).default('none').meta({ title: 'Averages' }),
        waves: z
          .array(z.enum(['ecg', 'pleth', 'co2']))
          .max(2)
          .default(['ecg']),
        sender: z.string().default(''),
        map: z.record(z.string(), z.number()).optional(),
      })
      .superRefine(() => undefined)
    const base = { title: null, help: '' }
    expect(optionFields(schema)).toEqual([
      { ...base, name: 'listenOnly', help: 'Never write.', kind: 'flag', initial: false },
      { ...base, name: 'interval', kind: 'number', initial: 5, whole: true, lowest: 1, highest: 10 },
      { ...base, name: 'factor', kind: 'number', initial: null, whole: false, lowest: null, highest: null },
      { ...base, name: 'any', kind: 'number', initial: 3, whole: true, lowest: null, highest: null },
      { ...base, name: 'mode', title: 'Averages', kind: 'choice', initial: 'none', choices: ['none', '10s'] },
      {
        ...base,
        name: 'waves',
        kind: 'choices',
        initial: ['ecg'],
        choices: ['ecg', 'pleth', 'co2'],
        most: 2,
      },
      { ...base, name: 'sender', kind: 'text', initial: '' },
      { ...base, name: 'map', kind: 'json', initial: null },
    ])
  })

  it('has a control and help for every option of every driver', () => {
    for (const driver of drivers) {
      for (const field of optionFields(driver.options)) {
        expect(field.help, `${driver.id} ${field.name}`).not.toBe('')
      }
    }
  })

  it('has nothing to draw where the schema is not an object', () => {
    expect(optionFields(z.unknown())).toEqual([])
  })
})
