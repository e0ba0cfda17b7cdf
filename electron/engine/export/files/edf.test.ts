import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withProgram } from '../../../../resources/testing/with-program.ts'
import { temporaryFolder } from '../../testing/temporary-folder.ts'
import { waveSpec } from '../testing/memory-reader.ts'
import { DIGITAL_LOWEST, edfLabels, edfNumber, edfScale } from './edf-fields.ts'
import { biosigHeader, biosigSamples } from './testing/biosig.ts'
import { readEdf } from './testing/foreign-edf.ts'
import { mixedRecord, oneWave, piece, placed } from './testing/mixed-record.ts'
import { runExport } from './testing/run-export.ts'

async function edfOf(reader = mixedRecord(), notes: string[] = []) {
  const folder = temporaryFolder()
  const { names, notes: said } = runExport(reader, { format: 'edf' }, folder)
  notes.push(...said)
  const path = join(folder, names[0] ?? '')
  return { path, edf: readEdf(await readFile(path)) }
}

describe('EDF+', () => {
  it('holds the samples of the record bit for bit, with a hole as a discontinuity', async () => {
    const { edf } = await edfOf()
    expect({ ...edf, signals: edf.signals.length, annotations: 0 }).toEqual({
      patient: 'P-1 X 02-AUG-1951 Zoe_van_Test',
      recording: 'Startdate 16-JUN-2026 X X Vigil Times_are_UTC',
      start: '16.06.26 07.00.00',
      kind: 'EDF+D',
      records: 3,
      seconds: 2,
      signals: 2,
      onsets: [0.25, 2.25, 64.25],
      annotations: 0,
    })
    const [ecg, resp] = edf.signals
    const none = (count: number, value: number): number[] => new Array<number>(count).fill(value)
    const [before, after] = [placed(2000), placed(1000, 5000)]
    expect(ecg?.samples).toEqual([
      ...before.slice(0, 10),
      ...none(5, DIGITAL_LOWEST),
      ...before.slice(15),
      ...after,
    ])
    // 1.9 / 4095 is told exactly by the ends -32760 and 32760 alone.
    expect(resp).toMatchObject({ digital: [-32760, 32760], physical: [-15.2, 15.2], dimension: 'Ohm' })
    expect(resp?.samples).toEqual([...none(63, -32760), ...placed(187), ...placed(125, 9000)])
  })

  it('tells gaps, alarms, marks and the remarks of the device as annotations', async () => {
    expect((await edfOf()).edf.annotations).toEqual([
      { onset: 0.25, duration: 1, text: 'Gap, Resp: moduleOff' },
      { onset: 1.65, duration: null, text: 'II: pace' },
      { onset: 1.75, duration: 1.5, text: 'Monitor alarm, high: APNÉE' },
      { onset: 2.25, duration: null, text: 'Mark: looks paced' },
      { onset: 4.25, duration: 60, text: 'Gap, whole bed: unplugged (port gone)' },
    ])
  })

  it('is continuous where nothing is missing, and marks what no patient gave', async () => {
    const { edf, path } = await edfOf(oneWave(100, [piece(2, 0, placed(300))]))
    expect(edf).toMatchObject({ kind: 'EDF+C', records: 3, onsets: [0.25, 1.25, 2.25], patient: 'X X X X' })
    expect(edf.recording).toContain('SIMULATED')
    expect(edf.annotations.map(({ text }) => text)).toEqual(['SIMULATED'])
    expect(path).toContain('SIMULATED_b1_')
  })

  it('loses no sample and changes no order, wherever pieces begin', async () => {
    const pieces = fc.array(
      fc.record({ afterMs: fc.integer({ min: -9, max: 4000 }), count: fc.integer({ min: 1, max: 400 }) }),
      { minLength: 1, maxLength: 8 },
    )
    await fc.assert(
      fc.asyncProperty(pieces, fc.constantFrom(62.5, 100, 128, 500), async (parts, rateHz) => {
        let [atMs, sent] = [0, 0]
        const waves = parts.map(({ afterMs, count }) => {
          const made = piece(
            2,
            Math.max(0, atMs + afterMs),
            Array.from({ length: count }, (_, n) => sent + n),
          )
          atMs = Math.max(0, atMs + afterMs) + (count * 1000) / rateHz
          sent += count
          return made
        })
        const { edf } = await edfOf(oneWave(rateHz, waves))
        const samples = edf.signals[0]?.samples.filter((value) => value !== edf.signals[0]?.digital[0])
        expect(samples).toEqual(Array.from({ length: sent }, (_, index) => index))
      }),
      { numRuns: 40 },
    )
  })

  it('says where samples stand later than they were recorded, as a device faster than it says sends them', async () => {
    const { edf } = await edfOf(oneWave(100, [piece(2, 0, placed(200)), piece(2, 1900, placed(100))]))
    expect(edf.annotations.at(-1)).toEqual({
      onset: 2.25,
      duration: null,
      text: 'Pleth: from here 100 ms later than recorded',
    })
  })

  it('moves samples of 32 bits into 16 where their extent allows, and else says that it cannot', async () => {
    const wide = (samples: number[]) => ({ ...piece(2, 0, []), samples: Int32Array.from(samples) })
    const { edf } = await edfOf(oneWave(100, [wide([100_000, 100_500, 101_000])], 32))
    const [signal] = edf.signals
    const [low, high] = signal?.physical ?? [0, 0]
    const [first, last] = signal?.digital ?? [0, 0]
    const physical = (value: number) => low + ((value - first) * (high - low)) / (last - first)
    expect(signal?.samples.slice(0, 3).map((value) => physical(value).toFixed(6))).toEqual([
      '1000.000000',
      '1005.000000',
      '1010.000000',
    ])
    const notes: string[] = []
    const whole = await edfOf(oneWave(100, [wide([0, 1_000_000])], 32), notes)
    expect(whole.edf.signals).toEqual([])
    expect(notes).toEqual([
      'Pleth has samples of more than 16 bits, which EDF cannot hold: export it as wfdb or jsonl.',
    ])
  })

  it('keeps many remarks, in records of their own where the others have no room', async () => {
    const marks = Array.from({ length: 100 }, (_, at) => ({ at, kind: 'pace' as const }))
    const { edf } = await edfOf(oneWave(100, [piece(2, 0, placed(100), [], marks)]))
    expect(edf.annotations.filter(({ text }) => text === 'Pleth: pace')).toHaveLength(100)
    expect(edf.signals[0]?.samples.slice(0, 100)).toEqual(placed(100))
    expect(edf.signals[0]?.samples.slice(100).every((value) => value === DIGITAL_LOWEST)).toBe(true)
  })

  it('refuses a bed without waves in one sentence', async () => {
    await expect(edfOf(oneWave(100, []))).rejects.toMatchObject({
      code: 'nothingRecorded',
      message: 'No waves of the bed "b1" are stored in this period: export its numbers as csv or jsonl.',
    })
  })

  withProgram(
    'save2gdf',
    'biosig-tools',
    'is read by biosig-tools: signals, samples, annotations',
    async () => {
      const { path } = await edfOf()
      const header = biosigHeader(path)
      expect(header).toMatchObject({ TYPE: 'EDF', NumberOfRecords: 3, Patient: { Id: 'P-1' } })
      expect(header.CHANNEL.slice(0, 2)).toEqual([
        { Label: 'ECG II', Samplingrate: 500, scaling: 0.005, PhysicalUnit: 'mV' },
        { Label: 'Resp', Samplingrate: 62.5, scaling: 0.00046398, PhysicalUnit: 'Ohm' },
      ])
      expect(header.EVENT.map(({ Description }) => Description)).toEqual(
        expect.arrayContaining(['Gap, whole bed: unplugged (port gone)', 'II: pace', 'Mark: looks paced']),
      )
      const [ecg = []] = biosigSamples(path)
      expect(ecg.slice(15, 2000)).toEqual(
        placed(2000)
          .slice(15)
          .map((raw) => Number((raw * 0.005).toFixed(3))),
      )
      expect(ecg.slice(2000)).toEqual(placed(1000, 5000).map((raw) => Number((raw * 0.005).toFixed(3))))
    },
  )
})

describe('EDF fields', () => {
  it.each([
    [0.005, 0],
    [0.005, -40.96],
    [1 / 60, -20 / 3],
    [1.9 / 4095, 0],
    [0.001221, 0],
    [1, 0],
    [0.01, 0],
  ])('scale a gain of %d and an offset of %d exactly', (gain, offset) => {
    const { digitalLow, digitalHigh, physicalLow, physicalHigh } = edfScale({ gain, offset }, 0)
    expect(Number(physicalLow)).toBeCloseTo(digitalLow * gain + offset, 9)
    expect(Number(physicalHigh)).toBeCloseTo(digitalHigh * gain + offset, 9)
  })

  it('write any number a gain can make in eight characters', () => {
    fc.assert(
      fc.property(fc.double({ min: -9_999_999, max: 99_999_999, noNaN: true }), (value) => {
        const text = edfNumber(value)
        expect(text.length).toBeLessThanOrEqual(8)
        expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(Math.max(Math.abs(value), 1) * 1e-4)
      }),
    )
  })

  it('name signals as EDF+ does, none twice', () => {
    const ecg = waveSpec({ id: 'MDC_ECG_ELEC_POTL_V1' })
    const named = [
      { spec: ecg, label: 'V1' },
      { spec: waveSpec(), label: 'Pleth with a very long name' },
      { spec: waveSpec(), label: 'Pleth with a very long one' },
      { spec: waveSpec(), label: 'Pleth Ä' },
    ]
    expect(edfLabels(named)).toEqual(['ECG V1', 'Pleth with a ver', 'Pleth with a 2', 'Pleth A'])
  })
})
