import type { Bundle, BundleEntry, DocumentReference } from '@medplum/fhirtypes'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { VigilError } from '../../../ipc/contract.ts'
import type { ShiftSummary } from '../../../ipc/shift.ts'
import type { PatientView } from '../../../ipc/views.ts'
import type { HandoverRow } from '../../store/tables/handovers.ts'
import type { MessageForm } from '../message-form.ts'
import { recordCheckOf } from '../record-check.ts'
import { computeShiftSummary } from '../shift-summary.ts'
import { dictionaryFindings } from '../testing/hl7-dictionary.ts'
import {
  memoryReader,
  numericRow,
  numericSpec,
  ONE_READING_REQUEST,
  SHIFT_FROM_UTC_MS,
} from '../testing/memory-reader.ts'
import { parseWithPython } from '../testing/python-hl7.ts'
import { NURSE_NOTE } from './document.ts'
import { buildDocumentMessage, buildDocumentWithdrawal, type DocumentRequest } from './document-message.ts'

const WHO = { id: '12345', authority: 'HOSP' }
const OTHER = { id: '67890', authority: 'HOSP' }
const PDF = Buffer.from('%PDF-1.4 pages %%EOF').toString('base64')
const HL7: MessageForm = { kind: 'hl7', map: [], ack: 'ihe' }
const FHIR: MessageForm = {
  kind: 'fhir',
  map: [],
  patientSystem: 'urn:oid:2.999.1',
  provenance: true,
  strips: false,
}
const ID = '5f3c9f0e-6f55-4a0e-9d0e-0d1f6f0f3c11'

/** A record with a heart rate of a bed, whoever lies there, and its hand-over as it was finished. */
function recordWith(
  over: { now?: PatientView | null; named?: PatientView | null; simulated?: boolean; text?: string } = {},
) {
  const { now = WHO, named = now, simulated = false, text = 'Wean oxygen' } = over
  const facts = (patient: PatientView | null) => ({
    channels: [{ number: 1, bed: 'b1', driver: 'ge-s5', simulated, channel: numericSpec() }],
    numerics: [numericRow(SHIFT_FROM_UTC_MS, 72)],
    bindings: patient === null ? [] : [{ bed: 'b1', patient, fromUtcMs: SHIFT_FROM_UTC_MS, toUtcMs: null }],
  })
  const made = computeShiftSummary(memoryReader(facts(named)), ONE_READING_REQUEST)
  const { recordCheck: _, ...page } = {
    ...made,
    forNext: { text, author: 'AB', writtenUtcMs: SHIFT_FROM_UTC_MS },
  }
  const summary: ShiftSummary = { ...page, recordCheck: recordCheckOf(page) }
  const { bed, fromUtcMs, toUtcMs } = summary
  const row: HandoverRow = {
    ...{ id: ID, set: 's', bed, fromUtcMs, toUtcMs, finishedUtcMs: toUtcMs + 5_000, author: 'AB' },
    content: { summary, paper: 'a4', language: 'en', timeZone: 'UTC' },
  }
  return memoryReader({ ...facts(now), handovers: [row] })
}

function asked(form: MessageForm, over: Partial<DocumentRequest> = {}): DocumentRequest {
  return {
    ...{ handover: ID, pdf: PDF, replaces: null, station: 'ward-3', eui64: '080019FFFE3ED02D' },
    ...{ madeUtcMs: SHIFT_FROM_UTC_MS + 60_000, ...over },
    destination: over.destination ?? { id: 'his', training: false, form, type: NURSE_NOTE },
  }
}

function entriesOf(text: string): readonly BundleEntry[] {
  const bundle: Bundle = JSON.parse(text)
  return bundle.entry ?? []
}

function documentOf(text: string): DocumentReference {
  for (const { resource } of entriesOf(text))
    if (resource?.resourceType === 'DocumentReference') return resource
  throw new Error('no document')
}

function refusalOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof VigilError) return error.code
    throw error
  }
  return 'none'
}

describe('the pages of a hand-over as MDM^T02', () => {
  it('lack nothing that HL7 v2.6 asks for, and another reader finds the PDF in them to the byte', () => {
    // Half as long again as the longest that one bed gave.
    const pages = Buffer.concat([
      Buffer.from('%PDF-1.7\n'),
      Buffer.alloc(5_000_000, 0xa5),
      Buffer.from('%%EOF\n'),
    ])
    const pdf = pages.toString('base64')
    const { text, patient } = buildDocumentMessage(recordWith(), asked(HL7, { pdf }))
    expect(patient).toEqual(WHO)
    expect(dictionaryFindings(text)).toEqual([])
    const [segments = []] = parseWithPython(text)
    const field = (name: string, number: number) => segments.find(([first]) => first === name)?.[number] ?? ''
    expect(field('MSH', 9)).toBe('MDM^T02^MDM_T02')
    expect(field('PID', 3)).toBe('12345^^^HOSP^MR')
    expect(field('TXA', 12)).toBe(`${ID}^VIGIL^080019FFFE3ED02D^EUI-64`)
    expect(field('OBX', 3)).toBe('34746-8^Nurse Note^LN')
    const [, type, subtype, encoding, data = ''] = field('OBX', 5).split('^')
    expect([type, subtype, encoding]).toEqual(['application', 'pdf', 'Base64'])
    expect(Buffer.from(data, 'base64').equals(pages)).toBe(true)
  })

  it('printed again have the same control id; those of another hand-over replace them by name', () => {
    const first = buildDocumentMessage(recordWith(), asked(HL7))
    const other = Buffer.from('%PDF-1.4 printed later %%EOF').toString('base64')
    expect(buildDocumentMessage(recordWith(), asked(HL7, { pdf: other })).controlId).toBe(first.controlId)
    const { text } = buildDocumentMessage(recordWith(), asked(HL7, { replaces: 'earlier' }))
    expect(text).toContain('MDM^T10^MDM_T02')
    expect(text).toContain('earlier^VIGIL')
    expect(dictionaryFindings(text)).toEqual([])
  })

  it('of a simulated bed say so, and go to training alone', () => {
    const record = recordWith({ simulated: true })
    expect(refusalOf(() => buildDocumentMessage(record, asked(HL7)))).toBe('simulatedNotTraining')
    const destination = { id: 'school', training: true, form: HL7, type: NURSE_NOTE }
    const { text } = buildDocumentMessage(record, asked(HL7, { destination }))
    expect(text).toMatch(/\|T\|2\.6/)
    expect(text).toContain('SIMULATED: not from a patient')
    expect(dictionaryFindings(text)).toEqual([])
  })

  it('sent about the wrong patient are withdrawn from them', () => {
    const withdrawn = {
      ...{ id: ID, bed: 'b1', bedLabel: 'Bed 1', patient: OTHER, type: NURSE_NOTE, station: 'ward-3' },
      ...{ eui64: '080019FFFE3ED02D', author: 'AB', training: false, fromUtcMs: 0, toUtcMs: 60_000 },
      ...{ finishedUtcMs: 60_000, madeUtcMs: 90_000 },
    }
    const { text, controlId } = buildDocumentWithdrawal(withdrawn, HL7)
    expect(dictionaryFindings(text)).toEqual([])
    const [segments = []] = parseWithPython(text)
    expect(segments.map(([name]) => name)).toEqual(['MSH', 'EVN', 'PID', 'PV1', 'TXA'])
    expect(segments[0]?.[9]).toBe('MDM^T11^MDM_T01')
    expect(segments[2]?.[3]).toBe('67890^^^HOSP^MR')
    expect(controlId).not.toBe(buildDocumentMessage(recordWith(), asked(HL7)).controlId)
    const taken = entriesOf(buildDocumentWithdrawal(withdrawn, FHIR).text)
    expect(taken.map(({ resource }) => resource && 'status' in resource && resource.status)).toEqual([
      'entered-in-error',
      'entered-in-error',
    ])
  })
})

describe('the pages of a hand-over as FHIR', () => {
  it('are a DocumentReference with the PDF inside and a Composition that names the observations', () => {
    const { text } = buildDocumentMessage(recordWith(), asked(FHIR, { replaces: 'earlier' }))
    const { content, relatesTo, context } = documentOf(text)
    expect(content?.[0]?.attachment).toMatchObject({ contentType: 'application/pdf', data: PDF, size: 20 })
    expect(relatesTo?.[0]?.code).toBe('replaces')
    expect(context?.period?.start).toBe(new Date(SHIFT_FROM_UTC_MS).toISOString())
    const entries = entriesOf(text)
    const names = new Set(
      entries.flatMap(({ resource }) =>
        resource?.resourceType === 'Observation' ? [resource.identifier?.[0]?.value] : [],
      ),
    )
    const composed = entries.flatMap(({ resource }) =>
      resource?.resourceType === 'Composition' ? [resource] : [],
    )
    const named = composed.flatMap(({ section = [] }) => section.flatMap(({ entry = [] }) => entry))
    expect(named.length).toBeGreaterThan(0)
    expect(named.every(({ identifier }) => names.has(identifier?.value))).toBe(true)
  })

  it('keep typed words as words, whatever is in them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        const { text } = buildDocumentMessage(recordWith({ text: `a<b>&"${typed}` }), asked(FHIR))
        const [div = ''] = text.match(/For the next shift[^}]*<\/div>/) ?? []
        expect(div).toContain('a&lt;b&gt;&amp;&quot;')
        expect(div).not.toMatch(/<(?!p>|\/p>|div xmlns|\/div>)/)
      }),
      { numRuns: 100 },
    )
  })
})

describe('nothing is sent', () => {
  const no = (record: ReturnType<typeof recordWith>, over: Partial<DocumentRequest> = {}) =>
    refusalOf(() => buildDocumentMessage(record, asked(HL7, over)))

  it('of what is no whole PDF', () => {
    for (const bytes of ['', '%PDF-1.4 torn', 'pages %%EOF', 'GIF89a %%EOF'])
      expect(no(recordWith(), { pdf: Buffer.from(bytes).toString('base64') }), bytes).toBe('badRequest')
    expect(no(recordWith(), { pdf: `${PDF}|` })).toBe('badRequest')
    expect(no(recordWith(), { pdf: PDF.slice(0, -1) })).toBe('badRequest')
  })

  it('of a hand-over that names somebody else than the record does by now, or nobody a hospital knows', () => {
    expect(no(recordWith({ now: OTHER, named: WHO }))).toBe('patientInBed')
    expect(no(recordWith({ now: null }))).toBe('waitingForIdentity')
    expect(no(recordWith({ now: { id: 'UNKNOWN-20260616-001', authority: 'VIGIL-TEMPORARY' } }))).toBe(
      'waitingForIdentity',
    )
  })

  it('of one that the record does not have', () => {
    expect(no(recordWith(), { handover: 'none' })).toBe('nothingRecorded')
  })
})
