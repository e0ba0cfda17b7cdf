import { describe, expect, it } from 'vitest'
import { ATTRIBUTE, CLASS } from './codes.ts'
import { createEvent } from './encode-messages.ts'
import { patientObject } from './encode-patient.ts'
import { addText } from './encode-values.ts'
import { frameMessage } from './frame.ts'
import { Listener } from './testing/listener.ts'
import { joined, object, poll, words } from './testing/polls.ts'
import type { Writer } from './writer.ts'

describe('who is admitted', () => {
  const record = (state: number, family: string, ...more: readonly ((list: Writer) => void)[]) =>
    poll(CLASS.demographics, [
      object(
        1,
        words(ATTRIBUTE.patientState, state),
        (list) => list.attribute(ATTRIBUTE.givenName, (it) => addText(it, 'Test')),
        (list) => list.attribute(ATTRIBUTE.familyName, (it) => addText(it, family)),
        (list) => list.attribute(ATTRIBUTE.patientId, (it) => addText(it, 'T-1')),
        ...more,
      ),
    ])
  const fields = (...parts: readonly Uint8Array[]) =>
    new Listener().hearAll(joined(parts)).said.flatMap((one) => (one.type === 'identity' ? [one.fields] : []))
  const PERSON = { patientId: 'T-1', patientName: 'Test Person' }
  const NOBODY = { patientId: '' }

  it('is proposed whole and once; an empty, discharged or contested record names nobody', () => {
    expect(fields(record(2, 'Person'), record(1, 'Person'))).toEqual([PERSON])
    for (const empty of [record(0, 'Person'), record(8, 'Person'), record(2, '???')]) {
      expect(fields(empty, record(2, 'Person'), empty)).toEqual([NOBODY, PERSON, NOBODY])
    }
    const silent = poll(CLASS.demographics, [object(1, words(ATTRIBUTE.sex, 1))])
    expect(fields(silent)).toEqual([])
  })

  it('carries birth date and sex where the monitor knows them, as the twin sends them', () => {
    const admitted = {
      id: 'T-1',
      family: 'Person',
      given: 'Test',
      birthUtcMs: Date.UTC(1970, 0, 2),
      sex: 2,
    } as const
    const ofTwin = (one: Parameters<typeof patientObject>[0]) =>
      poll(CLASS.demographics, [patientObject(one)])
    const known = { ...PERSON, birthDate: '1970-01-02', sex: 'female' }
    expect(fields(ofTwin(admitted), ofTwin(null))).toEqual([known, NOBODY])
    expect(fields(ofTwin({ ...admitted, birthUtcMs: null, sex: 9 }))).toEqual([PERSON])
  })

  it('is said again to whoever associates anew', () => {
    const again = frameMessage(createEvent(1, 0, Date.UTC(2026, 0, 1)))
    const said = fields(record(2, 'Person'), again, record(2, 'Person'))
    expect(said.filter((one) => one.patientId !== undefined)).toEqual([PERSON, PERSON])
  })
})
