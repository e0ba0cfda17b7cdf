import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { withShared } from '../../resources/testing/with-shared.ts'
import { channels, unitOf } from './channels.ts'
import { ATTRIBUTE, CLASS, GROUP, NUMERIC_CHOICES, PORT, SERIAL, WAVE_CHOICES } from './codes.ts'
import { EVENTS } from './event-codes.ts'
import { OLD_LABELS } from './label-codes.ts'
import { NUMERICS } from './numeric-codes.ts'
import { MEASURED_SOURCES, OBJECTS } from './source-codes.ts'
import { UNITS } from './unit-codes.ts'
import { WAVES } from './wave-codes.ts'

const FOLDER = 'protocols/tables'

/** Rows of a published list by their column names. */
function rowsOf(folder: string, name: string): Readonly<Record<string, string>>[] {
  const [header = '', ...lines] = readFileSync(join(folder, name), 'utf8').trim().split(/\r?\n/)
  const names = header.split(',')
  return lines.map((line) => {
    const cells = (line.match(/("[^"]*"|[^,]*)(,|$)/g) ?? []).map((cell) =>
      cell.replace(/,$/, '').replace(/^"(.*)"$/, '$1'),
    )
    return Object.fromEntries(names.map((column, index) => [column, cells[index] ?? '']))
  })
}

const numberOf = (cell: string | undefined) => Number.parseInt(cell ?? '', 16)
const shortOf = (name: string | undefined, prefix = 'NOM_') => (name ?? '').replace(prefix, '')
const byCode = (rows: Iterable<readonly [number, string]>) =>
  [...new Map(rows)].sort(([one], [other]) => one - other)

/** The same row may stand twice in a list; the first of them counts. */
function eachOnce<T extends { readonly label: number; readonly physio: number }>(rows: readonly T[]): T[] {
  const seen = new Set<string>()
  return rows.filter(({ label, physio }) => {
    const key = `${label}/${physio}`
    return !seen.has(key) && seen.add(key) !== undefined
  })
}

/** Labels without an id: places for values of other devices, which are named by the text that comes with them. */
const PLACE = /^(Num|Wave) \d+$/
const isPlace = ({ physio_id, symbol }: Readonly<Record<string, string>>) =>
  physio_id === '' && PLACE.test(symbol ?? '')

withShared(FOLDER, 'has every numeric of the published list, row by row', (folder) => {
  const rows = rowsOf(folder, 'ivue_numerics.csv')
  const want = rows
    .filter((row) => !isPlace(row))
    .map((row) => ({
      label: numberOf(row.label_textid),
      physio: numberOf(row.physio_id),
      name: shortOf(row.physio_nomen),
      symbol: row.symbol,
      unit: /0x[0-9A-F]{4}/.exec(row.units ?? '')?.[0].toLowerCase() ?? null,
    }))
  const ours = NUMERICS.map(([label, physio, name, symbol, , unit]) => ({
    label,
    physio,
    name,
    symbol,
    unit: unit === null ? null : `0x${unit.toString(16).padStart(4, '0')}`,
  }))
  expect(ours).toEqual(eachOnce(want))
  expect([rows.length, rows.length - want.length, ours.length]).toEqual([826, 24, 789])
})

withShared(FOLDER, 'has every wave of the published list, row by row', (folder) => {
  const rows = rowsOf(folder, 'ivue_waves.csv')
  const want = rows
    .filter((row) => !isPlace(row))
    .map((row) => ({
      label: numberOf(row.label_textid),
      physio: numberOf(row.physio_id),
      name: shortOf(row.physio_nomen),
      symbol: row.symbol,
    }))
  const ours = WAVES.map(([label, physio, name, symbol]) => ({ label, physio, name, symbol }))
  expect(ours).toEqual(eachOnce(want))
  expect([rows.length, rows.length - want.length]).toEqual([99, 8])
})

withShared(
  FOLDER,
  'knows every unit of the published list, and percent, millimetres and mmHg for what they are',
  (folder) => {
    const want = rowsOf(folder, 'ivue_units.csv').map((row) => numberOf(row.hex))
    expect(UNITS.map(([code]) => code).sort((one, other) => one - other)).toEqual(
      [...new Set(want)].sort((one, other) => one - other),
    )
    expect([0x0220, 0x0512, 0x0f20, 0x0f03, 0x17a0].map(unitOf)).toEqual(['%', 'mm', 'mm[Hg]', 'kPa', 'Cel'])
  },
)

withShared(FOLDER, 'knows what replaced every label of older software, row by row', (folder) => {
  const want = rowsOf(folder, 'ivue_label_mapping_F_to_G.csv').map(
    (row) => [numberOf(row.old_textid), numberOf(row.new_textid)] as const,
  )
  expect(byNumber(OLD_LABELS)).toEqual(byNumber(want))
})

function byNumber(rows: readonly (readonly [number, number])[]) {
  return [...rows].sort(([one], [other]) => one - other)
}

withShared(FOLDER, 'knows every alarm code and every source of the published list', (folder) => {
  const rows = rowsOf(folder, 'ivue_alert_codes_sources.csv')
  const of = (block: string, prefix?: string) =>
    byCode(
      rows
        .filter((row) => row.block === block)
        .map((row) => [numberOf(row.hex), shortOf(row.nomen, prefix)] as const),
    )
  expect(byCode(EVENTS)).toEqual(of('alert code EVT', 'NOM_EVT_'))
  expect(byCode(MEASURED_SOURCES)).toEqual(of('alert source SCADA'))
  const objects = new Map(OBJECTS)
  for (const [code, name] of of('alert source OBJ')) expect(objects.get(code), name).toBe(name)
})

withShared(
  FOLDER,
  'knows every object and attribute of the published lists, and uses each for what it is',
  (folder) => {
    const objects = new Map(OBJECTS)
    const rows = [...rowsOf(folder, 'ivue_object_classes.csv'), ...rowsOf(folder, 'ivue_attribute_ids.csv')]
    for (const { hex: code, nomen } of rows) expect(objects.get(numberOf(code)), nomen).toBe(shortOf(nomen))
    const used = { ...CLASS, ...ATTRIBUTE, ...GROUP }
    for (const [name, code] of Object.entries(used))
      if (code !== GROUP.all) expect(objects.has(code), name).toBe(true)
  },
)

withShared(FOLDER, 'takes no enumeration for a number', (folder) => {
  const labels = new Set(rowsOf(folder, 'ivue_enumerations.csv').map((row) => numberOf(row.label_textid)))
  expect(labels.size).toBeGreaterThan(1)
  expect(NUMERICS.filter(([label]) => labels.has(label))).toEqual([])
})

it('offers only numerics and waves that the lists have, each once', () => {
  const labels = (rows: readonly { readonly label: number }[]) => rows.map(({ label }) => label)
  const known = new Set([...NUMERICS, ...WAVES].map(([label]) => label))
  for (const choices of [NUMERIC_CHOICES, WAVE_CHOICES]) {
    expect(labels(choices).filter((label) => !known.has(label))).toEqual([])
    expect(new Set(labels(choices)).size).toBe(choices.length)
    expect(new Set(choices.map(({ name }) => name)).size).toBe(choices.length)
  }
})

it('gives every channel a key of its own, and has the ports and speeds of the guide', () => {
  expect(new Set(channels.map(({ key }) => key)).size).toBe(channels.length)
  expect([SERIAL.baud, SERIAL.slowBaud, PORT.dataExport, PORT.announcement]).toEqual([
    115_200, 19_200, 24_105, 24_005,
  ])
})
