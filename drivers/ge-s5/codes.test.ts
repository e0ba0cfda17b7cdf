import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { withShared } from '../../resources/testing/with-shared.ts'
import { isLegalUnit, termById } from '../model/terms.ts'
import { unitByUcum } from '../model/units.ts'
import { channels, fieldPlansByClass, trendChannel } from './channels.ts'
import {
  CLASSES,
  GROUPS,
  HEART_RATE_SOURCES,
  PRESSURE_LABELS,
  SUBRECORD,
  TEMPERATURE_LABELS,
  WAVES,
} from './codes.ts'

const plans = CLASSES.flatMap((className) => fieldPlansByClass[className])

/** Unit of the vendor's field table: scale and unit, as divisor and UCUM. */
const UCUM: Readonly<Record<string, string>> = {
  '1/min': '/min',
  '/min': '/min',
  mm: 'mm',
  mmHg: 'mm[Hg]',
  degC: 'Cel',
  '%': '%',
  cmH2O: 'cm[H2O]',
  ml: 'mL',
  'ml/cmH2O': 'mL/cm[H2O]',
  'l/min': 'L/min',
  'ml/min': 'mL/min',
  ms: 'ms',
  'g/dl': 'g/dL',
  uV: 'uV',
  Hz: 'Hz',
  dB: 'dB',
  'kcal/24h': 'kcal/d',
  'cmH2O/(l/s)': 'cm[H2O].s/L',
  s: 's',
  kPa: 'kPa',
  min: 'min',
  mbar: 'mbar',
  'ml/min/m2': 'mL/min/m2',
  'mW/m2': 'mW/m2',
  mW: 'mW',
  'mmHg/s': 'mm[Hg]/s',
  'ml/kg': 'mL/kg',
  'ml/m2': 'mL/m2',
  'dyn.s/cm5': 'dyn.s/cm5',
  'dyn.s.m2/cm5': 'dyn.s.m2/cm5',
}

function scaleOf(text: string): { divisor: number; unit: string } {
  if (['', 'bitfield', 'u8', 'u32 bitfield', '0-100'].includes(text)) return { divisor: 1, unit: '1' }
  const [, scale, unit] = /^(0\.0*1)? ?(.*)$/.exec(text) ?? []
  const divisor = scale === undefined ? 1 : 10 ** (scale.length - 2)
  return { divisor, unit: unit === '' ? '1' : (UCUM[unit ?? ''] ?? `unknown ${text}`) }
}

withShared(
  'protocols/tables/dri_phdb_fields.csv',
  'has every field of the vendor table with its place, scale and unit',
  (path) => {
    const rows = readFileSync(path, 'utf8').trim().split(/\r?\n/).slice(1)
    const expected = rows
      .map((row) => row.split(',') as [string, string, string, string, string, string, string])
      .filter(
        ([, group, field]) => !['status', 'label', 'reserved', ''].includes(field) && group !== 'reserved',
      )
      .map(([className, group, field, offset, size, , unit]) => ({
        name: `${className}.${group}.${field}`,
        offset: Number(offset),
        size: Number(size),
        ...scaleOf(unit),
      }))
    const bytes = { i16: 2, bits16: 2, u32: 4, u8: 1 } as const
    const own = plans.map(({ className, group, field, offset }) => ({
      name: `${className}.${group.name}.${field.name}`,
      offset,
      size: bytes[field.type],
      divisor: field.divisor,
      unit: field.unit,
    }))
    expect(own).toEqual(expected)
  },
)

it('keeps every group and field inside its class, in order and without overlap', () => {
  for (const className of CLASSES) {
    let end = 0
    for (const { offset, field } of fieldPlansByClass[className]) {
      expect(offset).toBeGreaterThanOrEqual(end)
      end = offset + (field.type === 'u32' ? 4 : field.type === 'u8' ? 1 : 2)
    }
    expect(end).toBeLessThanOrEqual(SUBRECORD.dataSize)
    expect(new Set(GROUPS[className].map((group) => group.name)).size).toBe(GROUPS[className].length)
  }
})

it('gives every channel a key of its own, and a name that is a known term or says that it is ours', () => {
  expect(new Set(channels.map((channel) => channel.key)).size).toBe(channels.length)
  for (const channel of channels) {
    if (channel.id.startsWith('X_GE_S5_')) {
      expect(channel.code).toBeNull()
      expect(channel.id).toMatch(/^X_GE_S5_[A-Z0-9_]+$/)
    } else {
      expect({ id: channel.id, code: channel.code }).toEqual({
        id: channel.id,
        code: termById(channel.id)?.code,
      })
      expect(termById(channel.id)?.kind).toBe(channel.kind)
    }
    expect(channel.source).toMatch(/^[a-z0-9-]+$/)
  }
})

it('adds the source to a key exactly where the table has the id from several sources', () => {
  for (const channel of channels) {
    const sources = new Set(channels.filter((one) => one.id === channel.id).map((one) => one.source))
    expect(channel.key).toBe(sources.size > 1 ? `${channel.id}@${channel.source}` : channel.id)
  }
})

it('H7 every channel has a known unit, and one that is legal for its term', () => {
  for (const { id, unit } of channels) {
    expect({ id, unit, known: unitByUcum(unit) !== undefined }).toEqual({ id, unit, known: true })
    if (!id.startsWith('X_'))
      expect({ id, unit, legal: isLegalUnit(id, unit) }).toEqual({ id, unit, legal: true })
  }
})

it('keeps episodic readings episodic wherever the vocabulary says so', () => {
  for (const channel of channels) {
    if (channel.kind === 'numeric' && termById(channel.id)?.episodic === true)
      expect(channel.timing).toBe('episodic')
  }
})

it('names copies, extremes and internal values as its own', () => {
  const idOf = (name: string) =>
    plans.find(({ group, field }) => `${group.name}.${field.name}` === name)?.variants[0]?.id
  expect(idOf('ecg_extra.hr_max')).toBe('X_GE_S5_ECG_EXTRA_HR_MAX')
  expect(idOf('arrh_ecg.hr')).toBe('X_GE_S5_ARRH_ECG_HR')
  expect(idOf('ecg.st1')).toBe('X_GE_S5_ECG_ST1')
  expect(idOf('nmt.ptc_bits')).toBe('X_GE_S5_NMT_PTC_BITS')
  expect(idOf('rso2_4.dev')).toBe('X_GE_S5_RSO2_4_DEV')
})

it('has every code of the label tables', () => {
  expect(PRESSURE_LABELS).toHaveLength(23)
  expect(TEMPERATURE_LABELS).toHaveLength(19)
  expect(HEART_RATE_SOURCES).toHaveLength(13)
})

it('has every wave type but the packed one, with a sensible rate', () => {
  expect(WAVES.map((row) => row.type)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 23, 24, 29, 32, 35, 36, 37, 38,
    39,
  ])
  for (const row of WAVES) expect([25, 100, 300]).toContain(row.rateHz)
})

it('never lets a trend value carry the term of the live value', () => {
  const ids = plans.flatMap((plan) => [trendChannel(plan, 'trend10s').id, trendChannel(plan, 'trend60s').id])
  expect(new Set(ids).size).toBe(ids.length)
  const live = new Set(channels.map((channel) => channel.id))
  for (const id of ids) expect(live.has(id)).toBe(false)
})
