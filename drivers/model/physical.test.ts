import { expect, it } from 'vitest'
import { physicalScale } from './physical.ts'

it('divides where the gain is one over a whole number, so that decimals stay exact', () => {
  const scale = physicalScale({ gain: 1 / 100, offset: 0 })
  expect(scale(35)).toBe(0.35)
  expect(scale(9516)).toBe(95.16)
  expect(scale(-247)).toBe(-2.47)
})

it('multiplies by any other gain and adds the offset', () => {
  expect(physicalScale({ gain: 4, offset: 0 })(25)).toBe(100)
  expect(physicalScale({ gain: 0.5, offset: -10 })(30)).toBe(5)
  expect(physicalScale({ gain: 2.5, offset: 1 })(2)).toBe(6)
})
