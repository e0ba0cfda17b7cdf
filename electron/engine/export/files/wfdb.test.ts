import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withProgram } from '../../../../resources/testing/with-program.ts'
import { withShared } from '../../../../resources/testing/with-shared.ts'
import { temporaryFolder } from '../../testing/temporary-folder.ts'
import { biosigHeader, biosigSamples } from './testing/biosig.ts'
import { readWfdb } from './testing/foreign-wfdb.ts'
import { mixedRecord, oneWave, piece, placed } from './testing/mixed-record.ts'
import { runExport } from './testing/run-export.ts'
import { wfdbAnnotations } from './wfdb-annotations.ts'

function wfdbOf(reader = mixedRecord()) {
  const folder = temporaryFolder()
  const { names } = runExport(reader, { format: 'wfdb' }, folder)
  const name = names[0]?.replace('.dat', '') ?? ''
  return { names, path: join(folder, `${name}.hea`), record: readWfdb(folder, name) }
}

describe('WFDB', () => {
  it('holds the samples of the record in format 212 where they fit, gaps as invalid samples', () => {
    const { names, record } = wfdbOf()
    expect(names.map((name) => name.slice(-3))).toEqual(['dat', 'atr', 'hea'])
    expect(record.header).toEqual([
      'b1_20260616T070000Z 2 62.5 4125 07:00:00.250 16/06/2026',
      expect.stringMatching(/^b1_20260616T070000Z\.dat 212x8 200\(0\)\/mV 12 0 -500 -?\d+ 0 II$/),
      expect.stringMatching(
        /^b1_20260616T070000Z\.dat 212 2155\.26315789\(0\)\/Ohm 12 0 -2048 -?\d+ 0 Resp$/,
      ),
      '# patient: P-1 (HOSP)',
      '# name: Zoë van Test',
      '# born: 1951-08-02',
      '# times: UTC',
    ])
    for (const [told, real] of record.checksums) expect(told).toBe(real)
    const none = (count: number): number[] => new Array<number>(count).fill(-2048)
    const [ecg, resp] = record.signals
    expect(ecg).toEqual([
      ...placed(2000).slice(0, 10),
      ...none(5),
      ...placed(2000).slice(15),
      ...none(30_000),
      ...placed(1000, 5000),
    ])
    expect(resp).toEqual([...none(63), ...placed(187), ...none(3750), ...placed(125, 9000)])
  })

  it('annotates gaps, alarms, marks and the remarks of the device, stretches with their length', () => {
    const { record } = wfdbOf()
    expect(record.annotations).toEqual([
      { frame: 0, type: 22, text: 'Gap, Resp: moduleOff, 1 s' },
      { frame: 88, type: 22, text: 'II: pace' },
      { frame: 94, type: 22, text: 'Monitor alarm, high: APNÉE, 1.5 s' },
      { frame: 125, type: 22, text: 'Mark: looks paced' },
      { frame: 250, type: 22, text: 'Gap, whole bed: unplugged (port gone), 60 s' },
    ])
  })

  it.each([
    [212, [-2047, 2047]],
    [16, [-2048, 5]],
    [16, [-32_767, 32_767]],
    [32, [-32_768, 0]],
    [32, [8_000_000, -9]],
  ])('takes format %i for samples from %j, and every sample comes back', (format, ends) => {
    const samples = Int32Array.from([...ends, 1, 2, 3])
    const { record } = wfdbOf(oneWave(5, [{ ...piece(2, 0, []), samples }], 32))
    expect(record.header[1]).toContain(`.dat ${format} `)
    expect(record.signals[0]).toEqual([...samples])
    expect(record.header.at(-1)).toBe('# note: SIMULATED')
  })

  it('gives back every annotation at its frame, however far apart', () => {
    const remarks = fc.array(
      fc.record({ at: fc.integer({ min: 0, max: 9e8 }), text: fc.string({ maxLength: 300 }) }),
    )
    fc.assert(
      fc.property(remarks, (made) => {
        const rows = made.map(({ at, text }) => ({ atUtcMs: at * 4, durationMs: null, text }))
        const bytes = Buffer.from(wfdbAnnotations(rows, 0, 250))
        const frames: number[] = []
        let [frame, at] = [0, 0]
        while (bytes.readUInt16LE(at) !== 0) {
          const [type, interval] = [bytes.readUInt16LE(at) >> 10, bytes.readUInt16LE(at) & 0x3ff]
          at += 2
          if (type === 59) {
            frame += bytes.readUInt16LE(at) * 0x1_0000 + bytes.readUInt16LE(at + 2)
            at += 4
          } else if (type === 63) at += interval + (interval % 2)
          else {
            frame += interval
            frames.push(frame)
          }
        }
        expect(frames).toEqual(made.map((one) => one.at).sort((a, b) => a - b))
        expect(at + 2).toBe(bytes.length)
      }),
    )
  })

  withShared(
    'waveforms/wfdb-raw/03700181.hea',
    'is read back by a reader that reads public records',
    (path) => {
      // A record of PhysioNet: format 212, several rates. Its own checksums say that the reader of these tests is right.
      const { checksums } = readWfdb(dirname(path), '03700181')
      expect(checksums).toEqual([
        [-11_266, -11_266],
        [-23_651, -23_651],
        [6310, 6310],
      ])
    },
  )

  // Of several rates in one record biosig-tools 2.5 gives wrong samples, also for public records.
  withProgram('save2gdf', 'biosig-tools', 'of one rate is read by biosig-tools, sample by sample', () => {
    const { path } = wfdbOf(oneWave(100, [piece(2, 0, placed(500)), piece(2, 9000, placed(300))]))
    const header = biosigHeader(path)
    expect(header).toMatchObject({ TYPE: 'MIT', NumberOfRecords: 1200 })
    expect(header.CHANNEL).toEqual([{ Label: 'Pleth', Samplingrate: 100, scaling: 0.01, PhysicalUnit: '%' }])
    const [pleth = []] = biosigSamples(path)
    const physical = (count: number) => placed(count).map((raw) => Number((raw * 0.01).toFixed(2)))
    expect(pleth.slice(0, 500)).toEqual(physical(500))
    expect(pleth.slice(900)).toEqual(physical(300))
  })
})
