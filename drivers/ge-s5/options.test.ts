import { expect, it } from 'vitest'
import { geS5Options, quietMsFor, waveTypes } from './options.ts'

const sentence = (options: unknown): string | undefined =>
  geS5Options
    .safeParse(options)
    .error?.issues.map((issue) => issue.message)
    .join(' ')

it('has defaults that fit the slow line', () => {
  expect(geS5Options.parse({})).toEqual({
    listenOnly: false,
    intervalSeconds: 5,
    waves: ['ecg1', 'p1', 'pleth', 'co2', 'resp'],
    alarms: true,
    trends: 'none',
    fastLine: false,
  })
})

it('refuses more samples than the monitor sends on the slow line, and says how many', () => {
  const waves = ['ecg1', 'ecg2', 'pleth']
  expect(sentence({ waves })).toBe(
    'The monitor sends at most 600 samples a second; these waves need 700. Remove a wave.',
  )
  expect(sentence({ waves, fastLine: true })).toBeUndefined()
})

it('refuses an interval that leaves no room for the waves', () => {
  expect(sentence({ intervalSeconds: 1, waves: ['ecg1', 'pleth'] })).toMatch(/too slow/)
  expect(sentence({ intervalSeconds: 1, waves: ['pleth', 'entropy'] })).toBeUndefined()
})

it.each([
  [{ waves: ['ecg9'] }],
  [{ waves: ['pleth', 'pleth'] }],
  [{ waves: ['co2', 'o2', 'n2o', 'agent', 'paw', 'flow', 'resp', 'volume', 'tono'] }],
  [{ intervalSeconds: 0 }],
  [{ intervalSeconds: 11 }],
  [{ intervalSeconds: 2.5 }],
  [{ trends: 'hourly' }],
  [{ unknownKey: true }],
])('refuses %j', (options) => {
  expect(geS5Options.safeParse(options).success).toBe(false)
})

it('translates wave names in their order', () => {
  expect(waveTypes(['pleth', 'ecg1'])).toEqual([8, 1])
})

it('tolerates silence of two and a half intervals', () => {
  expect(quietMsFor(10)).toBe(25_000)
})
