import { expect, it } from 'vitest'
import { every, syntheticEcg } from '../testing/synthetic.ts'
import { LeadFusion } from './lead-fusion.ts'

function fuse(leads: readonly Float64Array[]): number[] {
  const times: number[] = []
  const fusion = new LeadFusion(250, leads.length, ({ atSeconds }) => times.push(atSeconds))
  for (let index = 0; index < (leads[0]?.length ?? 0); index++) {
    for (let lead = leads.length - 1; lead >= 0; lead--) fusion.push(lead, leads[lead]?.[index] ?? Number.NaN)
  }
  return times
}

it('counts a beat seen by two leads once', () => {
  const ecg = syntheticEcg(250, 60, every(0.8, 55))
  expect(fuse([ecg, ecg])).toEqual(fuse([ecg]))
})

it('lets the second lead stand in while the first is flat or missing, in time order', () => {
  const times = every(0.8, 55)
  for (const value of [0, Number.NaN]) {
    const broken = syntheticEcg(250, 60, times).fill(value, 5_000, 9_000)
    const found = fuse([broken, syntheticEcg(250, 60, times)])
    expect(found.length).toBeGreaterThanOrEqual(times.length - 2)
    expect(found).toEqual([...found].sort((a, b) => a - b))
  }
})
