import { describe, expect, it } from 'vitest'
import { defineDriver, type Out } from './driver.ts'
import { isTaken, legalUnitsOnly } from './legal-units.ts'
import type { NumericChannel } from './model/channel.ts'
import type { Measurement } from './model/measurement.ts'
import { termById } from './model/terms.ts'
import { nonin } from './nonin/driver.ts'
import { drivers } from './registry.ts'

const base: NumericChannel = {
  kind: 'numeric',
  key: 'etco2',
  id: 'MDC_CONC_AWAY_CO2_ET',
  code: 151708,
  vendor: 'etco2',
  label: 'EtCO2',
  source: 'co2',
  unit: 'mm[Hg]',

  timing: 'continuous',
  decimals: 0,
}

function heard(channel: NumericChannel): readonly Measurement[] {
  const said: Measurement[] = []
  const out: Out = { measure: (one) => said.push(one) }
  legalUnitsOnly(out).measure({
    type: 'numeric',
    channel,
    value: 5,
    validity: 'good',
    atMs: 7,
    deviceMs: null,
  })
  return said
}

describe('units', () => {
  it('are kept as sent where they are legal for the term', () => {
    for (const unit of ['mm[Hg]', 'kPa', '%']) {
      expect(heard({ ...base, unit })).toMatchObject([{ type: 'numeric', value: 5, channel: { unit } }])
    }
  })

  it('that are not legal give no value, but a fault that names code and unit', () => {
    expect(heard({ ...base, unit: 'Cel' })).toEqual([
      {
        type: 'fault',
        kind: 'illegalUnit',
        bytes: 0,
        about: 'MDC_CONC_AWAY_CO2_ET (151708) in Cel',
        atMs: 7,
        deviceMs: null,
      },
    ])
    expect(heard({ ...base, unit: '' })).toMatchObject([
      { about: 'MDC_CONC_AWAY_CO2_ET (151708) in no unit' },
    ])
  })

  it("of a vendor's own value are nobody's to judge", () => {
    expect(heard({ ...base, id: 'X_SOME_VALUE', code: null, unit: 'furlong' })).toMatchObject([{ value: 5 }])
  })

  it('are judged for every driver, whatever its own file does', () => {
    const said: Measurement[] = []
    const careless = defineDriver({
      ...nonin,
      start(out) {
        const channel = { ...base, unit: 'kg' }
        out.measure({ type: 'numeric', channel, value: 1, validity: 'good', atMs: 0, deviceMs: null })
        return nonin.start(out, nonin.options.parse({}))
      },
    })
    careless.start({ measure: (one) => said.push(one) }, careless.options.parse({}))
    expect(said).toMatchObject([{ type: 'fault', kind: 'illegalUnit' }])
  })

  it.each(drivers.map((driver) => [driver.id, driver] as const))(
    'that %s announces are all legal',
    (_id, driver) => {
      expect(
        driver.channels.filter((channel) => !isTaken(channel)).map(({ key, unit }) => `${key} ${unit}`),
      ).toEqual([])
      for (const { id, code } of driver.channels)
        if (termById(id) !== undefined) expect(termById(id)?.code).toBe(code)
    },
  )
})
