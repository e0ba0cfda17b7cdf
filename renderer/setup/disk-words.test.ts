import { describe, expect, it } from 'vitest'
import { diskFacts, typedDays } from './disk-words.ts'

const NOON = new Date(2026, 0, 5, 12).getTime()
const disk = {
  level: 'ok',
  daysLeft: 19.6,
  wavesSinceUtcMs: NOON,
  wavesKeptDays: null,
  sentence: null,
} as const
const store = {
  state: 'recording',
  sentence: null,
  keyPlace: 'key file',
  bytesFree: 90e9,
  bytesPerDay: 1.5e9,
  disk,
} as const

describe('the disk in words', () => {
  it('says what is free, how long it lasts and since when waves are kept', () => {
    expect(diskFacts(store)).toEqual([
      '90.0 GB free on the disk of the record.',
      'A day takes about 1.5 GB: 19 days left at this rate.',
      'Full-rate waves are kept since Mon 5 Jan 2026.',
    ])
  })

  it('says what is not known yet', () => {
    const young = { ...store, bytesPerDay: null, disk: { ...disk, daysLeft: null, wavesSinceUtcMs: null } }
    expect(diskFacts(young).slice(1)).toEqual([
      'How much a day takes is known after ten minutes of recording.',
      'No full-rate waves older than a minute are kept yet.',
    ])
    const { disk: _, ...unasked } = store
    expect(diskFacts(unasked)).toEqual(['The disk of the record cannot be asked how full it is.'])
  })

  it('takes whole days or nothing', () => {
    expect([' 30 ', '1', '3653', '', '  '].map(typedDays)).toEqual([30, 1, 3653, null, null])
    expect(['0', '3654', '-1', '1.5', '1e2', '30 d', '٣'].map(typedDays)).toEqual(Array(7).fill(undefined))
  })
})
