import { describe, expect, it } from 'vitest'
import type { Measurement } from '../model/measurement.ts'
import { createPatient } from '../physiology/patient.ts'
import { SESSION, V7_COMMAND } from './codes.ts'
import { startCms50 } from './decode.ts'
import { createTwin } from './encode.ts'
import type { Wire } from './options.ts'
import { v7Command } from './session.ts'

const STEP_MS = 100

/** A station and the twin on one line; the device can be made deaf to stand for a pulled cable. */
function live(
  wire: Wire,
  scenario: string,
  seconds: number,
  isDeaf: (atMs: number) => boolean = () => false,
) {
  const twin = createTwin({ scenario, seed: 3, startUtcMs: 0 }, wire)
  const said: Measurement[] = []
  const sent: { readonly bytes: Uint8Array; readonly atMs: number }[] = []
  const wireBytes: number[] = []
  let nowMs = 0
  const decoder = startCms50(
    {
      measure: (one) => said.push(one),
      send: (bytes) => {
        sent.push({ bytes, atMs: nowMs })
        if (!isDeaf(nowMs)) twin.receive(bytes, nowMs)
      },
    },
    { wire, listenOnly: false },
  )
  for (; nowMs <= seconds * 1000; nowMs += STEP_MS) {
    const bytes = twin.produce(nowMs)
    for (const byte of bytes) wireBytes.push(byte)
    decoder.push(bytes, nowMs)
    decoder.tick(nowMs)
  }
  return { said, sent, bytes: Uint8Array.from(wireBytes), counts: { ...decoder.counts } }
}

const numbersOf = (said: readonly Measurement[], label: string) =>
  said.flatMap((one) => (one.type === 'numeric' && one.channel.label === label ? [one] : []))
const samplesOf = (said: readonly Measurement[]) =>
  said.flatMap((one) => (one.type === 'wave' ? [...one.samples] : []))

describe.each(['v7', 'old', 'hid'] as const)('%s', (wire) => {
  it('carries the numbers of the patient to the station, above 127 too', () => {
    const { said, counts } = live(wire, 'vt', 80)
    const patient = createPatient({ scenario: 'vt', seed: 3 })
    const truths = new Set<number | null>()
    for (let second = 0; second <= 80; second++) truths.add(patient.vitals(second).pulseRate)
    const rates = numbersOf(said, 'PR').map((one) => one.value)
    expect(rates.every((rate) => rate === null || truths.has(rate))).toBe(true)
    expect(Math.max(...rates.map((rate) => rate ?? 0))).toBeGreaterThan(127)
    expect(said.filter((one) => one.type === 'fault')).toEqual([])
    expect(counts.good).toBeGreaterThan(70 * 59)
  })

  it('says off, without a number, while the finger is out, and shows numbers again after', () => {
    const { said } = live(wire, 'probe-off', 100)
    // The old wire sends no perfusion.
    for (const label of wire === 'old' ? ['PR', 'SpO2'] : ['PR', 'SpO2', 'PI']) {
      const during = numbersOf(said, label).filter((one) => one.atMs > 63_000 && one.atMs < 89_000)
      expect(during.length).toBeGreaterThan(0)
      for (const one of during) expect(one).toMatchObject({ value: null, validity: 'off' })
    }
    const after = numbersOf(said, 'SpO2').filter((one) => one.atMs > 95_000)
    expect(after.some((one) => one.value !== null)).toBe(true)
    for (const one of said) {
      if (one.type !== 'wave' || one.atMs < 63_000 || one.atMs > 89_000) continue
      expect(one.missing).toEqual([{ start: 0, length: one.samples.length }])
    }
  })

  it('repeats unchanged numbers often enough to stay fresh', () => {
    const times = numbersOf(live(wire, 'stable', 30).said, 'SpO2').map((one) => one.atMs)
    const pauses = times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0))
    expect(Math.max(...pauses)).toBeLessThanOrEqual(1200)
  })

  it('loses only what a flipped bit hits, and makes no number of it', () => {
    const { bytes } = live(wire, 'stable', 4)
    const hear = (input: Uint8Array) => {
      const said: Measurement[] = []
      const decoder = startCms50({ measure: (one) => said.push(one) }, { wire, listenOnly: true })
      decoder.push(input, 0)
      decoder.end(0)
      return { said, good: decoder.counts.good }
    }
    const clean = hear(bytes)
    const known = new Set(
      clean.said.map((one) => (one.type === 'numeric' ? `${one.channel.key} ${one.value}` : '')),
    )
    const waves = `,${samplesOf(clean.said).join()},`
    const wrong: string[] = []
    for (let at = 0; at < bytes.length; at += 13) {
      const damaged = Uint8Array.from(bytes)
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8))
      const { said, good } = hear(damaged)
      if (good < clean.good - 2) wrong.push(`byte ${at}: only ${good} good`)
      for (const one of said) {
        if (one.type === 'numeric' && one.value !== null) {
          const number = `${one.channel.key} ${one.value}`
          if (!known.has(number)) wrong.push(`byte ${at}: ${number}`)
        }
        // Only the reports have a check that covers the samples.
        if (one.type === 'wave' && wire === 'hid' && !waves.includes(`,${one.samples.join()},`)) {
          wrong.push(`byte ${at}: samples`)
        }
      }
    }
    expect(wrong).toEqual([])
  })
})

it('keeps the live data alive every five seconds', () => {
  for (const wire of ['v7', 'hid'] as const) {
    const { sent, said } = live(wire, 'stable', 60)
    const beats = sent.map((one) => one.atMs).filter((atMs) => atMs > 2000)
    expect(beats.length).toBeGreaterThanOrEqual(11)
    expect(samplesOf(said).length).toBeGreaterThan(58 * 58)
  }
})

it('starts an oximeter again that has stopped', () => {
  const { said } = live('v7', 'stable', 60, (atMs) => atMs > 10_000 && atMs < 30_000)
  expect(numbersOf(said, 'PR').filter((one) => one.atMs > 22_000 && one.atMs < 30_000)).toEqual([])
  expect(numbersOf(said, 'PR').filter((one) => one.atMs > 33_000).length).toBeGreaterThan(20)
})

it('asks an oximeter that does not answer less and less often, and never the old kind', () => {
  const { sent } = live('v7', 'stable', 60, () => true)
  const starts = sent.filter((one) => one.bytes[2] === V7_COMMAND.start).map((one) => one.atMs)
  expect(starts.length).toBeGreaterThan(10)
  expect((starts.at(-1) ?? 0) - (starts.at(-2) ?? 0)).toBeGreaterThanOrEqual(SESSION.slowRetryMs)
  expect(live('old', 'stable', 10).sent).toEqual([])
})

it('sends the commands as the document prints them', () => {
  expect([...v7Command(V7_COMMAND.start)]).toEqual([0x7d, 0x81, 0xa1, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80])
})
