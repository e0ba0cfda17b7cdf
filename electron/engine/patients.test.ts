import { expect, it } from 'vitest'
import { patientAtStart } from './patients.ts'

const TYPED = { id: '12345', authority: 'HOSP' }
const STATED = { id: '777', authority: 'HOSP' }
const SIMULATED = { id: 'SIM-b1', authority: 'VIGIL' }

it.each([
  ['a simulated bed, whoever lay there', true, TYPED, STATED, SIMULATED],
  ['a real bed that was simulated', false, SIMULATED, null, null],
  ['a real bed that was simulated and has a patient in the config', false, SIMULATED, STATED, STATED],
  ['a bed of which the config says nothing', false, TYPED, null, TYPED],
  ['a bed whose config names another', false, TYPED, STATED, STATED],
  ['an empty bed', false, null, null, null],
])('knows at a start who lies in %s', (_name, simulated, last, stated, expected) => {
  expect(patientAtStart('b1', simulated, last, stated)).toEqual(expected)
})
