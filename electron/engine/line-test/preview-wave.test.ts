import { expect, it } from 'vitest'
import { tinyWave } from '../testing/tiny-driver.ts'
import { PreviewWave } from './preview-wave.ts'

const channel = { ...tinyWave, rateHz: 300, gain: 0.5, offset: 1 }
const chunk = (samples: readonly number[], missing: { start: number; length: number }[] = []) =>
  ({
    type: 'wave',
    channel,
    samples: Int16Array.from(samples),
    missing,
    marks: [],
    atMs: 0,
    deviceMs: null,
  }) as const

it('keeps the extreme of every sample, at a rate that is no whole number of samples a column', () => {
  const wave = new PreviewWave(channel)
  for (let at = 0; at < 300; at++) wave.push(chunk([at % 50 === 7 ? 100 : 0]))
  const { columns } = wave.view()
  expect(columns).toHaveLength(80)
  expect(columns.filter((column) => column?.[1] === 51)).toHaveLength(6)
  expect(columns.every((column) => column?.[0] === 1)).toBe(true)
})

it('shows a stretch without samples as nothing, and counts it', () => {
  const wave = new PreviewWave(channel)
  wave.push(
    chunk(
      Array.from({ length: 60 }, () => 4),
      [{ start: 15, length: 30 }],
    ),
  )
  const { columns, lostSamples } = wave.view()
  expect(lostSamples).toBe(30)
  expect(columns.map((column) => (column === null ? '-' : '+')).join('')).toBe('++++--------++++')
})

it('holds no more than its seconds', () => {
  const wave = new PreviewWave(channel)
  wave.push(chunk(Array.from({ length: 9_000 }, (_, index) => index)))
  expect(wave.view().columns).toHaveLength(480)
})

it('holds the same seconds of a wave with fewer samples than columns', () => {
  const wave = new PreviewWave({ ...channel, rateHz: 25 })
  wave.push(chunk(Array.from({ length: 9_000 }, (_, index) => index)))
  expect(wave.view().columns).toHaveLength(150)
})
