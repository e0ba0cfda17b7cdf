import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withShared } from '../../../resources/testing/with-shared.ts'
import { pack212 } from './pack-212.ts'
import { parseWfdbHeader } from './wfdb-header.ts'
import { readWfdbWaves } from './wfdb-samples.ts'

const MULTI_RATE = `r1 3 125 2 17:27:45 15/08/1994
r1.dat 212x2 2963.77/mV 12 0 67 6 0 MCL1
r1.dat 212 12.84(-1605)/mmHg 12 0 -943 -1 0 ABP
r1.dat 212:4 2000 12 0 -304 12 0 RESP left
# a comment
`

describe('reader of WFDB records', () => {
  it('takes a multi-frequency header apart', () => {
    const header = parseWfdbHeader(MULTI_RATE, 'r1.hea')
    expect(header).toMatchObject({ record: 'r1', framesPerSecond: 125, frames: 2 })
    expect(header.signals.map(({ samplesPerFrame }) => samplesPerFrame)).toEqual([2, 1, 1])
    expect(header.signals[2]).toMatchObject({ format: 212, name: 'RESP left', checksum: 12 })
  })

  it('gives every signal its own samples of each frame', () => {
    const bytes = pack212(Int16Array.of(1, 1, -2048, 5, 2, 2, 2047, 7))
    const waves = readWfdbWaves(parseWfdbHeader(MULTI_RATE, 'r1.hea'), () => bytes ?? new Uint8Array())
    expect(waves.map(({ samples }) => [...samples])).toEqual([
      [1, 1, 2, 2],
      [-2048, 2047],
      [5, 7],
    ])
    expect(waves.map(({ rateHz }) => rateHz)).toEqual([250, 125, 125])
  })

  it('reads formats 16 and 80, a byte offset, and to the end of the file where no length is given', () => {
    const text = 's 2 100\ns16.dat 16+2\ns80.dat 80\n'
    const files = new Map([
      ['s16.dat', Uint8Array.of(9, 9, 0, 0x80, 0xff, 0xff)],
      ['s80.dat', Uint8Array.of(0, 128, 255)],
    ])
    const waves = readWfdbWaves(parseWfdbHeader(text, 's.hea'), (file) => files.get(file) ?? new Uint8Array())
    expect(waves.map(({ samples }) => [...samples])).toEqual([
      [-32768, -1],
      [-128, 0, 127],
    ])
  })

  it('reads back what the packer of format 212 wrote, odd counts too', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -2048, max: 2047 }), { minLength: 1 }), (numbers) => {
        const samples = Int16Array.from(numbers)
        const bytes = pack212(samples) ?? new Uint8Array()
        expect(bytes).toHaveLength(Math.ceil(1.5 * samples.length))
        const header = parseWfdbHeader(`p 1 250 ${samples.length}\np.dat 212\n`, 'p.hea')
        expect(readWfdbWaves(header, () => bytes)[0]?.samples).toEqual(samples)
      }),
    )
  })

  it('packs nothing that needs more than 12 bits', () => {
    expect(pack212(Int16Array.of(0, 2048))).toBeNull()
    expect(pack212(Int16Array.of(-2049))).toBeNull()
  })

  it('has no signals of its own in headers of segments and layouts', () => {
    expect(parseWfdbHeader('m/2 1 125 20\na 10\nb 10\n', 'm.hea').signals).toEqual([])
    expect(parseWfdbHeader('l 1 125 0\n~ 0 86/mV 11 0 -1024 0 0 II\n', 'l.hea').signals).toEqual([])
  })

  it.each([
    ['no header at all', '', 'has no record line'],
    ['another format', 'x 1 250 2\nx.dat 310\n', 'only 16, 80 and 212 are read'],
    ['a signal line without format', 'x 1 250 2\nx.dat\n', 'no file and format'],
    ['fewer signal lines than announced', 'x 2 250 2\nx.dat 16\n', 'announces 2 signals and describes 1'],
    ['a file that ends early', 'x 1 250 3\nx.dat 16\n', 'holds 2 samples of 3'],
    ['a wrong checksum', 'x 1 250 2\nx.dat 16 200 12 0 0 1 0 II\n', 'does not have its checksum'],
    ['two formats in one file', 'x 2 250 1\nx.dat 16\nx.dat 80\n', 'mixes two formats'],
  ])('says in one sentence what is wrong with %s', (_, text, said) => {
    expect(() => readWfdbWaves(parseWfdbHeader(text, 'x.hea'), () => new Uint8Array(4))).toThrow(said)
  })

  withShared('waveforms/wfdb-raw', 'finds the checksum of every given signal', (folder) => {
    let signals = 0
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!path.endsWith('.hea')) continue
      const file = join(folder, path)
      const header = parseWfdbHeader(readFileSync(file, 'utf8'), path)
      signals += readWfdbWaves(header, (name) => readFileSync(join(dirname(file), name))).length
    }
    expect(signals).toBeGreaterThan(100)
  })
})
