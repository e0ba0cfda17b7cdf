import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Measurement, Wave } from '../model/measurement.ts'
import { HealthyPiDecoder } from './decode.ts'
import { healthyPi } from './driver.ts'
import { createTwin } from './encode.ts'
import { type HealthyPiOptions, healthyPiOptions } from './options.ts'

const bytesOf = (hex: string): number[] => hex.split(' ').map((pair) => Number.parseInt(pair, 16))

/** Written down from the layout of the firmware: ECG 512, breath -300, light 900000 and 850000, 36.75 degrees, 15, 98, 72. */
const V4 = bytesOf('0A FA 14 00 02 00 02 D4 FE A0 BB 0D 00 50 F8 0C 00 5B 0E 0F 62 48 50 78 00 00 0B')
/** ECG 123456, BioZ -2345, and the same numbers. */
const V5 = bytesOf('0A FA 16 00 02 40 E2 01 00 D7 F6 FF FF 00 F1 FB 09 00 60 AE 0A 00 5B 0E 62 48 0F 00 0B')
/** Offsets in the frames above. */
const AT = { temperature: 17, respirationRate: 19, saturation: 20, heartRate: 21, pressure: 22, status: 24 }
const V5_FLAG = 13
const V5_AT = { temperature: 22 }
const ENOUGH = 20

const usual = healthyPiOptions.parse({})
const changed = (frame: readonly number[], at: number, ...bytes: readonly number[]): number[] => [
  ...frame.slice(0, at),
  ...bytes,
  ...frame.slice(at + bytes.length),
]
const many = (frame: readonly number[], count = ENOUGH): number[] =>
  Array.from({ length: count }, () => frame).flat()

function hear(bytes: readonly number[], options: HealthyPiOptions = usual, wantsEverything = false) {
  const said: Measurement[] = []
  const decoder = new HealthyPiDecoder({ measure: (one) => said.push(one), wantsEverything }, options)
  decoder.push(Uint8Array.from(bytes), 0)
  decoder.end(0)
  return { said, counts: { ...decoder.counts } }
}

function shown(bytes: readonly number[], options?: HealthyPiOptions): Record<string, string> {
  const numerics = hear(bytes, options).said.flatMap((one) => (one.type === 'numeric' ? [one] : []))
  return Object.fromEntries(numerics.map((one) => [one.channel.label, `${one.value} ${one.validity}`]))
}

const isWave = (one: Measurement): one is Wave => one.type === 'wave'
function samplesOf(said: readonly Measurement[], key: string): number[] {
  return said.filter(isWave).flatMap((one) => (one.channel.key === key ? [...one.samples] : []))
}
function missingOf(said: readonly Measurement[], key: string): number {
  const runs = said.filter(isWave).flatMap((one) => (one.channel.key === key ? one.missing : []))
  return runs.reduce((sum, run) => sum + run.length, 0)
}

const ALL = { HR: '72 good', RR: '15 good', SpO2: '98 good', T: '36.75 good' }

describe('frames of v3 and v4', () => {
  it('H6 show no saturation of an open probe of a v3 that was taken for a v4', () => {
    const open = changed(V4, AT.status, 0x02)
    expect(shown(many(open))).toMatchObject({ SpO2: 'null off', HR: 'null off' })
    const noElectrodes = [
      [5, 0, 0],
      [AT.heartRate, 0],
      [AT.respirationRate, 0],
    ].reduce((frame, [at = 0, ...bytes]) => changed(frame, at, ...bytes), open)
    expect(shown(many(noElectrodes))).toMatchObject({ SpO2: '98 good', HR: 'null off' })
  })

  it('give numbers and waves as the layout says', () => {
    expect(shown(many(V4))).toEqual(ALL)
    const { said } = hear(many(V4))
    expect(samplesOf(said, 'X_HEALTHYPI_ECG')).toEqual(new Array(ENOUGH).fill(512))
    expect(samplesOf(said, 'MDC_IMPED_TTHOR')).toEqual(new Array(ENOUGH).fill(-300))
    expect(samplesOf(said, 'MDC_PULS_OXIM_PLETH')).toEqual(new Array(ENOUGH).fill(900_000))
    expect(samplesOf(said, 'X_HEALTHYPI_PPG_RED')).toEqual(new Array(ENOUGH).fill(850_000))
  })

  it('never give a blood pressure: the two bytes of that name change nothing', () => {
    expect(healthyPi.channels.filter(({ id }) => /PRESS|BP/.test(id))).toEqual([])
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 }), (one, other) => {
        expect(hear(many(changed(V4, AT.pressure, one, other)))).toEqual(hear(many(V4)))
      }),
    )
  })

  it.each([
    ['a saturation of 0', changed(V4, AT.saturation, 0), { ...ALL, SpO2: 'null invalid' }],
    ['-999 cut to a byte', changed(V4, AT.saturation, 0x19), { ...ALL, SpO2: 'null invalid' }],
    ['a saturation above 100', changed(V4, AT.saturation, 127), { ...ALL, SpO2: 'null invalid' }],
    ['no heart rate', changed(V4, AT.heartRate, 0), { ...ALL, HR: 'null invalid' }],
    ['no respiration rate', changed(V4, AT.respirationRate, 0), { ...ALL, RR: 'null invalid' }],
    ['no temperature', changed(V4, AT.temperature, 0, 0), { ...ALL, T: 'null invalid' }],
    ['all ones as temperature', changed(V4, AT.temperature, 255, 255), { ...ALL, T: 'null invalid' }],
    // The firmware of v3 sends its last rates on.
    ['an electrode off', changed(V4, AT.status, 0x04), { ...ALL, HR: 'null off', RR: 'null off' }],
    ['bits of the status that mean nothing here', changed(V4, AT.status, 0xe0), ALL],
  ] as const)('%s', (_, frame, expected) => {
    expect(shown(many(frame))).toEqual(expected)
  })

  it('of v3 say by two bits which of the two sensors is off', () => {
    const v3 = healthyPiOptions.parse({ board: 'v3' })
    const ecgOff = many(changed(V4, AT.status, 0x01))
    const probeOpen = many(changed(V4, AT.status, 0x02))
    expect(shown(ecgOff, v3)).toEqual({ ...ALL, HR: 'null off', RR: 'null off' })
    expect(shown(probeOpen, v3)).toEqual({ ...ALL, SpO2: 'null off' })
    expect(missingOf(hear(probeOpen, v3).said, 'MDC_PULS_OXIM_PLETH')).toBe(ENOUGH)
    expect(missingOf(hear(probeOpen, v3).said, 'X_HEALTHYPI_ECG')).toBe(0)
    // A v3 board read as v4 shows less, never more.
    expect(shown(probeOpen)).toEqual({ ...ALL, HR: 'null off', RR: 'null off', SpO2: 'null off' })
  })

  it('have no samples of ECG and breath while an electrode is off, and keep the pleth', () => {
    const { said } = hear(many(changed(V4, AT.status, 0x10)))
    expect(missingOf(said, 'X_HEALTHYPI_ECG')).toBe(ENOUGH)
    expect(missingOf(said, 'MDC_IMPED_TTHOR')).toBe(ENOUGH)
    expect(missingOf(said, 'MDC_PULS_OXIM_PLETH')).toBe(0)
  })
})

describe('frames of v5', () => {
  it('are told by their length', () => {
    expect(shown(many(V5))).toEqual(ALL)
    const { said } = hear(many(V5))
    expect(samplesOf(said, 'X_HEALTHYPI_ECG@v5')).toEqual(new Array(ENOUGH).fill(123_456))
    expect(samplesOf(said, 'MDC_IMPED_TTHOR@v5')).toEqual(new Array(ENOUGH).fill(-2345))
    expect(samplesOf(said, 'MDC_PULS_OXIM_PLETH@v5')).toEqual(new Array(ENOUGH).fill(700_000))
    expect(samplesOf(said, 'X_HEALTHYPI_PPG_RED@v5')).toEqual(new Array(ENOUGH).fill(654_321))
  })

  it('without a new sample of the impedance give none', () => {
    const pair = [...V5, ...changed(V5, V5_FLAG, 0xff)]
    expect(samplesOf(hear(many(pair, 10)).said, 'MDC_IMPED_TTHOR@v5')).toHaveLength(10)
  })

  it('with a flag that the firmware does not send are damage and end the lock', () => {
    const { said } = hear([...many(V5), ...changed(V5, V5_FLAG, 0x0f), ...many(V5, 7)])
    expect(said.filter((one) => one.type === 'fault')).toMatchObject([{ kind: 'unexpectedValue' }])
    expect(samplesOf(said, 'X_HEALTHYPI_ECG@v5')).toHaveLength(ENOUGH)
  })

  it('have no temperature below zero', () => {
    expect(shown(many(changed(V5, V5_AT.temperature, 0xff, 0xff))).T).toBe('null invalid')
  })

  it('that carry eight samples at a time give them all, and no temperature', () => {
    const twin = createTwin({ scenario: 'stable', seed: 3, startUtcMs: 0 }, 'ov3')
    const { said, counts } = hear([...twin.produce(9_990)])
    expect(counts).toMatchObject({ good: 320, length: 0, skippedBytes: 0 })
    expect(samplesOf(said, 'X_HEALTHYPI_ECG@v5')).toHaveLength(1280)
    expect(samplesOf(said, 'MDC_IMPED_TTHOR@v5')).toHaveLength(640)
    expect(samplesOf(said, 'MDC_PULS_OXIM_PLETH@ov3')).toHaveLength(1280)
    const labels = new Set(said.flatMap((one) => (one.type === 'numeric' ? [one.channel.label] : [])))
    expect([...labels].sort()).toEqual(['HR', 'RR', 'SpO2'])
  })
})

describe('what nothing checks', () => {
  it('is shown only out of eight frames in a row', () => {
    expect(hear(many(V4, 7)).said.filter((one) => one.type !== 'fault')).toEqual([])
    expect(shown(many(V4, 8))).toEqual(ALL)
  })

  it('never becomes a number by one changed byte', () => {
    for (let at = 5; at < 25; at++) {
      for (const bit of [0x01, 0x10, 0x80]) {
        const damaged = changed(V4, at, (V4[at] ?? 0) ^ bit)
        expect(shown([...many(V4), ...damaged, ...many(V4, 7)])).toEqual(ALL)
      }
    }
  })

  it('is refused with a length that does not go with its type, or without its end', () => {
    for (const damaged of [changed(V4, 4, 0x03), changed(V4, 2, 0x16), changed(V4, 26, 0x0c)]) {
      const { counts } = hear([...many(V4), ...damaged, ...many(V4)])
      expect(counts.length).toBeGreaterThan(0)
      expect(counts.good).toBeGreaterThanOrEqual(2 * ENOUGH - 1)
    }
  })

  it('lets the last digit of a temperature move, and takes the commonest', () => {
    const low = changed(V4, AT.temperature, 0x5a, 0x0e)
    const noisy = Array.from({ length: 40 }, (_, index) => (index % 3 === 0 ? low : V4)).flat()
    expect(shown(noisy).T).toBe('36.75 good')
    const listed = hear(noisy, usual, true).said.filter(
      (one) => one.type === 'numeric' && one.channel.label === 'T',
    )
    expect(listed).toHaveLength(40)
    expect(listed[0]).toMatchObject({ value: 36.74 })
  })

  it('is as good in any pieces, and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 40 }), (dirt, size) => {
        const bytes = Uint8Array.from([...many(V4, 9), ...dirt, ...many(V5, 12)])
        const whole = hear([...bytes])
        const said: Measurement[] = []
        const decoder = new HealthyPiDecoder({ measure: (one) => said.push(one) }, usual)
        for (let at = 0; at < bytes.length; at += size) decoder.push(bytes.subarray(at, at + size), 0)
        decoder.end(0)
        expect(said).toEqual(whole.said)
      }),
    )
  })
})

describe('the start command', () => {
  function sent(options: HealthyPiOptions, frames: number): string[] {
    const all: string[] = []
    const decoder = new HealthyPiDecoder(
      { measure: () => undefined, send: (bytes) => all.push(bytes.join()) },
      options,
    )
    for (let atMs = 0; atMs < 60_000; atMs += 50) {
      if (frames > 0) decoder.push(Uint8Array.from(many(V5, frames)), atMs)
      decoder.tick(atMs)
    }
    return all
  }

  it('is sent only where the options ask for it, while the board is silent, less often in the end', () => {
    expect(sent(usual, 0)).toEqual([])
    const asked = sent(healthyPiOptions.parse({ start: true }), 0)
    expect(new Set(asked)).toEqual(new Set(['170,85,16,0,0']))
    expect(asked.length).toBeGreaterThan(6)
    expect(asked.length).toBeLessThan(15)
    expect(sent(healthyPiOptions.parse({ start: true }), 10).length).toBeLessThanOrEqual(1)
  })
})
