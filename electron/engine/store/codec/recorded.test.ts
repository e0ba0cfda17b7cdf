import { describe, expect } from 'vitest'
import { withShared } from '../../../../resources/testing/with-shared.ts'
import { readRecorded } from '../testing/recorded.ts'
import { decodeBlock, encodeBlock } from './block.ts'

const BLOCK_S = 60
/** Enough minutes for a steady figure; the whole set belongs in the benchmark. */
const RECORDS = 3
const MINUTES = 2
/** A second or two of coding on an idle machine. */
const CODING_TIMEOUT_MS = 60_000

/** Bytes a sample, measured with this release: a change of the codec may only lower them. */
const MOST_BYTES_PER_SAMPLE: Readonly<Record<string, number>> = {
  mitdb: 0.471,
  bidmc: 0.324,
  cudb: 0.505,
  cpsc2021: 0.71,
  'cinc2015-full': 0.569,
}

describe('codec on recorded waves', () => {
  for (const [set, most] of Object.entries(MOST_BYTES_PER_SAMPLE)) {
    withShared(
      `waveforms/${set}`,
      `gives ${set} back bit for bit in at most ${most} bytes a sample`,
      (folder) => {
        let samples = 0
        let bytes = 0
        for (const wave of readRecorded(folder, RECORDS)) {
          const length = BLOCK_S * wave.rateHz
          for (let from = 0; from < Math.min(wave.samples.length, MINUTES * length); from += length) {
            const part = wave.samples.slice(from, from + length)
            const piece = { channel: 1, startUtcMs: 0, samples: part, missing: [], marks: [] }
            const block = encodeBlock([piece], wave.rateHz)
            expect(decodeBlock(block)?.pieces[0]?.samples).toEqual(part)
            samples += part.length
            bytes += block.length
          }
        }
        expect(bytes / samples).toBeLessThanOrEqual(most)
      },
      CODING_TIMEOUT_MS,
    )
  }
})
