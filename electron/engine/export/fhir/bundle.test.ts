import type { Observation as FhirObservation } from '@medplum/fhirtypes'
import { describe, expect, it } from 'vitest'
import { entriesOf, FROM, measured, observationsOf, report } from '../testing/fhir-report.ts'
import { buildFhirBundle } from './bundle.ts'

const codes = (one: FhirObservation | undefined) => (one?.code?.coding ?? []).map(({ code }) => code)

describe('a FHIR bundle', () => {
  it('gives each vital sign the code and unit that its profile demands beside its own', () => {
    const [pulse, oxygen, breath, core] = observationsOf(
      report([
        measured('MDC_PULS_OXIM_PULS_RATE', 71),
        measured('MDC_PULS_OXIM_SAT_O2', 97),
        measured('MDC_TTHOR_RESP_RATE', 14),
        measured('MDC_TEMP_CORE', 37.2),
      ]),
    )
    expect(codes(pulse)).toEqual(['8889-8', '8867-4', '149530'])
    expect(codes(oxygen)).toEqual(['59408-5', '2708-6', '150456'])
    expect(codes(breath)).toEqual(['76270-8', '9279-1', '151578'])
    expect(codes(core)).toEqual(['8329-5', '8310-5', '150368'])
    expect(pulse?.valueQuantity).toEqual({
      value: 71,
      unit: '/min',
      system: 'http://unitsofmeasure.org',
      code: '/min',
    })
    expect(pulse?.subject?.identifier).toMatchObject({ system: 'urn:oid:2.999.1', value: '12345' })
  })

  it('makes pressures a panel, whose missing diastolic says that it is missing', () => {
    const [panel, ...more] = observationsOf(
      report([measured('MDC_PRESS_BLD_NONINV_SYS', 120), measured('MDC_PRESS_BLD_NONINV_MEAN', 90)]),
    )
    expect(more).toEqual([])
    expect(codes(panel)).toEqual(['85354-9', '150020'])
    expect(
      panel?.component?.map(
        ({ valueQuantity, dataAbsentReason }) => valueQuantity?.value ?? dataAbsentReason?.coding?.[0]?.code,
      ),
    ).toEqual([120, 'unknown', 90])
  })

  it('turns kPa exactly into the unit that the profile of pressures demands, and tells what was measured', () => {
    const inKpa = (part: string, value: number | null) =>
      measured(`MDC_PRESS_BLD_NONINV_${part}`, value, {}, 'kPa')
    const [panel, ...more] = observationsOf(
      report([inKpa('SYS', 16), inKpa('DIA', 10.7), { ...inKpa('MEAN', null), state: 'invalid' }]),
    )
    expect(more).toEqual([])
    expect(codes(panel)).toEqual(['85354-9', '150020'])
    expect(panel?.component?.map(({ valueQuantity }) => valueQuantity)).toEqual([
      { value: 120, unit: 'mm[Hg]', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' },
      { value: 80.3, unit: 'mm[Hg]', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' },
      undefined,
    ])
    expect(panel?.note?.map(({ text }) => text)).toEqual(['MEASURED: SYS 16 kPa, DIA 10.7 kPa'])
    const [metric] = entriesOf(report([inKpa('SYS', 16)])).flatMap(({ resource }) =>
      resource?.resourceType === 'DeviceMetric' ? [resource] : [],
    )
    expect(metric?.unit?.coding?.[0]?.code).toBe('kPa')
  })

  it('keeps a code away from a unit from which no exact conversion leads to that of its profile', () => {
    const [one] = observationsOf(report([measured('MDC_PRESS_BLD_NONINV_SYS', 163, {}, 'cm[H2O]')]))
    expect(codes(one)).toEqual(['150021'])
    expect(one?.meta).toBeUndefined()
    expect(one?.valueQuantity?.code).toBe('cm[H2O]')
  })

  it.each([
    ['invalid', 'error'],
    ['off', 'not-performed'],
    ['stale', 'temp-unknown'],
  ] as const)('has no value in the state %s but why', (state, reason) => {
    const [one] = observationsOf(report([measured('MDC_ECG_HEART_RATE', null, { state })]))
    expect(one?.valueQuantity).toBeUndefined()
    expect(one?.dataAbsentReason?.coding?.[0]?.code).toBe(reason)
    const atEnd = state === 'stale' ? FROM + 60_000 : FROM + 59_000
    expect(one?.effectiveDateTime).toBe(new Date(atEnd).toISOString())
  })

  it('marks every resource of simulated data, in words too, and gives nobody a number of the hospital', () => {
    const patient = { id: 'SIM-b1', authority: 'VIGIL' }
    const made = entriesOf(report([measured('MDC_ECG_HEART_RATE', 70)], { simulated: true, patient }))
    expect(made.map(({ resource }) => resource?.meta?.security?.[0]?.code)).toEqual(made.map(() => 'HTEST'))
    const [one] = observationsOf(report([measured('MDC_ECG_HEART_RATE', 70)], { simulated: true, patient }))
    expect(one?.note?.[0]?.text).toContain('SIMULATED')
    expect(one?.subject?.identifier?.system).toBeUndefined()
  })

  it('puts a correction by hand in the place of the entry, and takes one back', () => {
    const entry = (change?: 'corrects' | 'withdraws') =>
      entriesOf(
        report([
          measured('MDC_TEMP', 38, {
            driver: 'by-hand',
            byHand: { answer: null },
            ...(change && { change }),
          }),
        ]),
      )[0]
    expect(entry()?.request?.method).toBe('POST')
    const byHand = report([
      measured('MDC_TEMP', 38, { driver: 'by-hand', byHand: { answer: null, author: 'AB' } }),
    ])
    expect(observationsOf(byHand)[0]).toMatchObject({
      status: 'final',
      performer: [{ display: 'AB (initials typed at the station, not verified)' }],
    })
    expect(entry('corrects')?.request?.method).toBe('PUT')
    expect(entry('corrects')?.fullUrl).toBe(entry()?.fullUrl)
    expect(entry('withdraws')?.resource).toMatchObject({ status: 'entered-in-error' })
  })

  it('tells a gap that goes on by its piece of the period, one that ended whole', () => {
    const gap = (toUtcMs: number) => ({
      fromUtcMs: FROM - 90_000,
      toUtcMs,
      label: null,
      cause: 'link',
      evidence: '',
    })
    const [open, ended] = observationsOf(report([], { gaps: [gap(FROM + 60_000), gap(FROM + 30_000)] }))
    expect(open?.effectivePeriod?.start).toBe(new Date(FROM).toISOString())
    expect(ended?.effectivePeriod?.start).toBe(new Date(FROM - 90_000).toISOString())
    expect(ended?.note?.[0]?.text).toContain('GAP whole bed')
  })

  it('has one id for the same facts, whenever it was made', () => {
    const id = (madeUtcMs: number, value: number) =>
      buildFhirBundle(report([measured('MDC_ECG_HEART_RATE', value)], { madeUtcMs, provenance: true }))
        .controlId
    expect(id(FROM, 70)).toBe(id(FROM + 5, 70))
    expect(id(FROM, 70)).not.toBe(id(FROM, 71))
  })
})
