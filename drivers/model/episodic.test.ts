import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { NumericChannel } from './channel.ts'
import { EpisodicFilter } from './episodic.ts'
import type { Numeric } from './measurement.ts'

function channel(
  key: string,
  source = 'nibp',
  timing: 'episodic' | 'continuous' = 'episodic',
): NumericChannel {
  return {
    kind: 'numeric',
    key,
    id: key,
    code: null,
    source,
    vendor: key,
    label: key,
    unit: 'mm[Hg]',
    timing,
    decimals: 0,
  }
}

const sys = channel('sys')
const dia = channel('dia')

function reading(of: NumericChannel, value: number | null, measuredDeviceMs?: number): Numeric {
  return {
    type: 'numeric',
    channel: of,
    value,
    validity: value === null ? 'invalid' : 'good',
    atMs: 0,
    deviceMs: null,
    ...(measuredDeviceMs === undefined ? {} : { measuredDeviceMs }),
  }
}

const isRepeat = (filter: EpisodicFilter, batch: Numeric[]): boolean[] => {
  const repeats = filter.repeatsIn(batch)
  return batch.map((numeric) => repeats.has(numeric))
}

it('takes a reading without a time stamp as new only when a value changes', () => {
  const filter = new EpisodicFilter()
  expect(isRepeat(filter, [reading(sys, 120), reading(dia, 70)])).toEqual([false, false])
  expect(isRepeat(filter, [reading(sys, 120), reading(dia, 70)])).toEqual([true, true])
  expect(filter.repeats).toBe(2)
})

it('keeps the values of one sitting together: one new value makes all of them new', () => {
  const filter = new EpisodicFilter()
  filter.repeatsIn([reading(sys, 120), reading(dia, 70)])
  expect(isRepeat(filter, [reading(sys, 120), reading(dia, 71)])).toEqual([false, false])
  expect(isRepeat(filter, [reading(sys, 120), reading(dia, 71)])).toEqual([true, true])
})

it('takes equal values with another time stamp as a new reading', () => {
  const filter = new EpisodicFilter()
  filter.repeatsIn([reading(sys, 120, 1000), reading(dia, 70, 1000)])
  expect(isRepeat(filter, [reading(sys, 120, 1000), reading(dia, 70, 1000)])).toEqual([true, true])
  expect(isRepeat(filter, [reading(sys, 120, 2000), reading(dia, 70, 2000)])).toEqual([false, false])
})

it('takes the time stamp that arrives after the values as the same reading', () => {
  const filter = new EpisodicFilter()
  filter.repeatsIn([reading(sys, 120)])
  expect(isRepeat(filter, [reading(sys, 120, 1000)])).toEqual([true])
  expect(isRepeat(filter, [reading(sys, 120)])).toEqual([true])
  expect(isRepeat(filter, [reading(sys, 120, 2000)])).toEqual([false])
})

it('tells two records in one batch apart', () => {
  const filter = new EpisodicFilter()
  const batch = [
    reading(sys, 120),
    reading(dia, 70),
    reading(sys, 130),
    reading(dia, 70),
    reading(sys, 130),
    reading(dia, 70),
  ]
  expect(isRepeat(filter, batch)).toEqual([false, false, false, false, true, true])
})

it('leaves continuous values and other sources alone', () => {
  const filter = new EpisodicFilter()
  const heart = channel('hr', 'ecg', 'continuous')
  const wedge = channel('wedge', 'pcwp')
  filter.repeatsIn([reading(heart, 80), reading(sys, 120), reading(wedge, 12)])
  expect(isRepeat(filter, [reading(heart, 80), reading(sys, 121), reading(wedge, 12)])).toEqual([
    false,
    false,
    true,
  ])
})

it('takes the first reading after an absence, and after a reset, as new', () => {
  const filter = new EpisodicFilter()
  filter.repeatsIn([reading(sys, 120)])
  expect(isRepeat(filter, [reading(sys, null)])).toEqual([false])
  expect(isRepeat(filter, [reading(sys, null)])).toEqual([true])
  expect(isRepeat(filter, [reading(sys, 120)])).toEqual([false])
  filter.reset()
  expect(isRepeat(filter, [reading(sys, 120)])).toEqual([false])
})

it('H3 takes what a device goes on to repeat for no reading of the next patient, until it changes or was away', () => {
  const filter = new EpisodicFilter()
  const at = (value: number, atMs: number): Numeric => ({ ...reading(sys, value), atMs })
  for (const second of [0, 1, 2]) filter.repeatsIn([at(120, second * 1_000)])
  filter.reset()
  expect(isRepeat(filter, [at(120, 3_000)])).toEqual([true])
  expect(isRepeat(filter, [at(120, 63_000)])).toEqual([true])
  expect(isRepeat(filter, [at(118, 64_000)])).toEqual([false])
  expect(isRepeat(filter, [at(118, 65_000)])).toEqual([true])
  filter.reset()
  expect(isRepeat(filter, [at(118, 126_000)])).toEqual([false])
  expect(isRepeat(filter, [at(118, 500_000)])).toEqual([true])
  // With the time of the device it is the same one whenever it comes.
  filter.repeatsIn([reading(dia, 70, 1_000)])
  filter.reset()
  expect(isRepeat(filter, [{ ...reading(dia, 70, 1_000), atMs: 900_000 }])).toEqual([true])
  expect(isRepeat(filter, [reading(dia, 70, 2_000)])).toEqual([false])
})

it('keeps one reading for each run of equal values, however often each is repeated', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 5 })), { maxLength: 20 }), (runs) => {
      const filter = new EpisodicFilter()
      const kept: (number | null)[] = []
      for (const [value, times] of runs) {
        for (let time = 0; time < times; time++) {
          const numeric = reading(sys, value)
          if (!filter.repeatsIn([numeric]).has(numeric)) kept.push(value)
        }
      }
      const values = runs.map(([value]) => value)
      expect(kept).toEqual(values.filter((value, index) => index === 0 || value !== values[index - 1]))
    }),
  )
})
