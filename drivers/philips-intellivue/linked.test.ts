import { expect, it } from 'vitest'
import { CHAINS_MAX } from './codes.ts'
import { LinkWatch } from './linked.ts'

const FIRST = { state: 1, count: 1 }
const SECOND = { state: 2, count: 2 }
const THIRD = { state: 3, count: 3 }

function lostIn(...steps: readonly (typeof FIRST | null)[]) {
  const watch = new LinkWatch()
  const all = steps.map((link) => watch.see(7, link))
  return { lost: all.reduce((sum, step) => sum + step.lost, 0), complete: all.at(-1)?.complete }
}

it('takes a whole chain, a single result and the chain of one part', () => {
  expect(lostIn(FIRST, SECOND, THIRD, null)).toEqual({ lost: 0, complete: true })
  expect(lostIn(null)).toEqual({ lost: 0, complete: true })
  expect(lostIn({ state: 3, count: 1 }, null)).toEqual({ lost: 0, complete: true })
})

it('counts every part that is missing and calls the chain incomplete', () => {
  expect(lostIn(SECOND, THIRD, null)).toEqual({ lost: 1, complete: false })
  expect(lostIn(FIRST, THIRD, null)).toEqual({ lost: 1, complete: false })
  expect(lostIn(FIRST, SECOND, null)).toEqual({ lost: 1, complete: false })
  expect(lostIn(THIRD, null)).toEqual({ lost: 2, complete: false })
  expect(lostIn(FIRST, SECOND, THIRD, FIRST)).toEqual({ lost: 1, complete: false })
})

it('keeps chains with different ids apart, and not without bound', () => {
  const watch = new LinkWatch()
  watch.see(1, FIRST)
  watch.see(2, FIRST)
  expect(watch.see(1, SECOND).lost + watch.see(2, SECOND).lost).toBe(0)
  for (let invoke = 10; invoke < 10 + 2 * CHAINS_MAX; invoke++) watch.see(invoke, FIRST)
  // The oldest chain is forgotten, so its part looks like one without a beginning.
  expect(watch.see(1, THIRD).lost).toBe(2)
})
