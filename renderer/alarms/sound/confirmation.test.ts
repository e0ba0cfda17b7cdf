import { expect, it } from 'vitest'
import { confirmationOf } from './confirmation.ts'

const at = (hour: number, minute = 0) => new Date(2026, 5, 16, hour, minute).getTime()

it('is due from the start of each shift until a person confirms in that shift', () => {
  expect(confirmationOf(null, null, at(7, 2))).toEqual({ state: 'due', sinceUtcMs: at(7) })
  expect(confirmationOf(at(6, 59), null, at(7, 2))).toEqual({ state: 'due', sinceUtcMs: at(7) })
  expect(confirmationOf(at(7, 1), null, at(14, 59))).toEqual({ state: 'confirmed', atUtcMs: at(7, 1) })
  expect(confirmationOf(at(7, 1), null, at(15))).toEqual({ state: 'due', sinceUtcMs: at(15) })
  expect(confirmationOf(at(22), null, at(26))).toEqual({ state: 'due', sinceUtcMs: at(23) })
  expect(confirmationOf(at(23, 5), null, at(30, 59))).toEqual({ state: 'confirmed', atUtcMs: at(23, 5) })
})

it('is due again when somebody signs in', () => {
  expect(confirmationOf(at(7, 1), at(9, 30), at(9, 31))).toEqual({ state: 'due', sinceUtcMs: at(9, 30) })
  expect(confirmationOf(at(9, 32), at(9, 30), at(9, 33))).toEqual({ state: 'confirmed', atUtcMs: at(9, 32) })
})
