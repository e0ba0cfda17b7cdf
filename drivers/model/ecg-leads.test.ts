import { expect, it } from 'vitest'
import { ECG_LEADS, leadsGivenTwice, leadTerm } from './ecg-leads.ts'
import { termById } from './terms.ts'

it('has a term of the table for each lead, in millivolt and microvolt', () => {
  for (const lead of ECG_LEADS) expect(termById(leadTerm(lead))?.units).toEqual(['mV', 'uV'])
})

it('finds a lead that two inputs have, and nothing else that they share', () => {
  const inputs = [
    ['a', 'II'],
    ['b', 'unnamed'],
    ['c', 'unnamed'],
    ['d', 'II'],
    ['e', 'V1'],
  ] as const
  expect(leadsGivenTwice(inputs)).toEqual([{ name: 'd', lead: 'II', other: 'a' }])
})
