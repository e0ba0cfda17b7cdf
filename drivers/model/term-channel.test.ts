import { expect, it } from 'vitest'
import { numericOfTerm } from './term-channel.ts'

const ROW = { id: 'MDC_PULS_OXIM_SAT_O2', source: 'spo2', vendor: 'saturation', unit: '%' }

it('takes code, label and decimals from the table of terms where the driver does not say', () => {
  expect(numericOfTerm(ROW)).toMatchObject({
    key: ROW.id,
    code: 150_456,
    label: 'SpO2',
    timing: 'continuous',
  })
  expect(numericOfTerm({ ...ROW, label: 'Sat', decimals: 1 })).toMatchObject({ label: 'Sat', decimals: 1 })
})

it('has no code and the name of the vendor for what is no term', () => {
  const own = numericOfTerm({ ...ROW, id: 'X_TEST_OWN', source: 'site 2', isOneOfMany: true })
  expect(own).toMatchObject({ key: 'X_TEST_OWN@site 2', code: null, label: 'saturation', decimals: 0 })
})
