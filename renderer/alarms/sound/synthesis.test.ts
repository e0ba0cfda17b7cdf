import { describe, expect, it } from 'vitest'
import type { Priority } from '../../../drivers/model/measurement.ts'
import type { AlarmCause } from '../../../electron/ipc/alarms.ts'
import { burst, burstMs } from './burst.ts'
import { FALL_MS, MELODIES, RISE_MS } from './burst-table.ts'
import { synthesise } from './synthesis.ts'
import { between, findTones, strengthAt } from './testing/spectrum.ts'

const RATE_HZ = 48_000
const PRIORITIES: readonly Priority[] = ['high', 'medium', 'low']
const CAUSES = Object.keys(MELODIES) as AlarmCause[]
const decibels = (ratio: number) => 20 * Math.log10(ratio)

describe('a rendered burst', () => {
  it('has every pulse where the plan puts it, as long as the plan says, and silence between', () => {
    for (const priority of PRIORITIES) {
      const plan = burst(priority, 'cardiac')
      const samples = synthesise(plan, RATE_HZ, 0.7)
      expect(samples).toHaveLength((burstMs(plan) * RATE_HZ) / 1_000)
      const tones = findTones(samples, RATE_HZ, 0.001)
      expect(tones).toHaveLength(plan.length)
      for (const [index, { startMs, endMs }] of tones.entries()) {
        const pulse = plan[index]
        if (pulse === undefined) throw new TypeError('more tones than pulses')
        // The edges begin and end in silence: the first and last few ms of a pulse lie below any threshold.
        expect(Math.abs(startMs - pulse.startMs)).toBeLessThan(3)
        expect(Math.abs(endMs - pulse.startMs - pulse.durationMs)).toBeLessThan(4)
      }
    }
  })

  it('has at least four harmonics between 300 and 4000 Hz within 15 dB of the fundamental, in every pulse', () => {
    for (const priority of PRIORITIES) {
      for (const cause of CAUSES) {
        const samples = synthesise(burst(priority, cause), RATE_HZ, 0.5)
        for (const { startMs, durationMs, frequencyHz } of burst(priority, cause)) {
          const pulse = between(samples, RATE_HZ, startMs + RISE_MS, startMs + durationMs - FALL_MS)
          const base = strengthAt(pulse, RATE_HZ, frequencyHz)
          const harmonics = [2, 3, 4, 5, 6, 7, 8]
            .map((harmonic) => harmonic * frequencyHz)
            .filter((hz) => hz >= 300 && hz <= 4_000)
            .filter((hz) => Math.abs(decibels(strengthAt(pulse, RATE_HZ, hz) / base)) <= 15)
          expect(harmonics.length).toBeGreaterThanOrEqual(4)
        }
      }
    }
  })

  it('rises within 10 to 40 % of a pulse, has its highest sample at the level asked for, and never clips', () => {
    for (const priority of PRIORITIES) {
      for (const { durationMs } of burst(priority, 'general')) {
        expect(RISE_MS / durationMs).toBeGreaterThanOrEqual(0.1)
        expect(RISE_MS / durationMs).toBeLessThanOrEqual(0.4)
      }
      for (const peak of [0.35, 1]) {
        const tones = findTones(synthesise(burst(priority, 'oxygen'), RATE_HZ, peak), RATE_HZ)
        for (const tone of tones) expect(tone.peak).toBeCloseTo(peak, 5)
      }
    }
  })

  it('is the same at the rates that sound cards have', () => {
    for (const rateHz of [8_000, 22_050, 44_100, 96_000]) {
      const tones = findTones(synthesise(burst('high', 'oxygen'), rateHz, 1), rateHz, 0.001)
      expect(tones.map(({ startMs }) => Math.round(startMs / 10) * 10)).toEqual(
        burst('high', 'oxygen').map(({ startMs }) => startMs),
      )
    }
  })

  it('refuses silence and a rate of nothing', () => {
    expect(() => synthesise(burst('low', 'general'), RATE_HZ, 0)).toThrow('peak')
    expect(() => synthesise(burst('low', 'general'), RATE_HZ, 1.1)).toThrow('peak')
    expect(() => synthesise(burst('low', 'general'), 0, 1)).toThrow('rateHz')
  })
})
