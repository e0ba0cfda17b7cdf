import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarDate, isSamePerson, PERSON_FIELDS, personOf, withoutPerson } from './person.ts'

describe('a person in an identity', () => {
  it('is read whole, with what was not said as null', () => {
    expect(
      personOf({
        patientId: ' 4711 ',
        patientAuthority: 'HOSP',
        birthDate: '19700102',
        sex: 'F',
        model: 'X',
      }),
    ).toEqual({ id: '4711', authority: 'HOSP', name: null, birthDate: '1970-01-02', sex: 'female' })
    expect(personOf({ patientId: '1', givenName: 'Test', familyName: 'Person' })?.name).toBe('Test Person')
    expect(personOf({ patientId: '1', sex: 'constructor' })?.sex).toBeNull()
  })

  it('is nobody without an identifier, and not spoken of where the identifier is not sent', () => {
    expect(personOf({ patientId: ' ', patientName: 'Test Person' })).toBeNull()
    expect(personOf({ model: 'X' })).toBeUndefined()
    expect(personOf({ patientName: 'Test Person' })).toBeUndefined()
  })

  it('leaves the facts of the device when it is taken out', () => {
    const person = Object.fromEntries(PERSON_FIELDS.map((name) => [name, '1']))
    expect(withoutPerson({ ...person, model: 'X', serial: '2' })).toEqual({ model: 'X', serial: '2' })
  })

  it('is another as soon as one thing is another', () => {
    const person = personOf({ patientId: '1', birthDate: '1970-01-02' }) ?? null
    expect(isSamePerson(person, personOf({ patientId: '1', birthDate: '19700102' }) ?? null)).toBe(true)
    expect(isSamePerson(person, personOf({ patientId: '1', birthDate: '1970-01-03' }) ?? null)).toBe(false)
    expect(isSamePerson(person, null)).toBe(false)
    expect(isSamePerson(null, null)).toBe(true)
  })
})

describe('a calendar date', () => {
  it.each(['', '1970', '1970-13-01', '1970-02-30', '01.02.1970', '1970-1-2', '19700230'])(
    'refuses %j',
    (text) => expect(calendarDate(text)).toBeNull(),
  )

  it('is a real day or nothing, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-?\d{2}-?\d{2}$/)), (text) => {
        const date = calendarDate(text)
        if (date !== null) expect(new Date(date).toISOString().startsWith(date)).toBe(true)
      }),
    )
  })
})
