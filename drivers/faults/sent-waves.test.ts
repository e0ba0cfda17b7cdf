import { expect, it } from 'vitest'
import type { WaveChannel } from '../model/channel.ts'
import type { MissingRun, Wave } from '../model/measurement.ts'
import { SentWaves, type WaveTruth } from './sent-waves.ts'

const channel: WaveChannel = {
  kind: 'wave',
  key: 'X_TEST',
  id: 'X_TEST',
  code: null,
  source: 'test',
  vendor: 'test',
  label: 'test',
  unit: '1',
  timing: 'continuous',
  rateHz: 10,
  gain: 1,
  offset: 0,
  width: 16,
  lowest: 0,
  highest: 9,
}

function wave(samples: readonly number[], missing: readonly MissingRun[] = []): Wave {
  return {
    type: 'wave',
    channel,
    samples: Int16Array.from(samples),
    missing,
    marks: [],
    atMs: 0,
    deviceMs: null,
  }
}

const sent = new SentWaves([wave([1, 2, 3, 4]), wave([5, 6, 7, 8], [{ start: 3, length: 1 }])])

function untrueAt(truth: WaveTruth, ...shown: readonly Wave[]): number[] {
  const wrong = sent.untrue(shown, truth)
  return shown.flatMap((one, index) => (wrong.includes(one) ? [index] : []))
}

it('takes stretches in their order, however they are cut, and with holes between them', () => {
  expect(untrueAt('stretch', wave([1, 2]), wave([4, 5, 6]))).toEqual([])
})

it('finds what was invented, repeated, changed place or joined over a loss', () => {
  expect(untrueAt('stretch', wave([9]))).toEqual([0])
  expect(untrueAt('stretch', wave([1, 2]), wave([1, 2]))).toEqual([1])
  expect(untrueAt('stretch', wave([5, 6]), wave([3, 4]))).toEqual([1])
  expect(untrueAt('stretch', wave([2, 4]))).toEqual([0])
})

it('knows no value where the monitor said that there is none', () => {
  expect(untrueAt('stretch', wave([7, 8]))).toEqual([0])
  expect(untrueAt('stretch', wave([7, 99], [{ start: 1, length: 1 }]))).toEqual([])
})

it('asks for less where a loss cannot be noticed', () => {
  expect(untrueAt('inOrder', wave([2, 4]), wave([3]))).toEqual([1])
  expect(untrueAt('sent', wave([4, 2]), wave([2]), wave([9]))).toEqual([2])
})
