import type { Bundle } from '@medplum/fhirtypes'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { terms } from '../../../drivers/model/terms.ts'
import { convert } from '../../../drivers/model/units.ts'
import type { MapRow, SiteCode } from '../../ipc/mapping.ts'
import { mapProblems, unitsFor } from '../../ipc/mapping-check.ts'
import { mapRowsSchema } from '../../ipc/mapping-schema.ts'
import { mayHaveUnit } from '../export/fhir/values.ts'
import { type MessageForm, messageIn } from '../export/message-form.ts'
import type { Observation } from '../export/observations.ts'
import { measured, observed, report } from '../export/testing/fhir-report.ts'
import { dictionaryFindings } from '../export/testing/hl7-dictionary.ts'
import { parseWithPython } from '../export/testing/python-hl7.ts'
import { mapped, rowsFor } from './apply.ts'
import { previewText } from './preview.ts'
import { checkMap } from './sentences.ts'

const HR = 'MDC_ECG_HEART_RATE'
const CODE: SiteCode = { code: 'HF-1', name: 'Herzfrequenz', system: '99KIS', uri: '', place: 'first' }
const ROW: MapRow = { id: HR, destination: null, isSent: true, code: null, unit: null }
const HL7 = (map: readonly MapRow[]): MessageForm => ({ kind: 'hl7', ack: 'ihe', map })
const FHIR = (map: readonly MapRow[]): MessageForm => ({
  ...{ kind: 'fhir', patientSystem: 'urn:oid:2.999.1', provenance: false, strips: false },
  map,
})
const anyUnit = () => true

/** Fields of the only result of a message with that id in its first or its alternate triplet. */
function resultOf(form: MessageForm, observation: Observation): readonly string[] {
  const { text } = messageIn(form, report([observation]))
  expect(dictionaryFindings(text)).toEqual([])
  const [segments = []] = parseWithPython(text)
  return segments.find(([name, , type]) => name === 'OBX' && (type === 'NM' || type === 'CWE')) ?? []
}

function codingOf(form: MessageForm, observation: Observation) {
  const bundle: Bundle = JSON.parse(messageIn(form, report([observation])).text)
  const found = bundle.entry?.flatMap(({ resource }) =>
    resource?.resourceType === 'Observation' ? [resource] : [],
  )
  return found?.[0]
}

describe('a map', () => {
  it('puts the code of the site first or as the alternate, and leaves the message as it was without a row', () => {
    const rate = measured(HR, 72)
    expect(resultOf(HL7([]), rate)[3]).toBe('147842^MDC_ECG_HEART_RATE^MDC^8867-4^Heart rate (ECG)^LN')
    expect(resultOf(HL7([{ ...ROW, id: 'MDC_TEMP', code: CODE }]), rate)[3]).toContain('^MDC^8867-4')
    expect(resultOf(HL7([{ ...ROW, code: CODE }]), rate)[3]).toBe(
      'HF-1^Herzfrequenz^99KIS^147842^MDC_ECG_HEART_RATE^MDC',
    )
    expect(resultOf(HL7([{ ...ROW, code: { ...CODE, place: 'second' } }]), rate)[3]).toBe(
      '147842^MDC_ECG_HEART_RATE^MDC^HF-1^Herzfrequenz^99KIS',
    )
  })

  it('gives FHIR a code beside those of the profile where its system has a URI', () => {
    const rate = measured(HR, 72)
    const plain = codingOf(FHIR([]), rate)?.code?.coding
    expect(codingOf(FHIR([{ ...ROW, code: CODE }]), rate)?.code?.coding).toEqual(plain)
    const uri = 'https://kis.example/codes'
    const own = { system: uri, code: 'HF-1', display: 'Herzfrequenz' }
    expect(codingOf(FHIR([{ ...ROW, code: { ...CODE, uri } }]), rate)?.code?.coding).toEqual([
      own,
      ...(plain ?? []),
    ])
  })

  it('turns a value into the unit of the map where that is exact, and never relabels one where it is not', () => {
    const temperature = (unit: string, value: number) => measured('MDC_TEMP', value, {}, unit)
    const fahrenheit = [{ ...ROW, id: 'MDC_TEMP', unit: '[degF]' }]
    expect(resultOf(HL7(fahrenheit), temperature('Cel', 37.5)).slice(5, 7)).toEqual([
      '99.5',
      '266560^MDC_DIM_FAHR^MDC^[degF]^[degF]^UCUM',
    ])
    // A monitor that says kelvin is none that can be converted: its value stays what it was.
    const odd = { ...temperature('Cel', 37.5), channel: { ...temperature('Cel', 0).channel, unit: 'K' } }
    expect(mapped({ observations: [odd] }, fahrenheit, anyUnit).observations).toEqual([odd])
  })

  it('keeps the unit that a profile of FHIR demands', () => {
    const pressure = [{ ...ROW, id: 'MDC_PRESS_BLD_NONINV_SYS', unit: 'kPa' }]
    const systolic = measured('MDC_PRESS_BLD_NONINV_SYS', 120)
    expect(resultOf(HL7(pressure), systolic)[5]).toBe('16')
    const panel = codingOf(FHIR(pressure), systolic)
    expect(panel?.component?.[0]?.valueQuantity).toMatchObject({ value: 120, code: 'mm[Hg]' })
  })

  it('leaves out what is not to be sent, at one destination or at all', () => {
    const rate = measured(HR, 72)
    const none = { ...ROW, isSent: false }
    expect(resultOf(HL7([none]), rate)).toEqual([])
    const rows = [none, { ...ROW, destination: 'his' }]
    expect(resultOf(HL7(rowsFor(rows, 'his')), rate)[5]).toBe('72')
    expect(resultOf(HL7(rowsFor(rows, 'other')), rate)).toEqual([])
  })

  it('is shown by the code that sends, as a training message of nobody', () => {
    const number = { id: HR, label: 'HR', unit: '/min', code: 147842, loinc: '8867-4' }
    const about = { number, station: 'ward-3', eui64: '080019FFFE3ED02D', madeUtcMs: 90_000 }
    const text = previewText({ ...about, form: HL7([{ ...ROW, code: CODE }]) })
    expect(text).toContain('HF-1^Herzfrequenz^99KIS^147842')
    expect(text).toContain('SIMULATED')
    expect(text).toMatch(/\|T\|2\.6/)
    expect(previewText({ ...about, form: FHIR([]) })).toContain('"resourceType": "Observation"')
  })
})

describe('what is wrong with a map is said of its row', () => {
  const problem = (row: Partial<MapRow>) => mapProblems([{ ...ROW, ...row }])[0]?.kind ?? null
  const coded = (code: Partial<SiteCode>) => problem({ code: { ...CODE, ...code } })

  it('codes', () => {
    expect(coded({})).toBeNull()
    expect(coded({ code: '' })).toBe('noCode')
    expect(coded({ name: '' })).toBe('noName')
    expect(coded({ system: 'KIS' })).toBe('noSystem')
    expect(coded({ uri: 'kis' })).toBe('badUri')
    expect(coded({ system: 'LN', code: 'HF' })).toBe('badLoinc')
    expect(coded({ system: 'LN', code: '8867-4' })).toBeNull()
    // Two digits changed places, and a wrong last one.
    expect(coded({ system: 'LN', code: '8876-4' })).toBe('badLoinc')
    expect(coded({ system: 'LN', code: '8867-5' })).toBe('badLoinc')
    // Somebody who types the code of a saturation for a heart rate would have one shown as the other.
    expect(coded({ system: 'LN', code: '2708-6' })).toBe('otherNumber')
    expect(coded({ system: 'MDC', code: '150456' })).toBe('otherNumber')
    expect(() => checkMap([{ ...ROW, code: { ...CODE, system: 'LN', code: '2708-6' } }])).toThrow(
      /^Row 1 \(MDC_ECG_HEART_RATE\): that code means "/,
    )
  })

  it('a code of the site that two numbers share where they meet', () => {
    const other = { ...ROW, id: 'MDC_TEMP', code: CODE }
    const kinds = (rows: readonly MapRow[]) => mapProblems(rows).map(({ kind }) => kind)
    expect(kinds([{ ...ROW, code: CODE }, other])).toEqual(['shared'])
    expect(kinds([{ ...ROW, code: CODE, destination: 'his' }, other])).toEqual(['shared'])
    expect(
      kinds([
        { ...ROW, code: CODE, destination: 'his' },
        { ...other, destination: 'ehr' },
      ]),
    ).toEqual([])
    expect(
      kinds([
        { ...ROW, code: CODE },
        { ...ROW, code: CODE, destination: 'his' },
      ]),
    ).toEqual([])
  })

  it('units and repeats', () => {
    expect(problem({ id: 'MDC_TEMP', unit: '[degF]' })).toBeNull()
    expect(problem({ unit: 'parsec' })).toBe('noUnit')
    expect(problem({ unit: 'kPa' })).toBe('noConversion')
    expect(problem({ id: 'X_VENDOR_FIELD', unit: 'kPa' })).toBe('noConversion')
    expect(mapProblems([ROW, { ...ROW, destination: 'his' }, ROW])).toEqual([
      { row: 2, kind: 'twice', about: HR },
    ])
  })
})

const NUMERIC = terms.filter(({ kind, units }) => kind === 'numeric' && units.length > 0)
const anyRow: fc.Arbitrary<MapRow> = fc
  .record({
    term: fc.constantFrom(...NUMERIC),
    pick: fc.nat(9),
    isSent: fc.boolean(),
    destination: fc.constantFrom(null, 'his'),
    code: fc.option(
      fc.record({
        code: fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
        name: fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
        system: fc.constantFrom('99KIS', 'SCT'),
        uri: fc.constantFrom('', 'urn:oid:2.999.7'),
        place: fc.constantFrom('first' as const, 'second' as const),
      }),
    ),
  })
  .map(({ term, pick, ...row }) => {
    const units = unitsFor(term.refid, term.units[0] ?? '')
    const unit = pick < 5 ? null : (units[pick % units.length] ?? null)
    return { ...row, id: term.refid, unit }
  })

describe('whatever a map says', () => {
  it('comes back from a file as it was', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 5 }), (rows) => {
        const trimmed = rows.map((row) => ({
          ...row,
          code: row.code && { ...row.code, code: row.code.code.trim(), name: row.code.name.trim() },
        }))
        expect(mapRowsSchema.parse(JSON.parse(JSON.stringify(rows)))).toEqual(trimmed)
      }),
    )
  })

  it('every message of it is one that another reader takes, with the value that was recorded', () => {
    fc.assert(
      fc.property(anyRow, fc.double({ min: 0, max: 300, noNaN: true }), fc.nat(9), (row, raw, pick) => {
        const term = NUMERIC.find(({ refid }) => refid === row.id) ?? NUMERIC[0]
        if (term === undefined) return
        const from = term.units[pick % term.units.length] ?? ''
        const value = Number(raw.toFixed(term.decimals))
        const [, , , , , shown = ''] = resultOf(HL7([{ ...row, isSent: true }]), observed(term, from, value))
        const sent = mapped(
          { observations: [observed(term, from, value)] },
          [{ ...row, isSent: true }],
          anyUnit,
        )
        const unit = sent.observations[0]?.channel.unit ?? ''
        // To half of the last digit that was measured.
        const back = convert(Number(shown), unit, from) ?? Number.NaN
        expect(Math.abs(back - value)).toBeLessThanOrEqual(0.5 * 10 ** -term.decimals + 1e-9)
      }),
      { numRuns: 25 },
    )
  })

  it('no bundle has a unit that its profile forbids because of it', () => {
    fc.assert(
      fc.property(anyRow, (row) => {
        const term = NUMERIC.find(({ refid }) => refid === row.id) ?? NUMERIC[0]
        if (term === undefined) return
        const from = term.units[0] ?? ''
        const [one] = mapped(
          { observations: [observed(term, from, 80)] },
          [{ ...row, isSent: true }],
          mayHaveUnit,
        ).observations
        const unit = one?.channel.unit ?? ''
        expect(unit === from || mayHaveUnit(term.refid, unit)).toBe(true)
      }),
    )
  })
})
