import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProposedPerson } from '../../ipc/views.ts'
import { checkTwoIdentifiers } from './two-identifiers.ts'

const BORN: ProposedPerson = {
  id: '4711',
  authority: 'HOSP',
  name: 'Test Person',
  birthDate: '1970-01-02',
  sex: null,
  check: 'birthDate',
}
const NAMED: ProposedPerson = { ...BORN, birthDate: null, check: 'name' }

function said(person: ProposedPerson, typed: Parameters<typeof checkTwoIdentifiers>[1]): string {
  try {
    return JSON.stringify(checkTwoIdentifiers(person, typed, 'Bed 3'))
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
}

describe('two identifiers', () => {
  it('connect the person when both are what the monitor says', () => {
    const patient = { id: '4711', authority: 'HOSP' }
    expect(checkTwoIdentifiers(BORN, { id: '4711', second: '1970-01-02' }, 'Bed 3')).toEqual(patient)
    expect(checkTwoIdentifiers(BORN, { id: '4711', second: ' 19700102 ' }, 'Bed 3')).toEqual(patient)
    expect(checkTwoIdentifiers(NAMED, { id: '4711', second: 'PERSON,  test' }, 'Bed 3')).toEqual(patient)
  })

  it('take the authority typed only where the monitor says none', () => {
    const typed = { id: '4711', second: '1970-01-02', authority: 'WARD' }
    expect(checkTwoIdentifiers(BORN, typed, 'Bed 3').authority).toBe('HOSP')
    const silent = { ...BORN, authority: null }
    expect(checkTwoIdentifiers(silent, typed, 'Bed 3').authority).toBe('WARD')
    expect(said(silent, { id: '4711', second: '1970-01-02' })).toMatch(/^Type who issued/)
  })

  it.each([
    [BORN, '4712', '1970-01-02', /^The identifier typed is not what the monitor of Bed 3 says/],
    [BORN, '04711', '1970-01-02', /^The identifier typed/],
    [BORN, '4711', '1970-01-03', /^The birth date typed is not/],
    [BORN, '4711', '02.01.1970', /^Type the birth date as year, month and day/],
    [BORN, '4711', 'Test Person', /^Type the birth date/],
    [NAMED, '4711', 'Test', /^The name typed is not/],
    [NAMED, '4711', ' , ', /^The name typed is not/],
    [{ ...NAMED, name: ',' }, '4711', ',', /^The name typed is not/],
    [{ ...BORN, check: 'noSecond' }, '4711', '1970-01-02', /sends no birth date and no name/],
    [{ ...BORN, check: 'badIdentifier' }, '4711', '1970-01-02', /cannot be used/],
    [{ ...BORN, check: 'lineLost' }, '4711', '1970-01-02', /^The line to the monitor is lost/],
  ] as const)('refuse %# with one sentence and change nothing', (person, id, second, sentence) => {
    expect(said(person, { id, second })).toMatch(sentence)
    expect(said(person, { id, second })).toMatch(/Nothing is changed\.$/)
  })

  it('H3 let nobody pass who has not typed both', () => {
    const texts = fc.oneof(fc.string(), fc.constantFrom('4711', '1970-01-02', '19700102', 'Test Person'))
    fc.assert(
      fc.property(texts, texts, (id, second) => {
        const passes = !said(BORN, { id, second }).endsWith('.')
        expect(passes).toBe(id === '4711' && ['1970-01-02', '19700102'].includes(second.trim()))
      }),
    )
  })
})
