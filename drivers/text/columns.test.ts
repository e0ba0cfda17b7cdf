import { expect, it } from 'vitest'
import { SteadyColumns } from './columns.ts'

const accepted = (lines: readonly (readonly number[])[]): boolean[] => {
  const steady = new SteadyColumns()
  return lines.map((columns) => steady.accepts(columns))
}
const [here, there, elsewhere] = [
  [5, 9],
  [4, 8],
  [5, 8],
] as const

it('takes the columns of the first line, and refuses a line whose columns moved', () => {
  expect(accepted([here, here, there, here, elsewhere, here])).toEqual([true, true, false, true, false, true])
})

it('takes other columns from the second line that has them', () => {
  expect(accepted([here, there, there, there, here])).toEqual([true, false, true, true, false])
  expect(accepted([here, there, elsewhere, there])).toEqual([true, false, false, false])
})

it('refuses a line with more or fewer columns', () => {
  expect(accepted([here, [5], [5, 9, 12], here])).toEqual([true, false, false, true])
})
