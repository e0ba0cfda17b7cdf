import { expect, it } from 'vitest'
import { clockOf } from './clock.ts'

const time = { hour: '07', minute: '08', second: '09' }

it('reads months by number and by name, and years of two and four digits', () => {
  const expected = Date.UTC(2026, 4, 6, 7, 8, 9)
  expect(clockOf({ year: '26', month: '05', day: '06', ...time })).toBe(expected)
  expect(clockOf({ year: '2026', month: 'May', day: '6', ...time })).toBe(expected)
})

it('is null without a date, and no number for one that cannot be', () => {
  expect(clockOf(time)).toBeNull()
  expect(clockOf({ year: '26', month: '13', day: '06', ...time })).toBeNaN()
  expect(clockOf({ year: '26', month: 'Foo', day: '06', ...time })).toBeNaN()
  expect(clockOf({ year: '26', month: '02', day: '30', ...time })).toBeNaN()
  expect(clockOf({ year: '26', month: '02', day: '03', ...time, hour: '24' })).toBeNaN()
  expect(clockOf({ year: '26', month: '02', day: '03' })).toBeNaN()
})
