import type { Resource } from '@medplum/fhirtypes'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { transactionText } from '../fhir/bundle.ts'
import { compositionEntry, documentEntry, withdrawnEntries } from '../fhir/document.ts'
import { postBundle } from '../fhir/fhir-attempt.ts'
import { USUAL_TIMES } from '../mllp-attempt.ts'
import { computeShiftSummary } from '../shift-summary.ts'
import { findingsOf, loadDefinitions, startFhirServer } from '../testing/fhir-server.ts'
import { ONE_READING_REQUEST, oneReading } from '../testing/memory-reader.ts'
import { type HandoverDocument, NURSE_NOTE } from './document.ts'

const PDF = Buffer.from('%PDF-1.4 pages %%EOF').toString('base64')
const DOCUMENT: HandoverDocument & { readonly patientSystem: string } = {
  ...{ id: 'one', replaces: null, type: NURSE_NOTE, station: 'ward-3', eui64: '080019FFFE3ED02D', bed: 'b1' },
  ...{ bedLabel: 'Bed 1', patient: { id: '12345', authority: 'HOSP' }, finishedUtcMs: 90_000, author: 'AB' },
  ...{ madeUtcMs: 95_000, training: false, simulated: false, pdf: PDF, fromUtcMs: 0, toUtcMs: 60_000 },
  patientSystem: 'urn:oid:2.999.1',
}

let profiles: ReturnType<typeof loadDefinitions>
// Reads 30 MB of definitions on a machine that may be busy.
beforeAll(() => {
  profiles = loadDefinitions()
}, 60_000)

it('a document obeys R4, is at a foreign server once however often it is sent, and is withdrawn there', async () => {
  const { port, kept, close } = await startFhirServer()
  onTestFinished(close)
  const target = { host: '127.0.0.1', port, path: '/', baseDir: '.' }
  const send = (text: string) => postBundle(target, text, USUAL_TIMES)
  const summary = computeShiftSummary(oneReading(), ONE_READING_REQUEST)
  for (const about of [DOCUMENT, DOCUMENT, { ...DOCUMENT, id: 'two', replaces: 'one' }]) {
    const entries = [compositionEntry(about, summary, []), documentEntry(about)]
    expect(entries.flatMap(({ resource }) => (resource ? findingsOf(resource, profiles) : []))).toEqual([])
    expect(await send(transactionText(entries))).toEqual({ end: 'delivered', detail: '' })
  }
  const documents = async (): Promise<string[]> => (await kept('DocumentReference')).map(statusOf).sort()
  expect(await documents()).toEqual(['current', 'current'])
  expect(await kept('Composition')).toHaveLength(2)
  const taken = withdrawnEntries({ ...DOCUMENT, patient: { id: '67890', authority: 'HOSP' } })
  expect(taken.flatMap(({ resource }) => (resource ? findingsOf(resource, profiles) : []))).toEqual([])
  expect(await send(transactionText(taken))).toEqual({ end: 'delivered', detail: '' })
  expect(await documents()).toEqual(['current', 'entered-in-error'])
  expect(JSON.stringify(await kept('DocumentReference')).split(PDF)).toHaveLength(2)
}, 60_000)

function statusOf(resource: Resource): string {
  return resource.resourceType === 'DocumentReference' ? (resource.status ?? '') : ''
}
