import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseHostPort, parsePositive, parseTime, parseWhole } from './values.ts'

describe('times', () => {
  it('are read with Z or an offset as the moment they name', () => {
    const seven = Date.UTC(2026, 10, 22, 6)
    for (const text of ['2026-11-22T07:00:00+01:00', '2026-11-22T06:00Z', '2026-11-22T00:30:00.000-0530']) {
      expect(parseTime('from', text)).toBe(seven)
    }
    expect(parseTime('to', '2026-11-22T06:00:00.25Z')).toBe(seven + 250)
  })

  it('are refused in any other form, with an example', () => {
    for (const text of [
      '2026-11-22',
      '2026-11-22T07:00:00',
      '2026-11-22 07:00:00Z',
      '22.11.2026 07:00',
      '2026-02-30T07:00:00Z',
      '2026-11-22T24:30:00Z',
      '2026-11-22T07:00:61Z',
      '2026-11-22T07:00:00+25:00',
      '1763794800',
      'yesterday',
      '',
    ]) {
      expect(() => parseTime('from', text), text).toThrow('give a time with Z or an offset')
    }
  })

  it('agree with the printed form of any moment', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date('2199-12-31T00:00:00Z'), noInvalidDate: true }),
        (date) => {
          expect(parseTime('from', date.toISOString())).toBe(date.getTime())
        },
      ),
    )
  })
})

describe('numbers and addresses', () => {
  it('take a point, never a comma or a sign', () => {
    expect(parsePositive('seconds', '0.5')).toBe(0.5)
    expect(parseWhole('seed', '0')).toBe(0)
    for (const text of ['0', '-1', '1,5', '1e3', 'ten', '', ' 1']) {
      expect(() => parsePositive('seconds', text), text).toThrow('greater than 0')
    }
    expect(() => parseWhole('seed', '1.5')).toThrow('whole number')
  })

  it('take HOST:PORT, with brackets around an IPv6 address', () => {
    expect(parseHostPort('listen', '127.0.0.1:0')).toEqual({ host: '127.0.0.1', port: 0 })
    expect(parseHostPort('listen', '[::1]:4001')).toEqual({ host: '::1', port: 4001 })
    for (const text of ['4001', 'localhost', 'host:99999', '::1:4001', ':4001']) {
      expect(() => parseHostPort('listen', text), text).toThrow('give HOST:PORT')
    }
  })
})
