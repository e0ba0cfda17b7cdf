import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildMessage } from '../../../drivers/hl7v2/build.ts'
import { parseMessage } from '../../../drivers/hl7v2/parse.ts'
import { withShared } from '../../../resources/testing/with-shared.ts'
import { readAdt } from './read.ts'
import { adtText } from './testing/adt-text.ts'

function read(text: string, authority: string | null = null, offsetMinutes = 0) {
  const parsed = parseMessage(text)
  if (!parsed.ok) throw new Error(parsed.problem)
  return readAdt(parsed.message, authority, offsetMinutes)
}

/** Code and sentence of a refusal. */
function refusal(text: string, authority: string | null = null): string {
  const reading = read(text, authority)
  return reading.kind === 'refused' ? `${reading.refusal.code} ${reading.refusal.text}` : reading.kind
}

describe('reading ADT', () => {
  it('takes who, where and when it happened', () => {
    expect(read(adtText('A01'))).toMatchObject({
      kind: 'adt',
      adt: {
        event: 'A01',
        eventUtcMs: Date.UTC(2026, 0, 5, 8),
        patient: { id: '4711', authority: 'HOSP' },
        name: 'Family Given',
        birthDate: '1970-12-31',
        location: 'ICU^R2^B04',
        merged: null,
      },
    })
  })

  it('takes whom a merge ends, and the time of the message where the event has none', () => {
    const merge = adtText('A40', { merged: '815^^^HOSP^MR' })
    expect(read(merge)).toMatchObject({ adt: { merged: { id: '815', authority: 'HOSP' } } })
    const local = read(adtText('A03', { at: '', sentAt: '20260105100000' }), null, 120)
    expect(local).toMatchObject({ adt: { eventUtcMs: Date.UTC(2026, 0, 5, 8) } })
  })

  it('takes the record number where several identifiers are sent, and the issuer of the config where none is named', () => {
    expect(read(adtText('A01', { ids: '9^^^NAT^NI~4711^^^HOSP^MR' }))).toMatchObject({
      adt: { patient: { id: '4711' } },
    })
    expect(read(adtText('A01', { ids: '4711' }), 'CLINIC')).toMatchObject({
      adt: { patient: { authority: 'CLINIC' } },
    })
  })

  it('refuses what cannot be used with one sentence that says what to do', () => {
    expect(refusal(adtText('A01', { ids: '' }))).toMatch(/^101 PID-3 is empty: say which patient\./)
    expect(refusal(adtText('A01', { ids: '4711' }))).toMatch(/^101 PID-3\.4 is empty: say who issued/)
    expect(refusal(adtText('A01', { ids: '47\\F\\11^^^HOSP' }))).toMatch(/^103 PID-3 has signs/)
    expect(refusal(adtText('A01', { ids: '4711^^^VIGIL' }))).toMatch(/^103 /)
    expect(refusal(adtText('A40'))).toMatch(/^100 A40 needs one MRG/)
    expect(refusal(adtText('A40', { merged: '4711^^^HOSP' }))).toMatch(/^103 MRG-1 and PID-3 are the same/)
    expect(refusal(adtText('A01', { at: 'soon', sentAt: 'now' }))).toMatch(/^101 Neither EVN-2 nor MSH-7/)
    expect(refusal(adtText('A01').replace(/\rPID[^\r]*/, ''))).toMatch(/^100 PID is missing/)
    expect(refusal(adtText('A01').replace('ADT^A01', 'ORU^R01'))).toMatch(/^200 /)
    expect(read(adtText('A05')).kind).toBe('passedOver')
  })

  it('keeps a name with every delimiter in it', () => {
    const name = 'O|Name^& \\ ~#'
    const said = read(adtText('A01', { name: 'O\\F\\Name\\S\\\\T\\ \\E\\ \\R\\#' }))
    expect(said).toMatchObject({ adt: { name } })
  })

  it('reads any name back whole, and any bytes without a throw', () => {
    const written = fc.string({ minLength: 1, maxLength: 40, unit: 'binary' })
    fc.assert(
      fc.property(written, (family) => {
        const pid = buildMessage([{ name: 'PID', fields: { 3: ['1', '', '', 'H'], 5: [family] } }])
        const header = adtText('A28').split('\r').slice(0, 2).join('\r')
        const reading = read(`${header}\r${pid}`)
        // A sender leaves out control characters other than line ends (escapeText).
        const sent = [...family].filter((one) => one >= ' ' || one === '\r' || one === '\n').join('')
        const clean = sent.replaceAll(/[\p{C}\s]+/gu, ' ').trim()
        if (clean !== '' && clean !== '""') expect(reading).toMatchObject({ adt: { name: clean } })
      }),
    )
  })

  it('names a message by what it says: sent again at another time it is the same', () => {
    const name = (text: string) => {
      const reading = read(text)
      return reading.kind === 'adt' ? reading.dedupe : ''
    }
    const [first, again] = [adtText('A01'), adtText('A01', { sentAt: '20260105090000' })]
    expect(name(again)).toBe(name(first))
    expect(name(adtText('A01', { ids: '5^^^HOSP' }))).not.toBe(name(first))
  })
})

for (const event of ['A01', 'A02', 'A03', 'A04', 'A08', 'A11', 'A13', 'A28', 'A31', 'A40']) {
  withShared(`interop/hl7v2-ms-fhir-converter/ADT-${event}-01.hl7`, `reads the public ${event}`, (file) => {
    const reading = read(readFileSync(file, 'utf8'), 'HOSP')
    expect(reading.kind === 'adt' ? reading.adt.event : reading).toBe(event)
  })
}
