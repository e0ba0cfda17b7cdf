import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../testing/temporary-folder.ts'
import { memoryReader } from '../testing/memory-reader.ts'
import { readVital } from './testing/foreign-vital.ts'
import { MIXED_FROM_UTC_MS, mixedRecord, oneWave, piece, placed } from './testing/mixed-record.ts'
import { runExport } from './testing/run-export.ts'
import { measuredRuns } from './vital.ts'

const FROM_S = MIXED_FROM_UTC_MS / 1_000

function vitalOf(reader = mixedRecord()) {
  const folder = temporaryFolder()
  const { names } = runExport(reader, { format: 'vital' }, folder)
  return { names, tracks: readVital(readFileSync(join(folder, names[0] ?? ''))) }
}

describe('a file of Vital Recorder', () => {
  it('holds every sample with its gain, offset and time, and ends a run where the device sent none', () => {
    const { names, tracks } = vitalOf()
    expect(names).toEqual(['b1_20260616T070000Z.vital'])
    const ecg = tracks.get('II wave')
    expect(ecg).toMatchObject({ kind: 1, unit: 'mV', rateHz: 500, gain: 0.005, offset: 0, device: 'ge-s5' })
    expect(ecg?.records).toEqual([
      { atSeconds: FROM_S, value: placed(2000).slice(0, 10) },
      { atSeconds: FROM_S + 15 / 500, value: placed(2000).slice(15) },
      { atSeconds: FROM_S + 64, value: placed(1000, 5000) },
    ])
    expect(tracks.get('Resp wave')?.gain).toBe(1.9 / 4095)
  })

  it('holds the numbers to the last digit, and gaps, alarms and marks as events', () => {
    const { tracks } = vitalOf()
    expect([...tracks.values()].find(({ kind }) => kind === 2)).toMatchObject({
      unit: '/min',
      records: [
        { atSeconds: FROM_S, value: 72 },
        { atSeconds: FROM_S + 66, value: 74 },
      ],
    })
    const events = tracks.get('EVENT')?.records.map(({ value }) => value)
    expect(events).toEqual(
      expect.arrayContaining(['Gap, whole bed: unplugged (port gone)', 'Mark: looks paced']),
    )
  })

  it('says SIMULATED first, in its name too; nothing of nobody is refused in one sentence', () => {
    const { names, tracks } = vitalOf(oneWave(250, [piece(2, 0, placed(250))]))
    expect(names[0]).toMatch(/^SIMULATED_/)
    expect(tracks.get('EVENT')?.records[0]?.value).toBe('SIMULATED')
    const empty = memoryReader({
      beds: [{ bed: 'b1', label: 'Bed 1', driver: 'x', link: 'y', options: '{}' }],
    })
    expect(() => runExport(empty, { format: 'vital' }, temporaryFolder())).toThrow(/recorded/)
  })

  it('of more than a megabyte is several members of gzip, and one file to a reader', () => {
    const long = Array.from({ length: 60 }, (_, second) => piece(2, second * 10_000, placed(10_000, second)))
    const { tracks } = vitalOf(oneWave(1_000, long))
    const wave = [...tracks.values()].find(({ kind }) => kind === 1)
    const samples = wave?.records.flatMap(({ value }) => (typeof value === 'object' ? value : []))
    expect(samples).toEqual(long.flatMap(({ samples: raw }) => [...raw]))
  })

  it('whatever is missing, each sample that was sent is in one run, at its time', () => {
    const runs = fc.array(fc.record({ start: fc.nat(40), length: fc.nat(20) }), { maxLength: 6 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), runs, (count, some) => {
        const missing = some.flatMap(({ start, length }) =>
          start + length <= count && length > 0 ? [{ start, length }] : [],
        )
        const isMissing = (at: number) =>
          missing.some(({ start, length }) => at >= start && at < start + length)
        const wave = piece(2, 0, placed(count), missing)
        const told = measuredRuns(wave, 250).flatMap(({ startUtcMs, samples }) =>
          [...samples].map((value, index) => [startUtcMs + index * 4, value]),
        )
        const sent = [...wave.samples].flatMap((value, index) =>
          isMissing(index) ? [] : [[wave.startUtcMs + index * 4, value]],
        )
        expect(told).toEqual(sent)
      }),
    )
  })
})
