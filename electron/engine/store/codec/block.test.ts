import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WaveMarkKind } from '../../../../drivers/model/measurement.ts'
import type { StoredWave } from '../types.ts'
import { decodeBlock, encodeBlock } from './block.ts'
import { decodeJournal, encodeJournal } from './journal.ts'
import { tidyWave } from './pieces.ts'

const MARKS: readonly WaveMarkKind[] = ['pace', 'gap', 'leadOff', 'saturation']

/** Any samples, from quiet to full range: small steps find other faults than white noise. */
function samplesOf(width: 16 | 32): fc.Arbitrary<number[]> {
  const most = 2 ** (width - 1) - 1
  const any = fc.array(fc.integer({ min: -most - 1, max: most }), { maxLength: 300 })
  const quiet = fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 300 })
  const extremes = fc.array(fc.constantFrom(-most - 1, most, 0, -1), { maxLength: 300 })
  return fc.oneof(any, quiet, extremes)
}

function waveOf(width: 16 | 32): fc.Arbitrary<StoredWave> {
  return fc
    .record({
      samples: samplesOf(width),
      startUtcMs: fc.double({ min: 0, max: 4e12, noNaN: true }),
      missing: fc.array(fc.record({ start: fc.nat(300), length: fc.nat(40) }), { maxLength: 4 }),
      marks: fc.array(fc.record({ at: fc.nat(299), kind: fc.constantFrom(...MARKS) }), { maxLength: 4 }),
    })
    .map((wave) =>
      tidyWave({
        ...wave,
        channel: 7,
        samples: width === 16 ? Int16Array.from(wave.samples) : Int32Array.from(wave.samples),
      }),
    )
}

/** What must come back: the same, with 0 where there was no data. */
function expected(wave: StoredWave): StoredWave {
  const samples = wave.samples.slice()
  for (const run of wave.missing) samples.fill(0, run.start, run.start + run.length)
  return { ...wave, samples }
}

describe('wave block', () => {
  for (const width of [16, 32] as const) {
    it(`gives every ${width} bit piece back bit for bit`, () => {
      fc.assert(
        fc.property(fc.array(waveOf(width), { minLength: 1, maxLength: 5 }), (pieces) => {
          const decoded = decodeBlock(encodeBlock(pieces, 250))
          expect(decoded).toEqual({ channel: 7, rateHz: 250, pieces: pieces.map(expected) })
        }),
        { numRuns: 200 },
      )
    })
  }

  it('finds any changed byte', () => {
    const wave = { channel: 7, startUtcMs: 1, samples: Int16Array.of(1, 5, -3, 900), missing: [], marks: [] }
    const block = encodeBlock([wave], 250)
    fc.assert(
      fc.property(fc.nat(block.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = block.slice()
        damaged[at] = (damaged[at] ?? 0) ^ change
        expect(decodeBlock(damaged)).toBeNull()
      }),
    )
  })

  it('takes any bytes without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeBlock(bytes)).toBeNull()
        expect(decodeJournal(bytes)).toBeNull()
      }),
    )
  })

  it('refuses pieces of two channels', () => {
    const one = { channel: 1, startUtcMs: 0, samples: new Int16Array(1), missing: [], marks: [] }
    expect(() => encodeBlock([one, { ...one, channel: 2 }], 250)).toThrow('"pieces"')
    expect(() => encodeBlock([], 250)).toThrow('"pieces"')
  })
})

describe('journal row', () => {
  it('gives all waves or those of one channel back bit for bit', () => {
    const anyWave = fc.oneof(waveOf(16), waveOf(32))
    fc.assert(
      fc.property(fc.array(anyWave, { maxLength: 6 }), (waves) => {
        const numbered = waves.map((wave, index) => ({ ...wave, channel: index % 3 }))
        const row = encodeJournal(numbered)
        expect(decodeJournal(row)).toEqual(numbered)
        expect(decodeJournal(row, 1)).toEqual(numbered.filter((wave) => wave.channel === 1))
      }),
    )
  })

  it('finds any changed byte', () => {
    const wave = { channel: 7, startUtcMs: 1, samples: Int16Array.of(1, 5, -3), missing: [], marks: [] }
    const row = encodeJournal([wave])
    for (let at = 0; at < row.length; at++) {
      const damaged = row.slice()
      damaged[at] = (damaged[at] ?? 0) ^ 1
      expect(decodeJournal(damaged)).toBeNull()
    }
  })
})
