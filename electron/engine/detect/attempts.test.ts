import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drivers } from '../../../drivers/registry.ts'
import { serialSettings } from '../link/create-link.ts'
import { printSettings } from '../link/print-settings.ts'
import { parseLink } from '../link/spec.ts'
import { attemptsOf, canBeNamed, isSameWire, linkTextFor } from './attempts.ts'

const PORT = 'serial:/dev/ttyUSB0'

function rows(link: string, ask: boolean): string[] {
  return attemptsOf(drivers, parseLink(link), ask).map(
    ({ asks, serial }) =>
      `${asks?.id ?? 'all'} ${serial === null ? '-' : printSettings(serial).replace(/,.*/, '')}`,
  )
}

describe('the attempts of a search', () => {
  it('listens at every setting of every driver once, the usual ones first, before anybody asks', () => {
    const attempts = attemptsOf(drivers, parseLink(PORT), true)
    const listening = attempts.filter(({ asks }) => asks === null)
    expect(attempts.slice(0, listening.length)).toEqual(listening)
    for (const { link } of drivers) {
      for (const wanted of [link.serial, ...link.candidates]) {
        const same = listening.filter(({ serial }) => serial !== null && isSameWire(serial, wanted))
        expect(same).toHaveLength(1)
      }
    }
    const usual = new Set(drivers.map(({ link }) => printSettings({ ...link.serial, flow: 'none' })))
    expect(new Set(rows(PORT, false).slice(0, usual.size))).toEqual(
      new Set([...usual].map((one) => `all ${one}`)),
    )
  })

  it('lets only drivers ask that can, each at its own settings, and nobody where it is not wanted', () => {
    const asked = attemptsOf(drivers, parseLink(PORT), true).filter(({ asks }) => asks !== null)
    expect(new Set(asked.map(({ asks }) => asks))).toEqual(
      new Set(drivers.filter(({ writes }) => writes !== null)),
    )
    for (const { asks, serial } of asked) {
      expect([asks?.link.serial, ...(asks?.link.candidates ?? [])]).toContainEqual(serial)
    }
    expect(rows(PORT, false).every((row) => row.startsWith('all '))).toBe(true)
  })

  it('keeps what the line says itself, and then tries less', () => {
    // Stop bits are not said: a driver has two.
    expect(rows(`${PORT}?baud=9600&parity=none`, false)).toEqual(['all 9600 8N1', 'all 9600 8N2'])
  })

  it('tries a line without settings once, a replay without a question, a HID line only for its drivers', () => {
    expect(rows('tcp:10.0.0.7:4001', false)).toEqual(['all -'])
    expect(rows('tcp:10.0.0.7:4001', true)).toContain('ge-s5 -')
    expect(rows('replay:x.vcap', true)).toEqual(['all -'])
    expect(rows('hid:28e9:028a', true)).toEqual(['all -', 'contec-cms50 -'])
  })
})

describe('the link text of what was found', () => {
  it('opens the line at the settings it was heard at, for any driver and setting', () => {
    const attempts = attemptsOf(drivers, parseLink(PORT), true)
    fc.assert(
      fc.property(fc.constantFrom(...drivers), fc.constantFrom(...attempts), (driver, attempt) => {
        fc.pre(attempt.serial !== null && canBeNamed(driver, attempt.serial))
        const spec = parseLink(linkTextFor(`${PORT}?baud=300`, driver, attempt))
        if (spec.kind !== 'serial' || attempt.serial === null) throw new TypeError('"spec" is no port')
        const opened = serialSettings(driver, spec.overrides)
        expect(spec.path).toBe('/dev/ttyUSB0')
        expect(isSameWire(opened, attempt.serial)).toBe(true)
        if (attempt.asks === driver) expect(opened).toEqual(attempt.serial)
      }),
    )
  })

  it('leaves out what is usual for the driver', () => {
    for (const driver of drivers) {
      expect(linkTextFor(PORT, driver, { asks: null, serial: driver.link.serial })).toBe(PORT)
      expect(linkTextFor('tcp:a:1', driver, { asks: null, serial: null })).toBe('tcp:a:1')
    }
  })
})
