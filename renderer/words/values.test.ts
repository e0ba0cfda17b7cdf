import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { age, calendarDate, clockTime, clockTimeSeconds, duration, sameDay, shortAge } from './times.ts'
import { printedUnit } from './units.ts'
import { printedBytes, printedRange, printedValue } from './values.ts'

describe('printed values', () => {
  it('has a decimal point and a true minus sign, and no minus zero', () => {
    expect(printedValue(36.84, 1)).toBe('36.8')
    expect(printedValue(-0.04, 2)).toBe('−0.04')
    expect(printedValue(-0.04, 1)).toBe('0.0')
    expect(printedValue(1_234.5, 0)).toBe('1235')
  })

  it('prints `--` for everything that is not a number', () => {
    for (const value of [null, Number.NaN, Number.POSITIVE_INFINITY])
      expect(printedValue(value, 1)).toBe('--')
  })

  it('H7 reads back as the same number', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999, max: 99_999 }), (raw) => {
        const printed = printedValue(raw / 100, 2)
        expect(Number(printed.replace('−', '-'))).toBe(raw / 100 + 0)
      }),
    )
  })

  it('prints ranges and bytes', () => {
    expect(printedRange(76, 116, 0)).toBe('76–116')
    expect(printedRange(-4, 3, 0)).toBe('−4 to 3')
    expect(printedRange(null, 3, 0)).toBe('--')
    expect(printedBytes(3_912)).toBe('3.9 kB')
    expect(printedBytes(64)).toBe('64 B')
  })

  it('prints units as monitors do and keeps what it does not know', () => {
    expect(printedUnit('mm[Hg]')).toBe('mmHg')
    expect(printedUnit('{beat}/min')).toBe('/min')
    expect(printedUnit('Cel')).toBe('°C')
    expect(printedUnit('kPa')).toBe('kPa')
    expect(printedUnit('mL/cm[H2O]')).toBe('mL/cmH₂O')
    expect(printedUnit('uV')).toBe('µV')
    expect(printedUnit('1')).toBe('')
  })
})

describe('printed times', () => {
  const at = new Date(2026, 5, 16, 7, 5, 9).getTime()

  it('is 24 h with the date in words', () => {
    expect(clockTime(at)).toBe('07:05')
    expect(clockTimeSeconds(at)).toBe('07:05:09')
    expect(calendarDate(at)).toBe('Tue 16 Jun 2026')
  })

  it('counts ages as m:ss and in words', () => {
    expect(age(-5)).toBe('0:00')
    expect(age(65_400)).toBe('1:05')
    expect(age(3_605_000)).toBe('1:00:05')
    expect(shortAge(7_900)).toBe('7 s old')
    expect(shortAge(90 * 60_000)).toBe('90 min old')
    expect(duration(27_780_000)).toBe('7 h 43 min')
    expect(duration(48_000)).toBe('48 s')
  })

  it('knows the same day', () => {
    expect(sameDay(at, at + 3_600_000)).toBe(true)
    expect(sameDay(at, at + 20 * 3_600_000)).toBe(false)
  })
})
