import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leaf, segmentOf } from '../../../drivers/hl7v2/message.ts'
import { parseMessage } from '../../../drivers/hl7v2/parse.ts'
import type { VisitFacts } from '../../ipc/patient.ts'
import type { MessageForm } from '../export/message-form.ts'
import { findingsOf, loadDefinitions } from '../export/testing/fhir-server.ts'
import { memoryReader, numericRow, numericSpec } from '../export/testing/memory-reader.ts'
import { parseWithPython } from '../export/testing/python-hl7.ts'
import { visitOf } from '../export/visit.ts'
import { vitalsMessages } from '../export/vitals.ts'
import { readAdt } from './read.ts'
import { adtText } from './testing/adt-text.ts'
import { endedVisits, joinedVisits, openVisit, withVisit } from './visits.ts'

const WHO = { id: '4711', authority: 'HOSP' }
const SAID = { number: 'V7', authority: 'HOSP', patientClass: 'I' }
const FACTS = { name: null, birthDate: null, ageClass: 'adult', paced: 'no' } as const
const FROM = Date.UTC(2026, 10, 22, 6)

function visitRead(visit: string, patientClass?: string) {
  const parsed = parseMessage(adtText('A08', { visit, ...(patientClass !== undefined && { patientClass }) }))
  if (!parsed.ok) throw new Error(parsed.problem)
  const reading = readAdt(parsed.message, null, 0)
  if (reading.kind !== 'adt') throw new Error(reading.kind)
  return reading.adt.visit
}

describe('the number of a visit in ADT', () => {
  it.each([
    ['V7^^^HOSP^VN', SAID],
    ['V7', { ...SAID, authority: '' }],
    ['', undefined],
    ['""', undefined],
    ['V\\F\\7', undefined],
    [' '.repeat(3), undefined],
    ['9'.repeat(65), undefined],
  ])('%j is read as it was meant', (field, visit) => expect(visitRead(field)).toEqual(visit))

  it('has the class of the patient, and U where that is none', () => {
    expect(visitRead('V7', 'E')?.patientClass).toBe('E')
    expect(visitRead('V7', 'inpatient')?.patientClass).toBe('U')
    expect(visitRead('V7', '')?.patientClass).toBe('U')
  })
})

describe('what is known of visits', () => {
  it('whatever is said, left and begun anew, at most one visit lasts, and it is the one said last', () => {
    const step = fc.oneof(
      fc.constantFrom('V1', 'V2', 'V3').map((number) => ({ kind: 'said' as const, number })),
      fc.constant({ kind: 'left' as const }),
      fc.constant({ kind: 'admitted' as const }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let visits: readonly VisitFacts[] | undefined
        let lasting: string | null = null
        for (const [index, one] of steps.entries()) {
          const times = { sinceUtcMs: Math.max(0, index - 2), nowUtcMs: index }
          if (one.kind === 'said') {
            visits = withVisit({ visits }, { ...SAID, number: one.number }, times).visits
            lasting = one.number
          } else if (one.kind === 'left') {
            visits = endedVisits(visits, index)
            lasting = null
          } else {
            visits = joinedVisits(visits, undefined, index).visits
            lasting = null
          }
          expect((visits ?? []).filter(({ toUtcMs }) => toUtcMs === null).length).toBeLessThanOrEqual(1)
          expect(openVisit({ visits })?.number ?? null).toBe(lasting)
          expect(
            (visits ?? []).every(({ fromUtcMs, toUtcMs }) => toUtcMs === null || toUtcMs >= fromUtcMs),
          ).toBe(true)
        }
      }),
    )
  })

  it('the first of a stay holds for all of it, one that follows from when it was said', () => {
    const first = withVisit({}, SAID, { sinceUtcMs: 10, nowUtcMs: 50 })
    expect(first.visits?.map(({ fromUtcMs }) => fromUtcMs)).toEqual([10])
    const next = withVisit(first, { ...SAID, number: 'V8' }, { sinceUtcMs: 10, nowUtcMs: 90 })
    expect(next.visits?.map(({ number, fromUtcMs, toUtcMs }) => [number, fromUtcMs, toUtcMs])).toEqual([
      ['V7', 10, 90],
      ['V8', 90, null],
    ])
  })
})

/** Two minutes of a patient: the visit changes between them; before it nobody knew of one. */
function reader() {
  const visits = [
    { ...SAID, fromUtcMs: FROM + 60_000, toUtcMs: FROM + 120_000 },
    { ...SAID, number: 'V8', patientClass: 'E', fromUtcMs: FROM + 120_000, toUtcMs: null },
  ]
  return memoryReader({
    channels: [{ number: 1, bed: 'b1', driver: 'ge-s5', simulated: false, channel: numericSpec() }],
    numerics: [30, 90, 150].map((second) => numericRow(FROM + second * 1_000, 72)),
    bindings: [{ bed: 'b1', patient: WHO, fromUtcMs: FROM, toUtcMs: null, person: { ...FACTS, visits } }],
  })
}

function messages(form: MessageForm, place?: string): string[] {
  const made = vitalsMessages(reader(), {
    ...{ bed: 'b1', fromUtcMs: FROM, toUtcMs: FROM + 180_000, everyMs: 60_000, place },
    ...{ station: 'ward-3', eui64: '080019FFFE3ED02D', madeUtcMs: FROM + 181_000 },
    destination: { training: false, wants: { numbers: true, alarms: false }, form },
  })
  return made.messages.map(({ text }) => text)
}

describe('what is sent', () => {
  const HL7 = { kind: 'hl7', map: [], ack: 'ihe' } as const

  it('says the visit that the time was part of, and the place as the hospital names it (PV1)', () => {
    const read = parseWithPython(messages(HL7, 'ICU^R2^B04').join(''))
    const stays = read.map((segments) => {
      const pv1 = segments.find(([name]) => name === 'PV1') ?? []
      return [pv1[2], pv1[3], pv1[19] ?? '']
    })
    expect(stays).toEqual([
      ['U', 'ICU^R2^B04', ''],
      ['I', 'ICU^R2^B04', 'V7^^^HOSP^VN'],
      ['E', 'ICU^R2^B04', 'V8^^^HOSP^VN'],
    ])
    const parsed = parseMessage(messages(HL7)[0] ?? '')
    expect(parsed.ok && leaf(segmentOf(parsed.message, 'PV1'), 3)).toBe('ward-3')
  })

  it('names the encounter in FHIR by the same number where the server has a system for it, and else none', () => {
    const fhir = {
      kind: 'fhir',
      map: [],
      patientSystem: 'urn:oid:2.999.1',
      provenance: false,
      strips: false,
    } as const
    const profiles = loadDefinitions()
    const encounters = (form: MessageForm) =>
      messages(form).flatMap((text) =>
        JSON.parse(text).entry.flatMap(({ resource }: { resource: Parameters<typeof findingsOf>[0] }) => {
          if (resource.resourceType !== 'Observation') return []
          const { device: _, ...alone } = resource
          expect(findingsOf(alone, profiles)).toEqual([])
          return [resource.encounter?.identifier]
        }),
      )
    expect(encounters({ ...fhir, visitSystem: 'urn:oid:2.999.2' })).toMatchObject([
      ...[undefined, { system: 'urn:oid:2.999.2', value: 'V7' }, { system: 'urn:oid:2.999.2', value: 'V8' }],
    ])
    expect(encounters(fhir)).toEqual([undefined, undefined, undefined])
  })

  it('says no visit of somebody who is not there', () =>
    expect(
      visitOf(reader(), 'b1', { id: '1', authority: 'HOSP' }, { fromUtcMs: 0, toUtcMs: FROM }),
    ).toBeNull())
})
