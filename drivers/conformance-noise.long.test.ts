import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { cut, noise, subjects } from './testing/subjects.ts'

const NOISE_BYTES = 1_000_000
/** What the first part leaves behind is code and tables, not noise; the others are compared. */
const PART_BYTES = 200_000
/** Half of what a decoder would hold that kept its input. */
const MOST_KEPT_BYTES = PART_BYTES / 2
const CHUNK_BYTES = { stream: 4096, datagram: 500 } as const
/** About half a second alone; a shared machine may be ten times slower. */
const SLOW_MS = 30_000

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes that are still referred to, buffers included. */
function keptBytes(): number {
  // What the first collection finds to be free, buffers give back with the second.
  collect()
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

describe.each(subjects)('%s', { timeout: SLOW_MS }, (_name, { driver, wire }) => {
  it('H6 makes nothing of a megabyte of noise, does not throw, and keeps none of it', () => {
    const bytes = noise(NOISE_BYTES, 7)
    const claims: string[] = []
    let faults = 0
    const decoder = wire.start(
      {
        measure: (one) => {
          if (one.type === 'fault') faults++
          else claims.push(one.type)
        },
      },
      driver.options.parse({}),
    )
    const kept: number[] = []
    for (const part of cut(bytes, PART_BYTES)) {
      const before = keptBytes()
      // Each piece is a copy, so that a decoder that keeps views of what it was given is found too.
      for (const piece of cut(part, CHUNK_BYTES[wire.kind])) decoder.push(piece.slice(), 0)
      kept.push(keptBytes() - before)
    }
    decoder.end(0)
    expect(claims).toEqual([])
    expect(faults).toBeGreaterThan(0)
    // A leak shows in every part; what the test runner allocates meanwhile, or frees, shows in one.
    const [, , middle] = kept.slice(1).toSorted((a, b) => a - b)
    expect(middle, `kept ${kept.join()}`).toBeLessThan(MOST_KEPT_BYTES)
    // Until here the noise itself counts, before and after alike.
    expect(bytes).toHaveLength(NOISE_BYTES)
  })
})
