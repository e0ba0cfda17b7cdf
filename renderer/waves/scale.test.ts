import { describe, expect, it } from 'vitest'
import { createScale, type RowScale, type ScaleBasis } from './scale.ts'

const PX_PER_MM = 1 / 0.277
const ecg: ScaleBasis = { kind: 'ecg', unit: 'mV', lowest: -2, highest: 2, tracePx: 58, pxPerMm: PX_PER_MM }
const pressure: ScaleBasis = { ...ecg, kind: 'other', unit: 'mm[Hg]', lowest: 0, highest: 160 }

/** Shows beats that swing between two values once a second, from `startMs` on. */
function beat(scale: RowScale, low: number, high: number, seconds: number, startMs = 0): boolean {
  let changed = false
  for (let atMs = startMs; atMs < startMs + seconds * 1000; atMs += 20) {
    scale.see(atMs % 1000 === 300 ? high : atMs % 1000 === 400 ? low : 0, atMs)
    changed = scale.settle() || changed
  }
  return changed
}

describe('scale', () => {
  it('draws ECG at 10 mm/mV', () => {
    const scale = createScale(ecg)
    expect(scale.gain).toBe('×1')
    expect(scale.barPx).toBeCloseTo(10 * PX_PER_MM)
    const { lowest, highest } = scale.range
    expect(((highest - lowest) * 10 * PX_PER_MM) / 58).toBeCloseTo(1)
  })

  it('reads microvolt and volt as what they are, and anything else as no voltage', () => {
    const millivolt = createScale(ecg).range
    expect(createScale({ ...ecg, unit: 'uV' }).range.highest).toBeCloseTo(millivolt.highest * 1000)
    expect(createScale({ ...ecg, unit: 'V' }).range.highest).toBeCloseTo(millivolt.highest / 1000)
    const other = createScale({ ...ecg, unit: '1' })
    expect([other.gain, other.barPx, other.range]).toEqual([null, null, { lowest: -2, highest: 2 }])
  })

  it('keeps still while the wave fits', () => {
    const scale = createScale(ecg)
    expect(beat(scale, -0.3, 1, 60)).toBe(false)
  })

  it('goes out when beats are cut off, and says so', () => {
    const scale = createScale(ecg)
    expect(beat(scale, -0.3, 1.6, 5)).toBe(true)
    expect(scale.gain).toBe('×0.5')
    expect(scale.range.highest).toBeGreaterThan(1.6)
    expect(scale.settle()).toBe(false)
  })

  it('does not move for a single artefact', () => {
    const scale = createScale(ecg)
    beat(scale, -0.3, 1, 5)
    scale.see(4, 5100)
    expect(beat(scale, -0.3, 1, 20, 6000)).toBe(false)
  })

  it('comes back only when a whole window would fit well', () => {
    const scale = createScale(ecg)
    beat(scale, -0.3, 1.6, 5)
    beat(scale, -0.2, 0.6, 8, 5000)
    expect(scale.gain).toBe('×0.5')
    expect(beat(scale, -0.2, 0.6, 6, 13_000)).toBe(true)
    expect(scale.gain).toBe('×1')
  })

  it('moves an upside-down ECG into the row before it touches the gain, and back', () => {
    const scale = createScale(ecg)
    const usual = scale.range
    expect(beat(scale, -1, 0.3, 5)).toBe(true)
    expect(scale.gain).toBe('×1')
    expect(scale.range.lowest).toBeLessThan(-1)
    expect(scale.range.highest).toBeGreaterThan(0.3)
    expect(beat(scale, -1, 0.3, 60, 5000)).toBe(false)
    beat(scale, -0.2, 1, 15, 65_000)
    expect([scale.gain, scale.range]).toEqual(['×1', usual])
  })

  it('never lets a flat line look like a beat', () => {
    const scale = createScale({ ...ecg, tracePx: 120 })
    beat(scale, -0.03, 0.04, 60)
    expect(scale.gain).toBe('×1')
  })

  it('magnifies small beats where 1 mV still fits', () => {
    const scale = createScale({ ...ecg, tracePx: 90 })
    beat(scale, -0.05, 0.4, 15)
    expect(scale.gain).toBe('×2')
    const low = createScale(ecg)
    beat(low, -0.05, 0.4, 15)
    expect(low.gain).toBe('×1')
  })

  it('starts a row that is too low for 1 mV with a smaller gain', () => {
    expect(createScale({ ...ecg, tracePx: 30 }).gain).toBe('×0.5')
  })

  it('keeps the range of the channel table for other waves and widens it in steps', () => {
    const scale = createScale(pressure)
    expect(scale.range).toEqual({ lowest: 0, highest: 160 })
    expect(beat(scale, 0, 158, 60)).toBe(false)
    beat(scale, 0, 210, 5, 60_000)
    expect(scale.range).toEqual({ lowest: 0, highest: 240 })
  })

  it('widens below zero too when the wave goes there', () => {
    const scale = createScale(pressure)
    beat(scale, -15, 120, 5)
    expect(scale.range).toEqual({ lowest: -40, highest: 200 })
  })

  it('has a range even if the channel table has none', () => {
    expect(createScale({ ...pressure, lowest: 0, highest: 0 }).range).toEqual({ lowest: 0, highest: 1 })
  })

  it('keeps a gain that was chosen, and moves the base line instead', () => {
    const tall = { ...ecg, tracePx: 200 }
    for (const chosenGain of [0.25, 0.5, 1, 2, 4]) {
      const scale = createScale({ ...tall, chosenGain })
      expect(scale.gain).toBe(`×${chosenGain}`)
      expect(scale.barPx).toBeCloseTo(chosenGain * 10 * PX_PER_MM)
      beat(scale, -3, 3, 40)
      beat(scale, -0.05, 0.2, 40, 40_000)
      expect(scale.gain).toBe(`×${chosenGain}`)
    }
    const deep = createScale({ ...tall, chosenGain: 2 })
    beat(deep, -1.5, 0.5, 10)
    expect(deep.gain).toBe('×2')
    expect(deep.range.lowest).toBeLessThan(-1.5)
  })

  it('says the gain that it takes where 1 mV of the chosen one would not fit', () => {
    const scale = createScale({ ...ecg, chosenGain: 4 })
    expect(scale.gain).toBe('×1')
    expect(scale.barPx).toBeLessThanOrEqual(ecg.tracePx)
  })
})
