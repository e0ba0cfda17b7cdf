import { expect, it } from 'vitest'
import { readableGuides } from './readable-guides.ts'

const guides = (topPx: number) => [
  { value: 0, y: topPx },
  { value: 100, y: topPx / 2 },
  { value: 200, y: 0 },
]

it('prints every number of a scale that has the height for it', () => {
  expect(readableGuides(guides(60)).map(({ value }) => value)).toEqual([0, 100, 200])
})

it('leaves out the middle number, then all, where they would lie on each other', () => {
  expect(readableGuides(guides(20)).map(({ value }) => value)).toEqual([0, 200])
  expect(readableGuides(guides(10))).toEqual([])
  expect(readableGuides([])).toEqual([])
})
