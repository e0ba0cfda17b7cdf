import { expect, it } from 'vitest'
import { Refusals } from './listen-refusals.ts'

const FACTS = { application: 'GW', applicationId: '', facility: 'W', location: 'LAB^^1', isMixed: false }
const views = (refusals: Refusals) => refusals.views((atMs) => 1_000 + atMs)

it('counts the same sender once, newest first, and forgets on request', () => {
  const refusals = new Refusals()
  refusals.add('10.0.0.7', 'noBed', FACTS, 1)
  refusals.add('10.0.0.8', 'addressNotAllowed', null, 2)
  refusals.add('10.0.0.7', 'noBed', FACTS, 3)
  expect(views(refusals)).toMatchObject([
    { id: 1, address: '10.0.0.7', reason: 'noBed', location: 'LAB^^1', count: 2, lastUtcMs: 1_003 },
    { id: 2, address: '10.0.0.8', application: '', count: 1 },
  ])
  refusals.dismiss(1)
  expect(views(refusals).map(({ id }) => id)).toEqual([2])
  refusals.settle((address) => address === '10.0.0.8')
  expect(views(refusals)).toEqual([])
})

it('keeps fifty entries at most, whatever a hostile sender calls itself', () => {
  const refusals = new Refusals()
  for (let n = 0; n < 1_000; n++) {
    refusals.add('10.0.0.7', 'noBed', { ...FACTS, application: `\u0007${n}${'x'.repeat(1_000)}` }, n)
  }
  const list = views(refusals)
  expect(list).toHaveLength(50)
  expect(list[0]?.application).toMatch(/^ 999x+$/)
  expect(list[0]?.application.length).toBeLessThanOrEqual(128)
})
