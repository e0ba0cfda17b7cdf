import { describe, expect, it } from 'vitest'
import { every, noise, syntheticEcg } from '../testing/synthetic.ts'
import type { FindingKind } from './findings.ts'
import { LeadReading } from './lead-reading.ts'

const HZ = 250
const SECONDS = 60

/** A lead that beats until a time and goes on with little noise. */
function stopping(stopSeconds: number, perMinute = 75): number[] {
  const quiet = noise(HZ * SECONDS, 5)
  const beats = every(60 / perMinute, stopSeconds)
  return Array.from(syntheticEcg(HZ, SECONDS, beats), (value, index) => value + 0.01 * (quiet[index] ?? 0))
}

function read(values: readonly number[], isMillivolt = true): LeadReading {
  const reading = new LeadReading(HZ, isMillivolt)
  for (const value of values) reading.push(value, null, false)
  return reading
}

const kinds = (reading: LeadReading): FindingKind[] | undefined =>
  reading.finder()?.found.map(({ kind }) => kind)

describe('the rhythms of a lead', () => {
  it('are an asystole after the last beat, extreme rates while they last, and none of a usual rate', () => {
    expect(kinds(read(stopping(50)))).toEqual(['asystole'])
    expect(kinds(read(stopping(SECONDS, 160)))).toEqual(['extremeTachycardia'])
    expect(kinds(read(stopping(SECONDS, 33)))).toEqual(['extremeBradycardia'])
    expect(kinds(read(stopping(SECONDS)))).toEqual([])
  })

  it('are fibrillation where the line oscillates, and then no asystole', () => {
    const beating = stopping(30)
    const oscillating = beating.map((value, index) =>
      index < 32 * HZ ? value : 0.6 * Math.sin((2 * Math.PI * 5 * index) / HZ),
    )
    expect(kinds(read(oscillating))).toContain('ventricularFibrillation')
    expect(kinds(read(oscillating))).not.toContain('asystole')
  })

  it('are none while samples are missing, stand still, or are of no known voltage, and at the start', () => {
    const stopped = stopping(50)
    const changed = (change: (value: number) => number) =>
      stopped.map((value, index) => (index < 51 * HZ ? value : change(value)))
    expect(kinds(read(changed(() => Number.NaN))) ?? []).toEqual([])
    expect(kinds(read(changed(() => 0.001))) ?? []).toEqual([])
    expect(kinds(read(stopped, false))).toBeUndefined()
    expect(kinds(read(stopped.slice(0, 5 * HZ)))).toBeUndefined()
  })

  it('are none while the monitor says that the electrode is off', () => {
    const reading = new LeadReading(HZ, true)
    for (const [index, value] of stopping(50).entries()) {
      const isOff = index > 51 * HZ
      reading.push(isOff ? Number.NaN : value, isOff ? 'leadOff' : null, false)
    }
    expect(reading.finder()).toBeNull()
  })
})
