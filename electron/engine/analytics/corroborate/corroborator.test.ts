import { describe, expect, it } from 'vitest'
import { every, syntheticEcg } from '../testing/synthetic.ts'
import type { Claim } from './corroborate-table.ts'
import { Corroborator } from './corroborator.ts'

const RATE_HZ = 250
const SECONDS = 30
const RUN_FROM_SECONDS = 20
const BROAD_SECONDS = 0.06
const CLAIMS: readonly Claim[] = [
  'asystole',
  'bradycardia',
  'tachycardia',
  'fibrillation',
  'ventricular tachycardia',
]

function contradicted(ecg: (index: number) => number, pleth: (index: number) => number): Claim[] {
  const corroborator = new Corroborator([RATE_HZ], [RATE_HZ])
  for (let index = 0; index < (SECONDS + 4) * RATE_HZ; index++) {
    const isPast = index >= SECONDS * RATE_HZ
    corroborator.pushLead(0, isPast ? Number.NaN : ecg(index))
    corroborator.pushPulse(0, isPast ? Number.NaN : pleth(index))
  }
  return CLAIMS.filter((claim) => corroborator.contradicts(claim, SECONDS))
}

const beats = syntheticEcg(RATE_HZ, SECONDS, every(0.8, SECONDS))
const pulse = (perMinute: number) => (index: number) =>
  Math.sin((2 * Math.PI * index * perMinute) / 60 / RATE_HZ)

describe('corroboration', () => {
  it('contradicts every claim where ECG and pleth show a regular 75', () => {
    expect(contradicted((index) => beats[index] ?? 0, pulse(75))).toEqual(CLAIMS)
  })

  it('contradicts asystole by the pleth alone, where the electrodes are off', () => {
    expect(contradicted(() => Number.NaN, pulse(75))).toContain('asystole')
  })

  it('contradicts nothing where nothing is known: flat, missing', () => {
    for (const value of [0, Number.NaN])
      expect(
        contradicted(
          () => value,
          () => value,
        ),
      ).toEqual([])
  })

  it('contradicts neither asystole after the beats and pulses have stopped, nor a real 30 or 170 a minute', () => {
    const stopped = (wave: (index: number) => number) => (index: number) =>
      index > 24 * RATE_HZ ? 0 : wave(index)
    expect(
      contradicted(
        stopped((index) => beats[index] ?? 0),
        stopped(pulse(75)),
      ),
    ).not.toContain('asystole')
    for (const [rate, claim] of [
      [30, 'bradycardia'],
      [170, 'tachycardia'],
    ] as const) {
      const ecg = syntheticEcg(RATE_HZ, SECONDS, every(60 / rate, SECONDS))
      expect(contradicted((index) => ecg[index] ?? 0, pulse(rate))).not.toContain(claim)
    }
  })

  it('contradicts ventricular tachycardia where fast beats all look as usual, unless they are so fast that it may be one', () => {
    const noPulse = () => Number.NaN
    for (const [rate, expected] of [
      [125, true],
      [170, false],
    ] as const) {
      const ecg = syntheticEcg(RATE_HZ, SECONDS, every(60 / rate, SECONDS))
      const claims = contradicted((index) => ecg[index] ?? 0, noPulse)
      expect(claims.includes('ventricular tachycardia'), `${rate} a minute`).toBe(expected)
    }
  })

  it('never contradicts a run of broad beats, nor a fast steady pulse that may be that of the run', () => {
    const usual = syntheticEcg(RATE_HZ, SECONDS, every(0.8, RUN_FROM_SECONDS))
    const run = every(60 / 150, SECONDS - 1, RUN_FROM_SECONDS + 0.4)
    const broad = (index: number) =>
      run.reduce((sum, at) => sum - 1.5 * Math.exp(-(((index / RATE_HZ - at) / BROAD_SECONDS) ** 2) / 2), 0)
    const ecg = (index: number) => (usual[index] ?? 0) + broad(index)
    const pulseOfTheRun = (index: number) => pulse(index < RUN_FROM_SECONDS * RATE_HZ ? 75 : 150)(index)
    for (const wave of [pulseOfTheRun, pulse(150), () => Number.NaN])
      expect(contradicted(ecg, wave)).not.toContain('ventricular tachycardia')
  })
})
