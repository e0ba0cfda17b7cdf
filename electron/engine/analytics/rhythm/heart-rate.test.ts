import { expect, it } from 'vitest'
import { HeartRate } from './heart-rate.ts'

function rateAfter(distances: readonly number[]): HeartRate {
  const rate = new HeartRate()
  let at = 0
  rate.beat(at)
  for (const distance of distances) {
    at += distance
    rate.beat(at)
  }
  return rate
}

it('shows the mean of the last twelve without the extremes', () => {
  expect(rateAfter([...Array(11).fill(0.75), 2]).at(9)).toBeCloseTo(80, 6)
})

it('follows a step from 80 to 40 within 11 s', () => {
  expect(rateAfter([...Array(12).fill(0.75), ...Array(7).fill(1.5)]).at(20)).toBeCloseTo(40, 6)
})

it('shows nothing before the third beat, and nothing 4 s after the last', () => {
  expect(rateAfter([0.8]).at(1)).toBeNull()
  expect(rateAfter([0.8, 0.8]).at(5.5)).not.toBeNull()
  expect(rateAfter([0.8, 0.8]).at(5.7)).toBeNull()
})
