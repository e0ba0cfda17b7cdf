import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { cut, noise, subjects } from './testing/subjects.ts'

const NOISE_BYTES = 1_000_000
/** What a first part of the noise leaves behind is code and tables, not noise. */
const WARM_UP_BYTES = 200_000
/** A decoder that kept the rest of the noise, or one object for each hundred bytes of it, would hold more. */
const MOST_KEPT_BYTES = 400_000
const CHUNK_BYTES = { stream: 4096, datagram: 500 } as const
/** About half a second alone; a shared machine may be ten times slower. */
const SLOW_MS = 30_000

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes that are still referred to, buffers included. */
function keptBytes(): number {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
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
    const push = (part: Uint8Array): void => {
      for (const piece of cut(part, CHUNK_BYTES[wire.kind])) decoder.push(piece, 0)
    }
    push(bytes.subarray(0, WARM_UP_BYTES))
    const before = keptBytes()
    push(bytes.subarray(WARM_UP_BYTES))
    const kept = keptBytes() - before
    decoder.end(0)
    expect(claims).toEqual([])
    expect(faults).toBeGreaterThan(0)
    expect(kept).toBeLessThan(MOST_KEPT_BYTES)
  })
})
