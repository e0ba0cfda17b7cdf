import { describe, expect, it } from 'vitest'
import { createPatient } from './patient.ts'

const seeds = [0, 1, 2, 3, 4]

describe('scenarios', () => {
  it.each(seeds)('stable: ordinary numbers all along (seed %d)', (seed) => {
    const patient = createPatient({ scenario: 'stable', seed })
    for (let seconds = 0; seconds < 4000; seconds += 97) {
      const vitals = patient.vitals(seconds)
      expect(vitals.heartRate).toBeGreaterThan(55)
      expect(vitals.heartRate).toBeLessThan(95)
      expect(vitals.spo2Percent).toBeGreaterThanOrEqual(94)
      expect(vitals.spo2Percent).toBeLessThanOrEqual(100)
      expect(vitals.respirationRate).toBeGreaterThan(9)
      expect(vitals.respirationRate).toBeLessThan(22)
      expect(vitals.pulseRate).toBe(vitals.heartRate)
    }
  })

  it('desaturation: SpO2 falls below 85 and comes back, again and again', () => {
    const patient = createPatient({ scenario: 'desaturation', seed: 1 })
    for (const from of [0, 600, 6000]) {
      expect(patient.vitals(from + 30).spo2Percent).toBeGreaterThan(94)
      expect(patient.vitals(from + 190).spo2Percent).toBeLessThan(85)
      expect(patient.vitals(from + 400).spo2Percent).toBeGreaterThan(94)
    }
  })

  it('asystole: no beats, heart rate 0, no pulse, pressure runs off, then it resumes', () => {
    const patient = createPatient({ scenario: 'asystole', seed: 1 })
    expect(patient.beatsBetween(62, 84)).toEqual([])
    expect(patient.vitals(75)).toMatchObject({
      heartRate: 0,
      pulseRate: null,
      spo2Percent: null,
      artSystolicMmHg: null,
    })
    expect(patient.arterialMmHg(84)).toBeLessThan(20)
    expect(Math.abs(patient.ecgMillivolt('II', 75))).toBeLessThan(0.1)
    expect(patient.vitals(130).heartRate).toBeGreaterThan(40)
    expect(patient.vitals(130).spo2Percent).toBeLessThan(95)
  })

  it('vt: fast wide beats with low pressure', () => {
    const patient = createPatient({ scenario: 'vt', seed: 1 })
    expect(patient.vitals(75).heartRate).toBeGreaterThan(165)
    expect(patient.vitals(75).artSystolicMmHg).toBeLessThan(85)
    expect(new Set(patient.beatsBetween(65, 85).map((beat) => beat.kind))).toEqual(new Set(['ventricular']))
    expect(patient.vitals(140).heartRate).toBeLessThan(100)
  })

  it('sepsis: hours of drift', () => {
    const patient = createPatient({ scenario: 'sepsis', seed: 1 })
    const before = patient.vitals(60)
    const after = patient.vitals(7200)
    expect((after.heartRate ?? 0) - (before.heartRate ?? 0)).toBeGreaterThan(30)
    expect((before.artSystolicMmHg ?? 0) - (after.artSystolicMmHg ?? 0)).toBeGreaterThan(25)
    expect(after.temperatureCelsius).toBeGreaterThan(39)
  })

  it('apnoea: breathing stops, CO2 is lost, SpO2 dips later', () => {
    const patient = createPatient({ scenario: 'apnoea', seed: 1 })
    expect(patient.vitals(92)).toMatchObject({
      respirationRate: 0,
      etco2Percent: null,
      co2RespirationRate: null,
    })
    const samples = Array.from({ length: 200 }, (_, i) => patient.respirationOhm(75 + i / 20))
    expect(Math.max(...samples) - Math.min(...samples)).toBeLessThan(0.01)
    const co2 = Array.from({ length: 400 }, (_, i) => patient.co2Percent(85 + i / 40))
    expect(Math.max(...co2)).toBeLessThan(0.2)
    expect(patient.vitals(116).spo2Percent).toBeLessThan(90)
    expect(patient.vitals(200).respirationRate).toBeGreaterThan(9)
  })

  it('leads-off: the ECG is off and the pulse is still there', () => {
    const patient = createPatient({ scenario: 'leads-off', seed: 1 })
    expect([patient.leadsOff(59), patient.leadsOff(61), patient.leadsOff(91), patient.leadsOff(361)]).toEqual(
      [false, true, false, true],
    )
    expect(patient.vitals(75)).toMatchObject({ heartRate: null, respirationRate: null, stMillivolt: null })
    expect(patient.vitals(75).pulseRate).toBeGreaterThan(50)
  })

  it('probe-off: SpO2 is gone and the ECG is still there', () => {
    const patient = createPatient({ scenario: 'probe-off', seed: 1 })
    expect(patient.probeOff(75)).toBe(true)
    expect(patient.vitals(75)).toMatchObject({ spo2Percent: null, pulseRate: null, perfusionPercent: null })
    expect(patient.vitals(75).heartRate).toBeGreaterThan(50)
    expect(patient.plethPercent(75)).toBe(0)
  })

  it('paced: every beat is paced', () => {
    const patient = createPatient({ scenario: 'paced', seed: 1 })
    expect(patient.paced).toBe(true)
    const beats = patient.beatsBetween(0, 60)
    expect(beats.every((beat) => beat.kind === 'paced' && beat.spikeSeconds !== null)).toBe(true)
    expect(createPatient({ scenario: 'stable', seed: 1 }).paced).toBe(false)
  })

  it('takes a cuff reading every five minutes and keeps it until the next', () => {
    const patient = createPatient({ scenario: 'stable', seed: 1 })
    expect(patient.vitals(10).nibpSystolicMmHg).toBeNull()
    const first = patient.vitals(40)
    expect(first.nibpAtSeconds).toBe(35)
    expect(patient.vitals(330).nibpSystolicMmHg).toBe(first.nibpSystolicMmHg)
    expect(patient.vitals(336).nibpAtSeconds).toBe(335)
  })
})
