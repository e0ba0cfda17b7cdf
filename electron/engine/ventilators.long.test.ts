import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { drivers } from '../../drivers/registry.ts'
import { startedEngine } from './testing/started-engine.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import { waitFor } from './testing/wait-for.ts'

/** Workers start from source on a shared machine; a ventilator is asked who it is before its first number. */
const WHOLE_MS = 180_000
/** Three answers of one that is asked every two seconds, beside other tests. */
const NUMBERS_MS = 60_000
const VENTILATORS = ['pb-840', 'servo-sci', 'hamilton', 'draeger-medibus'] as const

it('H2 shows every ventilator beside the monitor of its bed, each number with where it comes from', {
  timeout: WHOLE_MS,
}, async () => {
  const folder = temporaryFolder()
  const beds = VENTILATORS.map((driver, index) => ({
    ...{ id: driver, label: driver, driver: 'ge-s5', link: `sim:stable?seed=${index + 1}` },
    devices: [{ id: 'ventilator', driver, link: `sim:stable?seed=${index + 11}` }],
  }))
  writeFileSync(`${folder}/ward.json`, JSON.stringify({ station: 'w', beds }))
  const engine = await startedEngine(folder, { drivers })
  const numbersFrom = (bed: string, device: string): number => {
    const numerics = engine.beds().find(({ id }) => id === bed)?.numerics ?? []
    // What the monitor sends too is shown from the monitor, with the ventilator's own value beside it.
    const isFrom = ({ value, origin }: (typeof numerics)[number]) =>
      origin?.name === device
        ? value !== null
        : origin?.others.some((other) => other.name === device && other.value !== null) === true
    return numerics.filter(isFrom).length
  }
  for (const driver of VENTILATORS) {
    await waitFor(() => numbersFrom(driver, 'monitor') > 3, `the monitor beside ${driver}`, NUMBERS_MS)
    await waitFor(() => numbersFrom(driver, 'ventilator') > 3, `the numbers of ${driver}`, NUMBERS_MS)
    const view = engine.beds().find(({ id }) => id === driver)
    const states = view?.devices?.map(({ name, link, bedsideAlarms }) => [name, link.phase, bedsideAlarms])
    const ofVentilator = drivers.find(({ id }) => id === driver)
    const forbidden = ofVentilator?.forbidsAlarms === true
    expect(states?.map(([name, phase]) => [name, phase])).toEqual([
      ['monitor', 'live'],
      ['ventilator', 'live'],
    ])
    expect(states?.[1]?.[2] === 'forbidden').toBe(forbidden)
    expect(forbidden).toBe(driver === 'servo-sci')
  }
})
