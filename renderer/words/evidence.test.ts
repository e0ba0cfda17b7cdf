import { expect, it } from 'vitest'
import { evidenceSentence } from './evidence.ts'

const confirmation = { initials: 'AB', atUtcMs: new Date(2026, 10, 5, 12).getTime(), values: 5 }

it('says who compared a driver and when, or that nobody has', () => {
  expect(evidenceSentence({ unproven: false })).toBeNull()
  expect(evidenceSentence({ unproven: true })).toMatch(/^Unproven driver: no recording proves it/)
  expect(evidenceSentence({ unproven: false, confirmation: { ...confirmation, scope: 'bed' } })).toBe(
    'Compared with the monitor by AB on 2026-11-05 (5 values).',
  )
  expect(evidenceSentence({ unproven: false, confirmation: { ...confirmation, scope: 'station' } })).toBe(
    'Compared with the monitor by AB on 2026-11-05 (5 values), for every bed with this driver.',
  )
})
