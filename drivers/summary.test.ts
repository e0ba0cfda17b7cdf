import { expect, it } from 'vitest'
import { createFrameCounts } from './framing/counts.ts'
import type { NumericChannel, WaveChannel } from './model/channel.ts'
import type { Measurement, Validity } from './model/measurement.ts'
import { DecodeSummary } from './summary.ts'

const stamp = { atMs: 0, deviceMs: null }

function channel(key: string, id: string, source: string): NumericChannel {
  return {
    kind: 'numeric',
    key,
    id,
    code: 149530,
    source,
    vendor: 'basic.spo2.pr',
    label: 'PR',
    unit: '/min',
    timing: 'continuous',
    decimals: 0,
  }
}

const first = channel('PR@a', 'PR', 'a')
const second = channel('PR@b', 'PR', 'b')
const pleth: WaveChannel = {
  kind: 'wave',
  key: 'PLETH',
  id: 'PLETH',
  code: 150452,
  source: 'pleth',
  vendor: 'wave.8',
  label: 'Pleth',
  unit: '%',
  timing: 'continuous',
  rateHz: 100,
  gain: 1 / 100,
  offset: 0,
  width: 16,
  lowest: -5,
  highest: 5,
}

function numeric(of: NumericChannel, value: number | null, validity: Validity = 'good'): Measurement {
  return { type: 'numeric', channel: of, value, validity, ...stamp }
}

function totals(measurements: readonly Measurement[], bytes = 0) {
  const summary = new DecodeSummary('ge-s5')
  for (const measurement of measurements) summary.add(measurement)
  return summary.result(createFrameCounts(), bytes)
}

it('leaves out what the decoder alone said', () => {
  const gone = { ...numeric(first, null, 'off'), isUnsent: true } as const
  expect(totals([numeric(first, 80), gone]).numerics.PR).toMatchObject({ n: 1, invalid: 0 })
  expect(totals([gone]).numerics).toEqual({})
})

it('counts every value sent, and takes first, least, greatest and last from those with a number', () => {
  const { numerics } = totals([
    numeric(first, null, 'invalid'),
    numeric(first, 80),
    numeric(first, 75, 'questionable'),
    numeric(first, 90, 'demo'),
    numeric(first, null, 'off'),
  ])
  expect(numerics).toEqual({
    PR: {
      id: 'PR',
      code: 149530,
      label: 'PR',
      unit: '/min',
      n: 5,
      invalid: 2,
      first: 80,
      min: 75,
      max: 90,
      last: 90,
    },
  })
})

it('has null where no value has a number', () => {
  expect(totals([numeric(first, null, 'invalid')]).numerics.PR).toMatchObject({
    n: 1,
    invalid: 1,
    first: null,
    min: null,
    max: null,
    last: null,
  })
})

it('adds the site to the key only where one id came from several sources, in order of appearance', () => {
  expect(Object.keys(totals([numeric(second, 1), numeric(first, 2)]).numerics)).toEqual(['PR@b', 'PR@a'])
  expect(Object.keys(totals([numeric(second, 1)]).numerics)).toEqual(['PR'])
})

it('keeps one row when the scale of a wave changes, and one for each unit of a number', () => {
  const wave = (channel: WaveChannel, sample: number): Measurement => ({
    type: 'wave',
    channel,
    samples: Int16Array.of(sample),
    missing: [],
    marks: [],
    ...stamp,
  })
  const rescaled = { ...pleth, key: 'PLETH#1', gain: 1 }
  const slower = { ...pleth, key: 'PLETH#2', rateHz: 50 }
  const kilopascal = { ...first, key: 'PR@a#kPa', unit: 'kPa' }
  const { numerics, waves } = totals([
    wave(pleth, 35),
    wave(rescaled, 2),
    wave(slower, 1),
    numeric(first, 120),
    numeric(kilopascal, 16),
    numeric(first, 121),
  ])
  expect(waves).toMatchObject({
    PLETH: { samples: 2, min: 0.35, max: 2 },
    'PLETH#%,50': { samples: 1, rateHz: 50 },
  })
  expect(numerics).toMatchObject({ PR: { n: 2, max: 121 }, 'PR#kPa': { n: 1, unit: 'kPa' } })
})

it('counts samples, missing ones and gaps, and ranges in physical units without the missing', () => {
  const wave = (
    samples: number[],
    missing: { start: number; length: number }[],
    gap: boolean,
  ): Measurement => ({
    type: 'wave',
    channel: pleth,
    samples: Int16Array.from(samples),
    missing,
    marks: gap ? [{ at: 0, kind: 'gap' }] : [{ at: 0, kind: 'leadOff' }],
    ...stamp,
  })
  const { waves } = totals([
    wave(
      [-32767, 35, 20, -32767],
      [
        { start: 0, length: 1 },
        { start: 3, length: 1 },
      ],
      true,
    ),
    wave([-7], [], false),
  ])
  expect(waves).toEqual({
    PLETH: {
      id: 'PLETH',
      code: 150452,
      unit: '%',
      rateHz: 100,
      samples: 5,
      missing: 2,
      gaps: 1,
      min: -0.07,
      max: 0.35,
    },
  })
})

it('lists distinct alert texts, the identity, and faults that are no bad frames', () => {
  const alert = (text: string, phase: 'start' | 'end'): Measurement => ({
    type: 'alert',
    priority: 'high',
    kind: 'physiological',
    text,
    phase,
    ...stamp,
  })
  const result = totals(
    [
      alert('HR high', 'start'),
      alert('Apnea', 'start'),
      alert('HR high', 'end'),
      { type: 'identity', fields: { model: 'B650' }, ...stamp },
      { type: 'identity', fields: { patientId: 'T-1', patientName: 'Test Person' }, ...stamp },
      { type: 'identity', fields: { patientId: 'T-2' }, ...stamp },
      { type: 'identity', fields: { patientId: '' }, ...stamp },
      { type: 'fault', kind: 'checksum', bytes: 10, ...stamp },
      { type: 'fault', kind: 'lostFrame', bytes: 0, count: 3, ...stamp },
      { type: 'fault', kind: 'lostFrame', bytes: 0, ...stamp },
    ],
    42,
  )
  expect(result).toEqual({
    driver: 'ge-s5',
    bytes: 42,
    skippedBytes: 0,
    frames: { good: 0, bad: { checksum: 0, length: 0, short: 0, escape: 0 }, partial: 0 },
    numerics: {},
    waves: {},
    alerts: ['HR high', 'Apnea'],
    identity: { model: 'B650', patientId: 'T-2' },
    faults: { lostFrame: 4 },
  })
})
