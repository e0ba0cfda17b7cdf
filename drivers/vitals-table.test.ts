import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { withShared } from '../resources/testing/with-shared.ts'
import type { Driver } from './driver.ts'
import { geS5 } from './ge-s5/driver.ts'
import type { Channel } from './model/channel.ts'
import { philipsIntellivue } from './philips-intellivue/driver.ts'
import { drivers } from './registry.ts'

/** The largest recordings take a few seconds together; a shared machine may be ten times slower. */
const SLOW_MS = 60_000

interface Row {
  readonly refid: string
  readonly unit: string
}

/** The reference table by number. */
function readTable(path: string): ReadonlyMap<number, Row> {
  const [header = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/)
  const names = header.split(',')
  const rows = new Map<number, Row>()
  for (const line of lines) {
    const cells = (line.match(/("[^"]*"|[^,]*)(,|$)/g) ?? []).map((cell) => cell.replace(/,$/, ''))
    const field = (name: string) => cells[names.indexOf(name)] ?? ''
    // A remark may stand behind a REFID.
    const [refid = ''] = field('mdc_refid').split(' ')
    if (field('mdc_code') !== '') rows.set(Number(field('mdc_code')), { refid, unit: field('ucum_fhir') })
  }
  return rows
}

/** Every channel that a driver announces. */
function* announced(): Generator<{ readonly driver: string; readonly channel: Channel }> {
  for (const { id, channels } of drivers) for (const channel of channels) yield { driver: id, channel }
}

it('has one spelling for a number and one number for a spelling, over all drivers', () => {
  const spellings = new Map<number, Set<string>>()
  const numbers = new Map<string, Set<number | null>>()
  for (const { channel } of announced()) {
    const { id, code } = channel
    if (code !== null) spellings.set(code, (spellings.get(code) ?? new Set()).add(id))
    numbers.set(id, (numbers.get(id) ?? new Set()).add(code))
  }
  expect([...spellings].filter(([, ids]) => ids.size > 1)).toEqual([])
  expect([...numbers].filter(([, codes]) => codes.size > 1)).toEqual([])
})

it('gives no driver two channels of one number and one source', () => {
  for (const { id, channels } of drivers) {
    const places = channels.flatMap(({ kind, code, source, vendor }) =>
      code === null ? [] : [`${kind} ${code} ${source} ${vendor}`],
    )
    expect(places.length, id).toBe(new Set(places).size)
  }
})

it('gives a number to no id of a driver\u2019s own, and an own id to nothing without its prefix', () => {
  for (const { driver, channel } of announced()) {
    const isOwn = channel.id.startsWith('X_')
    expect(isOwn, `${driver} ${channel.id}`).toBe(channel.code === null)
  }
})

withShared('vitals-table.csv', 'H7 spells every number of the reference table as that table does', (path) => {
  const table = readTable(path)
  expect(table.size).toBeGreaterThan(50)
  const wrong = [...announced()].filter(({ channel }) => {
    const row = channel.code === null ? undefined : table.get(channel.code)
    return row !== undefined && row.refid !== channel.id
  })
  expect(wrong.map(({ driver, channel }) => `${driver} ${channel.key}`)).toEqual([])
})

/**
 * Units that these monitors send where the table has another: they are kept as sent. Share of a gas instead
 * of its pressure, millimetres of paper instead of millivolts, perfusion without a unit.
 */
const AS_SENT: Readonly<Record<string, string>> = {
  MDC_CONC_AWAY_CO2_ET: '%',
  MDC_CONC_AWAY_CO2_INSP: '%',
  MDC_ECG_AMPL_ST_I: 'mm',
  MDC_ECG_AMPL_ST_II: 'mm',
  MDC_ECG_AMPL_ST_III: 'mm',
  MDC_PULS_OXIM_PERF_REL: '1',
}

/** The channels of a recording of a serial line. */
function channelsIn(driver: Driver, path: string): ReadonlySet<Channel> {
  const channels = new Set<Channel>()
  const decoder = driver.start(
    {
      measure(one) {
        if (one.type === 'numeric' || one.type === 'wave') channels.add(one.channel)
      },
    },
    driver.options.parse({}),
  )
  decoder.push(readFileSync(path), 0)
  decoder.end(0)
  return channels
}

for (const [driver, folder, names] of [
  [geS5, 'ge_s5_dri/carescape_raw', /\.raw$/],
  [geS5, 'ge_s5_dri/lnhealth_s5', /\.framed\.derived\.bin$/],
  [philipsIntellivue, 'philips_intellivue/mp70_rs232', /^dd_/],
] as const) {
  withShared(
    `protocols/captures/${folder}`,
    `H7 names and measures what the recordings of ${folder} hold as the reference table does`,
    (path) => {
      const table = readTable(join(path, '../../../../vitals-table.csv'))
      let compared = 0
      for (const file of readdirSync(path).filter((name) => names.test(name))) {
        for (const { id, code, unit } of channelsIn(driver, join(path, file))) {
          const row = code === null ? undefined : table.get(code)
          if (row === undefined) continue
          compared++
          expect({ id, unit }, file).toEqual({ id: row.refid, unit: AS_SENT[id] ?? row.unit })
        }
      }
      expect(compared).toBeGreaterThan(10)
    },
    SLOW_MS,
  )
}
