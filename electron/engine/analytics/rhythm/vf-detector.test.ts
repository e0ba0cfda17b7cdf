import { expect, it } from 'vitest'
import { every, noise, syntheticEcg } from '../testing/synthetic.ts'
import { VfDetector } from './vf-detector.ts'

function candidates(values: Iterable<number>): number[] {
  const found: number[] = []
  const detector = new VfDetector(250, ({ atSeconds }) => found.push(atSeconds))
  for (const value of values) detector.push(value)
  return found
}

const oscillation = (millivolt: number) =>
  Float64Array.from({ length: 5_000 }, (_, index) => {
    const at = index / 250
    return (millivolt / 2) * Math.sin(2 * Math.PI * (4.5 + 0.4 * Math.sin(at)) * at)
  })

it('finds an oscillation once, within 9 s', () => {
  const found = candidates([...syntheticEcg(250, 20, every(0.8, 19)), ...oscillation(1)])
  expect(found).toHaveLength(1)
  expect(found[0]).toBeGreaterThan(23)
  expect(found[0]).toBeLessThan(29)
})

it('finds nothing in beats, even 200 a minute, in a flat line, a tiny oscillation, noise or a gap', () => {
  const random = noise(15_000, 99)
  for (const values of [
    syntheticEcg(250, 60, every(0.8, 58)),
    syntheticEcg(250, 60, every(0.3, 58)),
    new Float64Array(10_000),
    oscillation(0.1),
    random,
    new Float64Array(10_000).fill(Number.NaN),
  ]) {
    expect(candidates(values)).toEqual([])
  }
})
