import { describe, expect, it } from 'vitest'
import { geS5 } from './ge-s5/driver.ts'
import { guidePage } from './guide-page.ts'
import { drivers } from './registry.ts'
import { readTextDriver } from './text/define.ts'

/** Joins that burn a port or never work: what sends on the device must reach what receives on the PC. */
const PC_RECEIVES = '2'
const PC_SENDS = '3'
const PC_GROUND = '5'

describe('the page of a device', () => {
  for (const driver of drivers) {
    it(`${driver.id}: says how to join it, what to set, what goes wrong, and what nobody has proven`, () => {
      const page = guidePage(driver)
      expect(page).not.toBeNull()
      if (page === null) return
      for (const list of [
        page.cables,
        page.steps,
        page.faults,
        page.unproven,
        page.lines,
        [...page.numbers.names, ...page.waves.names],
      ]) {
        expect(list.length).toBeGreaterThan(0)
      }
      // A driver whose evidence is a document alone claims no recording.
      if (page.evidence === 'derived') expect(page.proven).toEqual([])
      else expect(page.proven.length).toBeGreaterThan(0)
      const sentences = [
        ...page.steps,
        ...page.proven,
        ...page.unproven,
        ...page.faults.flatMap(Object.values),
      ]
      for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z0-9].*\.$/)
    })

    it(`${driver.id}: its cables join what sends with what receives, and ground with ground`, () => {
      for (const { pins } of driver.guide?.cables ?? []) {
        for (const { signal, pc } of pins) {
          if (/sends/.test(signal)) expect(pc).toBe(PC_RECEIVES)
          if (/receives/.test(signal)) expect(pc).toBe(PC_SENDS)
          if (signal === 'ground') expect(pc).toBe(PC_GROUND)
        }
        expect(new Set(pins.map(({ pc }) => pc)).size).toBe(pins.length)
        expect(new Set(pins.map(({ monitor }) => monitor)).size).toBe(pins.length)
      }
    })
  }

  it('names each thing shown once, a pressure without its parts, counts what is beyond a readable list, and says the line as people write it', () => {
    const page = guidePage(geS5)
    expect(page?.lines[0]).toBe('19200 8E1, RTS/CTS')
    expect(page?.numbers.names).toContain('HR')
    expect(new Set(page?.numbers.names).size).toBe(page?.numbers.names.length)
    expect(page?.numbers.names).toContain('ART')
    expect(page?.numbers.names).not.toContain('ART dia')
    expect(page?.numbers.more).toBeGreaterThan(0)
  })

  it('is absent for a driver that a site makes of a file', () => {
    const definition = drivers.find(({ id }) => id === 'nonin-ascii')?.definition
    const made = readTextDriver(definition)
    expect('driver' in made && guidePage(made.driver)).toBeNull()
  })
})
