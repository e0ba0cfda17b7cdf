import { expect, it } from 'vitest'
import type { Out } from '../driver.ts'
import type { Measurement } from '../model/measurement.ts'
import { createFrameCounts } from './counts.ts'
import { type Candidate, StreamChoice } from './stream-choice.ts'

/** Knows one byte: eight of it in a row are its lock, anything else is skipped and told. */
function only(wanted: number) {
  return (out: Out): Candidate => {
    const counts = createFrameCounts()
    let inARow = 0
    return {
      counts,
      get isLocked() {
        return inARow >= 8
      },
      push(bytes, atMs) {
        for (const byte of bytes) {
          if (byte === wanted) {
            inARow++
            counts.good++
          } else {
            inARow = 0
            counts.skippedBytes++
            out.measure({ type: 'fault', kind: 'skipped', bytes: 1, atMs, deviceMs: null })
          }
        }
      },
      tick: () => out.send?.(Uint8Array.of(wanted)),
      end: () => undefined,
    }
  }
}

function run(stream: readonly number[], size = stream.length) {
  const said: Measurement[] = []
  const asked: number[] = []
  const choice = new StreamChoice(
    { measure: (one) => said.push(one), send: (bytes) => asked.push(...bytes) },
    [only(1), only(2)],
  )
  choice.tick(0)
  for (let at = 0; at < stream.length; at += size)
    choice.push(Uint8Array.from(stream.slice(at, at + size)), 0)
  choice.tick(0)
  choice.end(0)
  return { said, asked, counts: { ...choice.counts } }
}

const many = (byte: number, count: number): number[] => new Array<number>(count).fill(byte)

it('gives the stream to the candidate that locks, with what it lost before', () => {
  const { said, asked, counts } = run([9, 9, ...many(2, 500), 9])
  expect(counts).toMatchObject({ good: 500, skippedBytes: 3 })
  expect(said).toHaveLength(3)
  // The likeliest asks first, then the one that was chosen.
  expect(asked).toEqual([1, 2])
})

it('counts a stream that is none of them, in bounded memory, and still finds a later one', () => {
  const { said, counts } = run([...many(9, 10_000), ...many(1, 100)])
  expect(counts).toMatchObject({ good: 100, skippedBytes: 10_000 })
  // Four windows of 2,048 bytes were given up as a whole; the rest is told as it was read.
  expect(said).toHaveLength(4 + 10_000 - 4 * 2048)
})

it('calls nothing good that is mostly not', () => {
  const { counts, said } = run(new Array<readonly number[]>(1000).fill([1, 9, 9, 9]).flat())
  expect(counts).toMatchObject({ good: 0, skippedBytes: 4000 })
  expect(said).toHaveLength(2)
})

it('tells the best guess of an input that ends too early to decide', () => {
  expect(run([9, 2, 2, 2]).counts).toMatchObject({ good: 3, skippedBytes: 1 })
})

it('hears the same however the stream is cut', () => {
  const stream = [...many(9, 2042), ...many(1, 3), ...many(2, 20), 9, ...many(2, 5000), 9]
  const whole = run(stream)
  for (const size of [1, 7, 64, 1000]) expect(run(stream, size)).toEqual(whole)
})
