import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDtm, parseDtm } from './time.ts'

describe('parseDtm', () => {
  it.each([
    ['2026', Date.UTC(2026, 0, 1), null, 'year'],
    ['202611', Date.UTC(2026, 10, 1), null, 'month'],
    ['20261122', Date.UTC(2026, 10, 22), null, 'day'],
    ['2026112207', Date.UTC(2026, 10, 22, 7), null, 'hour'],
    ['202611220730', Date.UTC(2026, 10, 22, 7, 30), null, 'minute'],
    ['20261122073015', Date.UTC(2026, 10, 22, 7, 30, 15), null, 'second'],
    ['20261122073015.25', Date.UTC(2026, 10, 22, 7, 30, 15, 250), null, 'fraction'],
    ['20261122073015.0005+0100', Date.UTC(2026, 10, 22, 6, 30, 15), 60, 'fraction'],
    ['20261122070000+0530', Date.UTC(2026, 10, 22, 1, 30), 330, 'second'],
    ['202611220700-0800', Date.UTC(2026, 10, 22, 15), -480, 'minute'],
    [' 20240229 ', Date.UTC(2024, 1, 29), null, 'day'],
  ])('reads %s', (text, utcMs, offsetMinutes, precision) => {
    expect(parseDtm(text)).toEqual({ utcMs, offsetMinutes, precision })
  })

  it.each([
    '',
    '26',
    '20261301',
    '20260229',
    '2026112224',
    '202611220760',
    '20261122-9900',
    '2026112207.5',
    'now',
    '""',
  ])('refuses %j', (text) => {
    expect(parseDtm(text)).toBeNull()
  })

  it('takes the offset given where the sender wrote none, and only there', () => {
    expect(parseDtm('2026112207', 60)?.utcMs).toBe(Date.UTC(2026, 10, 22, 6))
    expect(parseDtm('2026112207+0000', 60)?.utcMs).toBe(Date.UTC(2026, 10, 22, 7))
  })
})

describe('formatDtm', () => {
  it('always writes the offset', () => {
    const utcMs = Date.UTC(2026, 10, 22, 6, 0, 0, 7)
    expect(formatDtm(utcMs)).toBe('20261122060000+0000')
    expect(formatDtm(utcMs, 60, 'fraction')).toBe('20261122070000.007+0100')
    expect(formatDtm(utcMs, -570)).toBe('20261121203000-0930')
  })

  it('comes back to the same moment', () => {
    const offsets = fc.integer({ min: -840, max: 840 })
    const times = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2200, 0, 1) })
    fc.assert(
      fc.property(times, offsets, (utcMs, offset) => {
        const read = parseDtm(formatDtm(utcMs, offset, 'fraction'))
        expect(read).toEqual({ utcMs, offsetMinutes: offset, precision: 'fraction' })
      }),
    )
  })

  it('refuses what cannot be written', () => {
    expect(() => formatDtm(Number.NaN)).toThrow(/"utcMs"/)
    expect(() => formatDtm(0, 0.5)).toThrow(/"offsetMinutes"/)
    expect(() => formatDtm(0, 900)).toThrow(/"offsetMinutes"/)
  })
})
