import { expect, it } from 'vitest'
import type { WaveChannel } from '../model/channel.ts'
import type { Wave } from '../model/measurement.ts'
import { SampleBatch } from './sample-batch.ts'

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

function collect() {
  const waves: Wave[] = []
  const batch = new SampleBatch(channel, 3, { measure: (one) => one.type === 'wave' && waves.push(one) })
  return { waves, batch }
}

it('sends waves of the size asked for, with the arrival of their last sample', () => {
  const { waves, batch } = collect()
  for (let sample = 1; sample <= 7; sample++) batch.add(sample, true, sample * 10)
  expect(waves.map((wave) => [...wave.samples])).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ])
  expect(waves.map((wave) => wave.atMs)).toEqual([30, 60])
  batch.flush(80)
  batch.flush(90)
  expect(waves.map((wave) => [...wave.samples])).toHaveLength(3)
})

it('never joins samples from before and after a loss', () => {
  const { waves, batch } = collect()
  batch.add(1, true, 0)
  batch.gap(0)
  batch.gap(0)
  for (const sample of [2, 3, 4]) batch.add(sample, true, 0)
  expect(waves.map((wave) => [[...wave.samples], wave.marks])).toEqual([
    [[1], []],
    [[2, 3, 4], [{ at: 0, kind: 'gap' }]],
  ])
})

it('has no gap before its first sample', () => {
  const { waves, batch } = collect()
  batch.gap(0)
  for (const sample of [2, 3, 4]) batch.add(sample, true, 0)
  expect(waves.map((wave) => wave.marks)).toEqual([[]])
})

it('says which samples are no data', () => {
  const { waves, batch } = collect()
  for (const isData of [false, true, false]) batch.add(5, isData, 0)
  for (const isData of [true, true, true]) batch.add(5, isData, 0)
  expect(waves.map((wave) => wave.missing)).toEqual([
    [
      { start: 0, length: 1 },
      { start: 2, length: 1 },
    ],
    [],
  ])
})

it('marks a sample once a wave for each kind of remark', () => {
  const { waves, batch } = collect()
  for (const sample of [1, 2, 3]) batch.add(sample, true, 0)
  batch.gap(0)
  batch.add(1, true, 0)
  for (const sample of [2, 3]) {
    batch.mark('saturation')
    batch.add(sample, true, 0)
  }
  for (const sample of [4, 5, 6]) batch.add(sample, true, 0)
  expect(waves.slice(1).map((wave) => wave.marks)).toEqual([
    [
      { at: 0, kind: 'gap' },
      { at: 1, kind: 'saturation' },
    ],
    [],
  ])
})

it('does not let samples wait for what comes after a silence', () => {
  const { waves, batch } = collect()
  batch.add(1, true, 0)
  batch.tick(400)
  expect(waves).toEqual([])
  batch.tick(600)
  batch.tick(700)
  batch.add(2, true, 5_000)
  batch.flush(5_000)
  expect(waves.map((wave) => [...wave.samples])).toEqual([[1], [2]])
})
