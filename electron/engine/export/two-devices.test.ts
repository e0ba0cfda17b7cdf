import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { leaf, segmentsOf } from '../../../drivers/hl7v2/message.ts'
import { parseMessage } from '../../../drivers/hl7v2/parse.ts'
import { DeviceNames } from '../session/device-names.ts'
import type { StoredGap, StoredWave } from '../store/types.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { exportCsv } from './csv.ts'
import { readVital } from './files/testing/foreign-vital.ts'
import { runExport } from './files/testing/run-export.ts'
import { exportHl7 } from './hl7.ts'
import { exportJson } from './json.ts'
import { shiftCsv } from './shift-csv.ts'
import { buildShiftMessage } from './shift-message.ts'
import { computeShiftSummary } from './shift-summary.ts'
import {
  memoryReader,
  numericRow,
  numericSpec,
  SHIFT_FROM_UTC_MS,
  waveSpec,
} from './testing/memory-reader.ts'
import { vitalsMessages } from './vitals.ts'
import { exportWavesJson } from './waves-json.ts'

const SECOND_MS = 1_000
const FROM = SHIFT_FROM_UTC_MS
const TO = FROM + 60 * SECOND_MS
const EUI64 = '080019FFFE3ED02D'
const JANE = { id: '12345', authority: 'HOSP' }
/** Each value is of one device alone, so that a line that holds it can be asked whose it is. */
const OF_MONITOR = 97
const OF_VENTILATOR = 91
const PEEP = 8.25

const names = new DeviceNames('ventilator')
const saturation = numericSpec({
  ...{ key: 'MDC_PULS_OXIM_SAT_O2', id: 'MDC_PULS_OXIM_SAT_O2', code: 150_456, source: 'spo2' },
  ...{ label: 'SpO2', unit: '%' },
})
const peep = numericSpec({
  ...{ key: 'X_TEST_PEEP', id: 'X_TEST_PEEP', code: null, source: 'paw', label: 'PEEP', unit: 'cm[H2O]' },
  decimals: 2,
})
// One driver on both: nothing but the name within the bed tells them apart.
const shared = { bed: 'b1', driver: 'hl7-inbound', simulated: false }
const CHANNELS = [
  { ...shared, number: 1, channel: saturation },
  { ...shared, number: 2, channel: names.numeric(saturation) },
  { ...shared, number: 3, channel: names.numeric(peep) },
  { ...shared, number: 4, channel: waveSpec() },
  { ...shared, number: 5, channel: names.channel(waveSpec()) },
]
const samples = Int16Array.from({ length: 100 }, (_, index) => index)
const wave = (channel: number): StoredWave => ({ channel, startUtcMs: FROM, samples, missing: [], marks: [] })

/** `until`: for how many of the 60 seconds the monitor sent. */
function record({ until = 60, gaps = [] }: { until?: number; gaps?: readonly StoredGap[] } = {}) {
  const every = (channel: number, value: number, seconds = 60) =>
    Array.from({ length: seconds }, (_, second) => numericRow(FROM + second * SECOND_MS, value, { channel }))
  return memoryReader({
    channels: CHANNELS,
    numerics: [...every(1, OF_MONITOR, until), ...every(2, OF_VENTILATOR), ...every(3, PEEP)],
    waves: [wave(4), wave(5)],
    gaps,
    bindings: [{ bed: 'b1', patient: JANE, fromUtcMs: FROM, toUtcMs: null }],
  })
}

const period = { bed: 'b1', fromUtcMs: FROM, toUtcMs: TO }
const request = { ...period, station: 'ward-3', madeUtcMs: TO, madeBy: 'AB' }
const hl7 = { kind: 'hl7', map: [], ack: 'ihe' } as const
const fhir = { kind: 'fhir', map: [], patientSystem: 'urn:test', provenance: true, strips: false } as const
const live = (form: typeof hl7 | typeof fhir, reader = record()) =>
  vitalsMessages(reader, {
    ...{ ...request, eui64: EUI64, everyMs: 60 * SECOND_MS },
    destination: { training: false, form, wants: { numbers: true, alarms: false } },
  }).messages.map(({ text }) => text)

/** Value and sender of each number of a message. */
function sent(text: string): (readonly [value: string, sender: string])[] {
  const parsed = parseMessage(text)
  if (!parsed.ok) throw new Error(parsed.problem)
  return segmentsOf(parsed.message, 'OBX')
    .filter((row) => leaf(row, 2) === 'NM' && leaf(row, 4).split('.').length === 4)
    .map((row) => [leaf(row, 5), leaf(row, 18)] as const)
}

const lines: readonly (readonly [name: string, lines: () => readonly string[]])[] = [
  ['csv', () => [...exportCsv(record(), period)]],
  ['json', () => [...exportJson(record(), period)].join('').split('\n')],
  ['the CSV of a shift', () => shiftCsv(computeShiftSummary(record(), request)).split(/\r?\n/)],
]

describe('what is sent of a bed with two devices', () => {
  for (const [name, of] of lines) {
    it(`H2 names the further device at each of its numbers, and at none of the monitor's: ${name}`, () => {
      const has = (value: number) => (line: string) =>
        new RegExp(`(^|[,:"\\s])${value}([,}"\\s]|$)`).test(line)
      for (const value of [OF_VENTILATOR, PEEP]) {
        const whose = of().filter(has(value))
        expect(whose.length).toBeGreaterThan(0)
        for (const line of whose) expect(line).toContain('ventilator')
      }
      const own = of().filter(has(OF_MONITOR))
      expect(own.length).toBeGreaterThan(0)
      for (const line of own) expect(line).not.toContain('ventilator')
    })
  }

  it("H2 one value of a number that both send: the monitor's, or the other one's under its own name", () => {
    const stay = (reader = record()) =>
      [...exportHl7(reader, period, { station: 'ward-3', madeUtcMs: TO }, () => undefined)].join('')
    const destination = { id: 'his', training: false, form: hl7 }
    const shift = (reader = record()) =>
      buildShiftMessage(reader, { ...request, eui64: EUI64, destination }).text
    const [monitor, ventilator] = ['b1:hl7-inbound', 'b1:hl7-inbound:ventilator']
    const both = [
      [String(OF_MONITOR), monitor],
      [String(PEEP), ventilator],
    ]
    expect(sent(shift())).toEqual(both)
    expect(live(hl7).flatMap(sent)).toEqual(both)
    const firstOf = stay().split(/(?=MSH\|)/)[0] ?? ''
    expect(sent(firstOf)).toEqual(both)
    // The monitor fell silent in the middle: its last value no longer stands.
    expect(live(hl7, record({ until: 20 })).flatMap(sent)).toEqual([
      [String(OF_VENTILATOR), ventilator],
      [String(PEEP), ventilator],
    ])
  })

  it('H2 FHIR has a device of its own for each, and each number says its own', () => {
    const [text = ''] = live(fhir, record({ until: 20 }))
    const [other = ''] = live(fhir)
    const devices = (bundle: string) => {
      const { entry } = JSON.parse(bundle)
      const of = (type: string) =>
        entry.filter((one: { resource: { resourceType: string } }) => one.resource.resourceType === type)
      const nameOf = (reference: string) => {
        const metric = of('DeviceMetric').find((one: { fullUrl: string }) => one.fullUrl === reference)
        const device = of('Device').find(
          (one: { fullUrl: string }) => one.fullUrl === metric.resource.source.reference,
        )
        return device.resource.deviceName[0].name
      }
      return of('Observation').flatMap(({ resource }: { resource: FhirNumber }) =>
        resource.valueQuantity === undefined
          ? []
          : [[resource.valueQuantity.value, nameOf(resource.device.reference)]],
      )
    }
    expect(devices(other)).toEqual([
      [OF_MONITOR, 'ward-3 b1: hl7-inbound'],
      [PEEP, 'ward-3 b1 ventilator: hl7-inbound'],
    ])
    expect(devices(text)).toEqual([
      [OF_VENTILATOR, 'ward-3 b1 ventilator: hl7-inbound'],
      [PEEP, 'ward-3 b1 ventilator: hl7-inbound'],
    ])
  })

  it('waves have the name of their device in JSON lines, EDF and .vital', () => {
    const sites = [...exportWavesJson(record(), period)].map((line) => JSON.parse(line).site)
    expect(sites).toEqual(['spo2', 'ventilator.spo2'])
    const folder = temporaryFolder()
    const edf = runExport(record(), { format: 'edf' }, folder).names[0] ?? ''
    const head = readFileSync(join(folder, edf), 'latin1')
    // After the fixed head, 16 signs of label for each signal, then 80 of its transducer.
    expect([head.slice(256, 272).trim(), head.slice(272, 288).trim()]).toEqual(['Pleth', 'Pleth ventilator'])
    expect(head).toContain('hl7-inbound:ventilator')
    const vital = runExport(record(), { format: 'vital' }, folder).names[0] ?? ''
    const tracks = readVital(readFileSync(join(folder, vital)))
    expect(
      [...tracks].filter(([name]) => name.endsWith('wave')).map(([name, { device }]) => [name, device]),
    ).toEqual([
      ['Pleth wave', 'hl7-inbound'],
      ['Pleth ventilator wave', 'hl7-inbound:ventilator'],
    ])
  })

  it('a gap of one device says which, and takes nothing from the other', () => {
    const span = { fromUtcMs: FROM + 20 * SECOND_MS, toUtcMs: TO }
    const gap: StoredGap = {
      ...{ bed: 'b1', device: '', channel: null, cause: 'unplugged', evidence: 'seen: x' },
      ...span,
    }
    const summary = computeShiftSummary(record({ until: 20, gaps: [gap] }), request)
    expect(summary.gaps).toMatchObject([{ label: 'monitor', device: 'monitor', ...span }])
    expect(summary.parameters.map(({ label, device, last }) => [label, device, last])).toEqual([
      // Its last value no longer stands; that of the other one takes no place of it.
      ['SpO2', undefined, null],
      ['SpO2 ventilator', 'ventilator', OF_VENTILATOR],
      ['PEEP ventilator', 'ventilator', PEEP],
    ])
  })
})

interface FhirNumber {
  readonly valueQuantity?: { readonly value: number }
  readonly device: { readonly reference: string }
}
