import { expect, it } from 'vitest'
import type { Machine } from '../machine.ts'
import type { DecodeRound } from './decode.ts'
import { decodeResult, leastRatio } from './decode-result.ts'
import { decodeText } from './decode-text.ts'
import { Expected } from './expected.ts'
import { FRAMER_SIDE, HEAD_SIDE, LENGTH_SIDE } from './names.ts'

const MACHINE: Machine = { cores: 2, cpu: 'one', memoryGigabytes: 1, system: 's', node: '24', commit: 'c' }

function round(side: string, chunkBytes: number, speed: number): DecodeRound {
  return { side, chunkBytes, load: 1, megabytesPerSecond: speed, cpuMegabytesPerSecond: 2 * speed }
}

const frame = (value: number) => Uint8Array.of(value, value)

it('counts what was lost, the longest run of it, and what was never sent', () => {
  const expected = new Expected([1, 2, 3, 4, 5, 6].map(frame))
  for (const value of [1, 9, 4, 5]) expected.take(frame(value))
  expect(expected.end()).toEqual({ intact: 6, lost: 3, longestLost: 2, wrong: 1 })
})

it('takes a frame once, and none that came too late', () => {
  const expected = new Expected([1, 2].map(frame))
  for (const value of [2, 2, 1]) expected.take(frame(value))
  expect(expected.end()).toEqual({ intact: 2, lost: 1, longestLost: 1, wrong: 2 })
})

it('folds rounds by side and chunk, and takes the worst ratio', () => {
  const rounds = [
    ...[10, 30, 20].map((speed) => round(FRAMER_SIDE, 64, speed)),
    round(FRAMER_SIDE, 512, 40),
    round(LENGTH_SIDE, 64, 1),
    round(LENGTH_SIDE, 512, 1),
    round(HEAD_SIDE, 64, 5),
    round(HEAD_SIDE, 512, 40),
  ]
  const damaged = { changed: 9, intact: 90, lost: 0, longestLost: 0, wrong: 0 }
  const counts = [{ side: FRAMER_SIDE, bytesPerFrame: 5.6, clean: { ...damaged, changed: 0 }, damaged }]
  const result = decodeResult(MACHINE, { rounds, counts })
  expect(result.speeds).toHaveLength(6)
  expect(result.speeds[0]).toMatchObject({ rounds: 3, wall: { median: 20, least: 10, greatest: 30 } })
  expect(leastRatio(result.speeds, FRAMER_SIDE, LENGTH_SIDE)).toBe(20)
  expect(leastRatio(result.speeds, FRAMER_SIDE, HEAD_SIDE)).toBe(1)
  expect(leastRatio(result.speeds, FRAMER_SIDE, 'none')).toBeNaN()
  const text = decodeText(result)
  expect(text).toContain('at least 30 x PacketLengthParser (20 x) **does not hold**')
  expect(text).toContain('at most 64 bytes allocated a frame holds')
})
