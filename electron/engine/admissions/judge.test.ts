import { describe, expect, it } from 'vitest'
import type { PatientView } from '../../ipc/views.ts'
import { concerns, type Judged, judge, type WardBed } from './judge.ts'
import type { Adt } from './read.ts'

const WHO = { id: '4711', authority: 'HOSP' }
const KAI = { id: '99', authority: 'HOSP' }
const FACTS = { name: 'Family Given', birthDate: '1970-12-31', ageClass: 'adult', paced: 'no' } as const
const PLACES: Readonly<Record<string, string>> = { 'ICU^^1': 'b1', 'ICU^^2': 'b2' }
const bedOf = (location: string) => PLACES[location] ?? null

function bed(id: string, patient: PatientView | null = null): WardBed {
  return { id, patient, simulated: false, ...(patient !== null && { person: FACTS }) }
}

function adt(event: Adt['event'], over: Partial<Adt> = {}): Adt {
  const { name, birthDate } = FACTS
  return { event, eventUtcMs: 0, patient: WHO, name, birthDate, location: 'ICU^^1', merged: null, ...over }
}

/** `admit b1`, `transfer b1 b2: occupied`; null: nothing would change. */
function said(message: Adt, ...beds: WardBed[]): string | null {
  const judged: Judged | null = judge(message, beds, bedOf)
  if (judged === null) return null
  const { kind, bed: at, to, obstacle } = judged
  return [kind, at, to].filter(Boolean).join(' ') + (obstacle === null ? '' : `: ${obstacle}`)
}

describe('what a message would change', () => {
  it.each(['A01', 'A04', 'A02', 'A12', 'A13'] as const)('%s puts a patient where it says', (event) => {
    expect(said(adt(event), bed('b1'), bed('b2'))).toBe('admit b1')
    expect(said(adt(event), bed('b1', KAI), bed('b2'))).toBe('admit b1: occupied')
    expect(said(adt(event), bed('b1'), bed('b2', WHO))).toBe('transfer b2 b1')
    expect(said(adt(event), bed('b1', KAI), bed('b2', WHO))).toBe('transfer b2 b1: occupied')
    expect(said(adt(event), bed('b1', WHO), bed('b2'))).toBeNull()
  })

  it.each(['A03', 'A11'] as const)('%s ends a stay, of whoever lies here and of nobody else', (event) => {
    expect(said(adt(event), bed('b1'), bed('b2', WHO))).toBe('discharge b2')
    expect(said(adt(event), bed('b1', KAI))).toBeNull()
  })

  it('takes a transfer to another ward as the end of a stay, and an admission there as nothing', () => {
    const elsewhere = { location: 'WARD9^^3' }
    expect(said(adt('A02', elsewhere), bed('b1', WHO))).toBe('discharge b1')
    expect(said(adt('A01', elsewhere), bed('b1', WHO))).toBeNull()
  })

  it.each(['A08', 'A31', 'A28', 'A01'] as const)(
    '%s tells what is known otherwise, and forgets nothing',
    (event) => {
      const judged = judge(adt(event, { name: 'Other Given', birthDate: null }), [bed('b1', WHO)], bedOf)
      expect(judged).toMatchObject({
        kind: 'update',
        changes: [{ what: 'name', before: 'Family Given', after: 'Other Given' }],
      })
      expect(said(adt(event, { name: 'GIVEN, Family', birthDate: null }), bed('b1', WHO))).toBeNull()
    },
  )

  it('tells a number of the visit that is not known yet, or is another, and nothing where it is the same', () => {
    const visit = { number: 'V7', authority: 'HOSP', patientClass: 'I' }
    const lasting = { ...visit, fromUtcMs: 0, toUtcMs: null }
    const lies = (visits?: (typeof lasting)[]) => ({
      ...bed('b1', WHO),
      person: { ...FACTS, ...(visits && { visits }) },
    })
    const changes = (person: WardBed) => judge(adt('A08', { visit }), [person], bedOf)?.changes
    expect(changes(lies())).toEqual([{ what: 'visit', before: null, after: 'V7' }])
    expect(changes(lies([{ ...lasting, number: 'V6' }]))).toEqual([
      { what: 'visit', before: 'V6', after: 'V7' },
    ])
    expect(changes(lies([lasting]))).toBeUndefined()
    expect(judge(adt('A08'), [lies([lasting])], bedOf)).toBeNull()
  })

  it('merges whoever lies here, admitted or not, and never two who both do', () => {
    const merge = adt('A40', { merged: KAI, location: '' })
    expect(judge(merge, [bed('b1', KAI)], bedOf)).toMatchObject({ kind: 'merge', bed: 'b1', was: KAI })
    expect(said(merge, bed('b1', KAI), bed('b2', WHO))).toBe('merge b1: bothHere')
    expect(said(merge, bed('b1', WHO))).toBeNull()
  })

  it('says who may be the same person twice, and what cannot be checked', () => {
    const twice = judge(adt('A01'), [bed('b1'), { ...bed('b2', KAI), person: FACTS }], bedOf)
    expect(twice).toMatchObject({ kind: 'admit', twin: 'b2' })
    expect(said(adt('A01', { name: null, birthDate: null }), bed('b1'))).toBe('admit b1: noSecond')
  })

  it('concerns a ward by its places and by its patients alone', () => {
    expect(concerns(adt('A01'), [bed('b1')], bedOf)).toBe(true)
    expect(concerns(adt('A01', { location: 'WARD9^^3' }), [bed('b1')], bedOf)).toBe(false)
    expect(concerns(adt('A08'), [bed('b1')], bedOf)).toBe(false)
    expect(concerns(adt('A40', { merged: KAI }), [bed('b1', KAI)], bedOf)).toBe(true)
  })
})
