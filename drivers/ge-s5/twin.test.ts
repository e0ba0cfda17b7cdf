import { expect, it } from 'vitest'
import { EpisodicFilter } from '../model/episodic.ts'
import type { Measurement } from '../model/measurement.ts'
import { createPatient } from '../physiology/patient.ts'
import { INTERVAL, RECORD_TYPE, WAVES } from './codes.ts'
import { GeS5Decoder } from './decode.ts'
import { createTwin } from './encode.ts'
import { type GeS5Options, geS5Options } from './options.ts'
import { alarmRequest, physiologicalRequest, waveRequest, waveStopRequest } from './requests.ts'
import { Listener } from './testing/records.ts'

const startUtcMs = Date.UTC(2026, 0, 1)

/** A twin asked by hand; out: what each stretch of time brought. */
function asked(scenario = 'stable') {
  const twin = createTwin({ scenario, seed: 3, startUtcMs })
  const listener = new Listener()
  let nowMs = 0
  const wait = (ms: number, stepMs = 50) => {
    const before = listener.said.length
    const endMs = nowMs + ms
    for (; nowMs < endMs; nowMs += stepMs) listener.hear(twin.produce(nowMs + stepMs), nowMs + stepMs)
    return listener.said.slice(before)
  }
  return { ask: (bytes: Uint8Array) => twin.receive(bytes, nowMs), wait, twin, listener }
}

const samplesOf = (said: readonly Measurement[]) =>
  said.reduce((sum, one) => sum + (one.type === 'wave' ? one.samples.length : 0), 0)
const numericsOf = (said: readonly Measurement[]) => said.filter((one) => one.type === 'numeric')

it('is silent until asked', () => {
  expect(asked().wait(5000)).toEqual([])
})

it('sends displayed values at the interval asked for, once when asked once, and stops', () => {
  const { ask, wait } = asked()
  ask(physiologicalRequest(RECORD_TYPE.displayed, 5))
  const rates = (said: readonly Measurement[]) =>
    numericsOf(said).filter((one) => one.channel.id === 'MDC_ECG_HEART_RATE').length
  expect(rates(wait(20_100))).toBe(5)
  ask(physiologicalRequest(RECORD_TYPE.displayed, INTERVAL.stop))
  expect(wait(20_000)).toEqual([])
  ask(physiologicalRequest(RECORD_TYPE.displayed, INTERVAL.once))
  expect(rates(wait(20_000))).toBe(1)
})

it('sends trends only while displayed values flow', () => {
  const { ask, wait } = asked()
  ask(physiologicalRequest(RECORD_TYPE.trend10s, 10))
  expect(wait(21_000)).toEqual([])
  ask(physiologicalRequest(RECORD_TYPE.displayed, 10))
  const ids = new Set(numericsOf(wait(10_000)).map((one) => one.channel.id))
  expect(ids.has('X_GE_S5_TREND10S_ECG_HR')).toBe(true)
})

it('sends waves at their rates, with packets that vary by a sample and a gap in front', () => {
  const { ask, wait } = asked()
  ask(waveRequest([1, 8]))
  const said = wait(60_000)
  const packets = said.filter((one) => one.type === 'wave' && one.channel.rateHz === 100)
  const counts = new Set(packets.map((one) => (one.type === 'wave' ? one.samples.length : 0)))
  expect(counts.size).toBeGreaterThan(1)
  expect(Math.abs(samplesOf(packets) - 6000)).toBeLessThanOrEqual(1)
  const gaps = packets.map((one) => one.type === 'wave' && one.marks.length > 0)
  expect(gaps.indexOf(true)).toBe(0)
  expect(gaps.lastIndexOf(true)).toBe(0)
  ask(waveStopRequest())
  expect(samplesOf(wait(5000))).toBe(0)
})

it('drops waves beyond 600 samples a second, in order and without a word', () => {
  const { ask, wait } = asked()
  ask(waveRequest([1, 4, 8, 5, 6]))
  const types = new Set(wait(3000).map((one) => one.type === 'wave' && one.channel.vendor))
  expect([...types]).toEqual(['wave.1', 'wave.4', 'wave.8', 'wave.5'])
})

it('stops its waves when nobody took bytes for two seconds, until asked again', () => {
  const { ask, wait, twin, listener } = asked()
  ask(physiologicalRequest(RECORD_TYPE.displayed, 5))
  ask(waveRequest([8]))
  wait(3000)
  listener.hear(twin.produce(9000))
  const after = listener.hear(twin.produce(10_900))
  expect(samplesOf(after)).toBe(0)
  expect(numericsOf(after).length).toBeGreaterThan(0)
})

it('sends all its alarms at once, then each change within two seconds', () => {
  const { ask, wait } = asked('probe-off')
  ask(alarmRequest())
  const alerts = wait(100_000)
    .filter((one) => one.type === 'alert')
    .map((one) => [one.text, one.phase, Math.round(one.atMs / 1000)])
  expect(alerts).toEqual([
    ['SpO2 probe off', 'start', expect.toSatisfy((seconds: number) => seconds >= 60 && seconds <= 62)],
    ['SpO2 probe off', 'end', expect.toSatisfy((seconds: number) => seconds >= 90 && seconds <= 92)],
  ])
})

/** A whole session: decoder and twin answer each other. */
function live(scenario: string, seconds: number, options: Partial<GeS5Options> = {}) {
  const twin = createTwin({ scenario, seed: 3, startUtcMs })
  const said: Measurement[] = []
  let nowMs = 0
  const decoder = new GeS5Decoder(
    { measure: (one) => said.push(one), send: (bytes) => twin.receive(bytes, nowMs) },
    { ...geS5Options.parse({}), ...options },
  )
  const run = (untilSeconds: number, stepMs = 100) => {
    for (; nowMs <= untilSeconds * 1000; nowMs += stepMs) {
      decoder.push(twin.produce(nowMs), nowMs)
      decoder.tick(nowMs)
    }
  }
  run(seconds)
  return { said, run, jump: (ms: number) => (nowMs += ms) }
}

it('carries the numbers and the waves of the patient to the station unchanged', () => {
  const { said } = live('stable', 30)
  const patient = createPatient({ scenario: 'stable', seed: 3 })
  for (const one of numericsOf(said)) {
    const seconds = ((one.deviceMs ?? 0) - startUtcMs) / 1000
    if (one.channel.id === 'MDC_PULS_OXIM_SAT_O2') {
      const around = [patient.vitals(seconds), patient.vitals(seconds + 0.99)].map(
        (vitals) => vitals.spo2Percent,
      )
      expect(around).toContain(one.value)
    }
  }
  let index = 0
  const [firstEcg] = said.filter((one) => one.type === 'wave' && one.channel.id === 'MDC_ECG_ELEC_POTL_II')
  expect(firstEcg).toBeDefined()
  for (const one of said) {
    if (one.type !== 'wave' || one.channel.id !== 'MDC_ECG_ELEC_POTL_II') continue
    for (const sample of one.samples) {
      // Waves were asked for 300 ms after the start, and run from there.
      const truth = patient.ecgMillivolt('II', 0.3 + index / 300) * 1000
      expect(Math.abs(sample - truth)).toBeLessThanOrEqual(0.5)
      index++
    }
  }
  expect(index).toBeGreaterThan(8000)
})

it('shows the pulse of the probe, and no heart rate, while the electrodes are off', () => {
  const { said } = live('leads-off', 85)
  const late = numericsOf(said).filter((one) => one.atMs > 66_000)
  const rates = late.filter((one) => one.channel.id === 'MDC_ECG_HEART_RATE')
  expect(rates.every((one) => one.value === null)).toBe(true)
  expect(
    late.some((one) => one.channel.key === 'MDC_PULS_OXIM_PULS_RATE@hr-spo2' && one.value !== null),
  ).toBe(true)
  const ecg = said.filter((one) => one.type === 'wave' && one.channel.source === 'ecg1' && one.atMs > 66_000)
  for (const one of ecg) {
    if (one.type !== 'wave') continue
    expect(one.missing).toEqual([{ start: 0, length: one.samples.length }])
    expect(one.marks).toEqual([{ at: 0, kind: 'leadOff' }])
  }
})

it('marks the packets of a paced patient', () => {
  const { said } = live('paced', 10)
  expect(said.some((one) => one.type === 'wave' && one.marks.some((mark) => mark.kind === 'pace'))).toBe(true)
  expect(
    said.some(
      (one) =>
        one.type === 'wave' &&
        one.channel.id === 'MDC_PULS_OXIM_PLETH' &&
        one.marks.some((mark) => mark.kind === 'pace'),
    ),
  ).toBe(false)
})

it('gets the time of each cuff reading, and each reading is one', () => {
  const { said } = live('stable', 700)
  const filter = new EpisodicFilter()
  const repeats = filter.repeatsIn(said)
  const readings = numericsOf(said).filter(
    (one) => one.channel.id === 'MDC_PRESS_BLD_NONINV_SYS' && one.value !== null && !repeats.has(one),
  )
  expect(readings).toHaveLength(3)
  const times = new Set(
    numericsOf(said)
      .filter((one) => one.channel.id === 'MDC_PRESS_BLD_NONINV_SYS')
      .map((one) => one.measuredDeviceMs),
  )
  expect([...times]).toEqual([undefined, startUtcMs + 35_000, startUtcMs + 335_000, startUtcMs + 635_000])
})

it('gets its waves back by itself after the line was held', () => {
  const { said, run, jump } = live('stable', 10)
  jump(8000)
  const before = said.length
  run(30)
  expect(samplesOf(said.slice(before))).toBeGreaterThan(0)
})

it('never writes when it is set to listen only', () => {
  const sent: Uint8Array[] = []
  const decoder = new GeS5Decoder(
    { measure: () => undefined, send: (bytes) => sent.push(bytes) },
    geS5Options.parse({ listenOnly: true }),
  )
  for (let atMs = 0; atMs < 120_000; atMs += 100) decoder.tick(atMs)
  expect(sent).toEqual([])
})

it('asks only for waves that the tables know', () => {
  for (const row of WAVES) expect(waveRequest([row.type]).length).toBeGreaterThanOrEqual(75)
})
