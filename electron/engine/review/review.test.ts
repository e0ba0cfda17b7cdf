import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memoryReader, numericSpec } from '../export/testing/memory-reader.ts'
import { openStoreReader, openStoreWriter } from '../store/open/open.ts'
import { withFolder } from '../store/testing/folder.ts'
import {
  announced,
  DISK_TEST_TIMEOUT_MS,
  numericAt,
  numericChannel,
  openOptions,
  pieceAt,
  RATE_HZ,
  START_UTC_MS,
  secondOf,
  waveChannel,
} from '../store/testing/samples.ts'
import { reviewJobs } from './jobs.ts'
import { reviewMoment } from './moment.ts'
import { reviewOverview } from './overview.ts'
import { columnExtremes, lostShare, placeWave } from './samples.ts'
import { reviewRows, reviewStrip } from './waves.ts'

const S = 1_000
const spec = { rateHz: 10, gain: 0.5, offset: 1 }

describe('samples of a stretch', () => {
  it('lie at their own time, cut to the stretch, with nothing where nothing was sent', () => {
    const piece = { ...pieceAt(1, -200, [0, 2, 4, 6, 8, 10]), missing: [{ start: 3, length: 1 }] }
    const { values } = placeWave([piece], spec, 0, S / 2)
    expect([...values]).toEqual([3, Number.NaN, 5, 6, Number.NaN])
    expect(lostShare(values)).toBeCloseTo(0.4)
  })

  it('keep pace marks inside the stretch', () => {
    const marks = [
      { at: 0, kind: 'pace' as const },
      { at: 3, kind: 'pace' as const },
      { at: 4, kind: 'gap' as const },
    ]
    expect(placeWave([{ ...pieceAt(1, -100, [1, 1, 1, 1, 1]), marks }], spec, 0, S).paces).toEqual([2])
  })

  it('keep every extreme in the columns of a screen', () => {
    const sample = fc.option(fc.integer({ min: -1_000, max: 1_000 }), { nil: Number.NaN, freq: 5 })
    fc.assert(
      fc.property(
        fc.array(sample, { maxLength: 300 }),
        fc.integer({ min: 1, max: 50 }),
        (samples, columns) => {
          const values = Float32Array.from(samples)
          const { least, greatest } = columnExtremes(values, columns)
          const real = [...values].filter((value) => !Number.isNaN(value))
          expect(Math.min(...[...least].filter((value) => !Number.isNaN(value)))).toBe(Math.min(...real))
          expect(Math.max(...[...greatest].filter((value) => !Number.isNaN(value)))).toBe(Math.max(...real))
          for (let column = 0; column < columns; column++) {
            const part = [...values].filter(
              (value, index) =>
                Math.floor((index * columns) / values.length) === column && !Number.isNaN(value),
            )
            expect(Number.isNaN(least[column])).toBe(part.length === 0)
          }
        },
      ),
    )
  })
})

describe('the numbers at a moment', () => {
  const channels = [
    { number: 1, bed: 'b1', driver: 'test', simulated: true, channel: numericSpec() },
    {
      number: 2,
      bed: 'b1',
      driver: 'test',
      simulated: true,
      channel: numericSpec({ key: 'nibp', timing: 'episodic' }),
    },
  ]
  const beds = [{ bed: 'b1', label: 'Bed 1', driver: 'test', link: 'sim:', options: '{}' }]
  const numerics = [
    ...[0, 1, 2, 3].map((second) => numericAt(1, START_UTC_MS + second * S, 70 + second)),
    numericAt(2, START_UTC_MS, 120),
  ]
  const reader = memoryReader({ beds, channels, numerics })
  const valuesAt = (second: number) =>
    reviewMoment(reader, 'b1', START_UTC_MS + second * S).numbers.map(({ value }) => value)

  it('H2 are those that stood then: none past its age, cuff readings with their time', () => {
    expect(valuesAt(2.5)).toEqual([72, 120])
    expect(valuesAt(8)).toEqual([73, 120])
    expect(valuesAt(8.1)).toEqual([120])
    expect(valuesAt(90_000)).toEqual([])
    expect(reviewMoment(reader, 'b1', START_UTC_MS + 9 * S).numbers).toMatchObject([
      { measuredUtcMs: START_UTC_MS, validity: 'good' },
    ])
  })

  it('are none of a value that the monitor took back', () => {
    const off = { ...numericAt(1, START_UTC_MS + 4 * S, 0), value: null, validity: 'off' as const }
    const taken = memoryReader({ beds, channels, numerics: [...numerics, off] })
    expect(reviewMoment(taken, 'b1', START_UTC_MS + 5 * S).numbers.map(({ key }) => key)).toEqual(['nibp'])
  })

  it('belong to a bed that the record knows', () => {
    expect(() => reviewMoment(reader, 'b9', START_UTC_MS)).toThrow(
      expect.objectContaining({ code: 'unknownBed' }),
    )
  })
})

describe('the record of a bed', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it('is given as lanes, rows, a strip, gaps and alarms, and crosses a thread', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      const ramp = Array.from({ length: RATE_HZ }, (_, index) => index)
      for (let second = 0; second < 60; second++) {
        const fromUtcMs = START_UTC_MS + second * S
        const isGap = second >= 20 && second < 30
        writer.record(
          secondOf({
            fromUtcMs,
            toUtcMs: fromUtcMs + S,
            channels:
              second === 0 ? [announced(1, numericChannel('hr')), announced(2, waveChannel('ii'))] : [],
            numerics: isGap ? [] : [numericAt(1, fromUtcMs, 60 + second)],
            waves: isGap ? [] : [pieceAt(2, fromUtcMs, ramp)],
            gaps: isGap
              ? [
                  {
                    bed: 'b1',
                    channel: null,
                    fromUtcMs: START_UTC_MS + 20 * S,
                    toUtcMs: fromUtcMs + S,
                    cause: 'unplugged',
                    evidence: 'the cable',
                  },
                ]
              : [],
          }),
        )
      }
      writer.close()
      const { reader } = openStoreReader({ dataDir: folder, keyFile: null, key: null })
      try {
        const whole = { bed: 'b1', fromUtcMs: START_UTC_MS, toUtcMs: START_UTC_MS + 60 * S }
        const overview = reviewOverview(reader, whole)
        expect(overview.gaps).toMatchObject([{ cause: 'unplugged', toUtcMs: START_UTC_MS + 30 * S }])
        expect(overview.waves).toMatchObject([{ channel: 2, unit: 'mV' }])
        expect(overview.lanes).toHaveLength(1)
        expect(overview.lanes[0]?.points.at(-1)).toMatchObject({ greatest: 119 })

        const { rows } = reviewRows(reader, { ...whole, channel: 2, rowMs: 30 * S, columns: 30 })
        expect(rows.map(({ fromUtcMs }) => fromUtcMs - START_UTC_MS)).toEqual([0, 30 * S])
        expect(rows[0]?.greatest[0]).toBeCloseTo(0.249)
        expect(Number.isNaN(rows[0]?.least[25])).toBe(true)
        expect(reviewRows(reader, { ...whole, channel: 1, rowMs: S, columns: 1 }).rows).toEqual([])

        const strip = reviewStrip(reader, {
          ...whole,
          fromUtcMs: START_UTC_MS + 15 * S,
          toUtcMs: START_UTC_MS + 25 * S,
        })
        expect(strip.rows).toMatchObject([{ lost: 0.5, rateHz: RATE_HZ }])
        expect(strip.rows[0]?.values.length).toBe(10 * RATE_HZ)

        for (const answer of [overview, strip, reviewJobs.reviewOverview(reader, whole)])
          expect(structuredClone(answer)).toEqual(answer)
        expect(() => reviewJobs.reviewStrip(reader, { ...whole, toUtcMs: whole.fromUtcMs })).toThrow(/period/)
      } finally {
        reader.close()
      }
    }))
})
