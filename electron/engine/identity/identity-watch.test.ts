import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Person } from '../../../drivers/model/person.ts'
import type { PatientView } from '../../ipc/views.ts'
import { IdentityWatch } from './identity-watch.ts'

const person = (id: string, more: Partial<Person> = {}): Person => ({
  id,
  authority: null,
  name: null,
  birthDate: '1970-01-02',
  sex: null,
  ...more,
})
const patient = (id: string): PatientView => ({ id, authority: 'HOSP' })
const watch = (connected: PatientView | null, simulated = false) =>
  new IdentityWatch({ bed: 'b3', simulated, patient: connected })
const alarmText = (one: IdentityWatch): string | undefined => one.alarm('Bed 3')?.text

const ANOTHER = 'The monitor names another patient: check who is in Bed 3'
const NOBODY = 'The monitor names the patient no longer: check who is in Bed 3'

describe('a bed without a patient', () => {
  it('is asked about whom the monitor names, and another name only replaces the question', () => {
    const one = watch(null)
    expect(one.proposal).toBeNull()
    expect(one.hear(person('1'), 5)).toBe(true)
    expect(one.hear(person('1'), 6)).toBe(false)
    const first = one.proposal
    expect(first).toMatchObject({ person: { id: '1', check: 'birthDate' }, sinceUtcMs: 5 })
    one.hear(person('2', { birthDate: null, name: 'Test Person' }), 7)
    expect(one.proposal).toMatchObject({ person: { id: '2', check: 'name' }, sinceUtcMs: 7 })
    expect(one.proposal?.number).not.toBe(first?.number)
    expect(one.alarm('Bed 3')).toBeNull()
    one.hear(null, 8)
    expect(one.proposal).toBeNull()
  })

  it('is not asked again about somebody declined until the monitor says something else', () => {
    const one = watch(null)
    one.hear(person('1'), 0)
    one.decline()
    one.hear(person('1'), 1)
    expect(one.proposal).toBeNull()
    one.lineLost()
    one.hear(person('1'), 2)
    expect(one.proposal).toBeNull()
    one.hear(person('2'), 3)
    one.hear(person('1'), 4)
    expect(one.proposal?.person?.id).toBe('1')
  })

  it('is not asked about whom a lost line named, until the monitor names somebody again', () => {
    const one = watch(null)
    one.hear(person('1'), 0)
    one.lineLost()
    expect(one.proposal).toBeNull()
    expect(one.hear(person('1'), 1)).toBe(true)
    expect(one.proposal?.person?.id).toBe('1')
  })
})

describe('a bed with a patient', () => {
  it('has a medium technical alarm while the monitor names another, until that is confirmed or declined', () => {
    const one = watch(patient('1'))
    one.hear(person('1'), 0)
    expect(one.alarm('Bed 3')).toBeNull()
    one.hear(person('2'), 9)
    expect(one.alarm('Bed 3')).toEqual({
      id: 'b3/vigil/identity',
      source: 'vigil',
      kind: 'technical',
      priority: 'medium',
      text: ANOTHER,
      sinceUtcMs: 9,
    })
    one.decline()
    expect(alarmText(one)).toBeUndefined()
    one.hear(person('3'), 10)
    expect(alarmText(one)).toBe(ANOTHER)
    one.connected(patient('3'))
    expect(alarmText(one)).toBeUndefined()
    expect(one.proposal).toBeNull()
  })

  it('has one when the monitor names nobody after it named somebody, and none where it never did', () => {
    const one = watch(patient('1'))
    one.hear(null, 0)
    expect(alarmText(one)).toBeUndefined()
    one.hear(person('1'), 1)
    one.hear(null, 2)
    expect(alarmText(one)).toBe(NOBODY)
    expect(one.proposal).toMatchObject({ person: null })
    one.connected(null)
    expect(one.proposal).toBeNull()
  })

  it('keeps the alarm when the line is lost, but nobody can be confirmed from it', () => {
    const one = watch(patient('1'))
    one.hear(person('2'), 0)
    one.lineLost()
    expect(alarmText(one)).toBe(ANOTHER)
    expect(one.proposal?.person?.check).toBe('lineLost')
  })

  it('takes an authority that was sent as part of the identifier', () => {
    const one = watch(patient('1'))
    one.hear(person('1', { authority: 'HOSP' }), 0)
    expect(one.proposal).toBeNull()
    one.hear(person('1', { authority: 'OTHER' }), 1)
    expect(alarmText(one)).toBe(ANOTHER)
  })
})

it('says why a person cannot be confirmed', () => {
  const one = watch(null)
  one.hear(person('1', { birthDate: null }), 0)
  expect(one.proposal?.person?.check).toBe('noSecond')
  one.hear(person('1^2'), 0)
  expect(one.proposal?.person?.check).toBe('badIdentifier')
})

it('asks nothing about a simulated line', () => {
  const one = watch(patient('SIM-b3'), true)
  expect(one.hear(person('1'), 0)).toBe(false)
  expect(one.proposal).toBeNull()
  expect(one.alarm('Bed 3')).toBeNull()
})

type Step =
  | { readonly do: 'hear' | 'connect'; readonly id: string | null }
  | { readonly do: 'decline' | 'lose' | 'restart' }

/** The rule written a second time: what was said last by whom, and whether that is decided. */
class Rule {
  patient: string | null = null
  said: string | null = null
  emptied = false
  decided = false
  current = false

  take(step: Step): void {
    if (step.do === 'hear') {
      this.current = true
      if (step.id === this.said) return
      this.emptied = step.id === null && this.patient !== null
      this.said = step.id
      this.decided = false
    } else if (step.do === 'connect') {
      if (step.id !== this.patient) Object.assign(this, { patient: step.id, emptied: false, decided: false })
    } else if (step.do === 'decline') this.decided = true
    else if (step.do === 'lose') this.current = false
    else Object.assign(this, { said: null, emptied: false, decided: false, current: false })
  }

  get alarms(): boolean {
    const differs = this.said === null ? this.emptied : this.said !== this.patient
    return this.patient !== null && differs && !this.decided
  }
}

const ids = fc.constantFrom('1', '2', '3')
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('hear', 'connect'), id: fc.option(ids) }) as fc.Arbitrary<Step>,
  fc.record({ do: fc.constantFrom('decline', 'lose', 'restart') }) as fc.Arbitrary<Step>,
)

it('H3 never connects anybody by itself, and alarms exactly while identities differ and nobody has decided', () => {
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 40 }), (list) => {
      const rule = new Rule()
      let one = watch(null)
      for (const step of list) {
        rule.take(step)
        if (step.do === 'hear') one.hear(step.id === null ? null : person(step.id), 0)
        else if (step.do === 'connect') one.connected(step.id === null ? null : patient(step.id))
        else if (step.do === 'decline') one.decline()
        else if (step.do === 'lose') one.lineLost()
        // A new engine knows who is connected from the record, and nothing that a monitor said.
        else one = watch(rule.patient === null ? null : patient(rule.patient))
        expect(one.alarm('Bed 3') !== null).toBe(rule.alarms)
        const asks =
          rule.alarms || (rule.patient === null && rule.said !== null && rule.current && !rule.decided)
        expect(one.proposal !== null).toBe(asks)
        // Whoever may be confirmed is whom the monitor says now, over a line that stands.
        const check = one.proposal?.person?.check
        if (check === 'birthDate') {
          expect(one.proposal?.person?.id).toBe(rule.said)
          expect(rule.current).toBe(true)
        }
      }
    }),
    { numRuns: 500 },
  )
})
