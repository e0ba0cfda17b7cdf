import { expect, it } from 'vitest'
import { openStoreReader, openStoreWriter } from '../store/open/open.ts'
import { withFolder } from '../store/testing/folder.ts'
import {
  ACTOR,
  announced,
  DISK_TEST_TIMEOUT_MS,
  numericAt,
  numericChannel,
  openOptions,
  START_UTC_MS,
  secondOf,
} from '../store/testing/samples.ts'
import { computeTrendView } from './trend-view.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const NOTE = {
  id: 'n1',
  bed: 'b1',
  kind: 'note',
  atUtcMs: START_UTC_MS + MINUTE_MS,
  writtenUtcMs: START_UTC_MS + 2 * MINUTE_MS,
  author: 'AB',
  text: 'sat up, <b>more</b> awake',
} as const
const PERIOD = { bed: 'b1', fromUtcMs: START_UTC_MS, toUtcMs: START_UTC_MS + HOUR_MS }

it(
  'tells buckets, gaps, alarms and notes of a bed, and leaves out a minute without data',
  { timeout: DISK_TEST_TIMEOUT_MS },
  () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      const at = (minute: number, value: number) => numericAt(1, START_UTC_MS + minute * MINUTE_MS, value)
      writer.record(
        secondOf({
          channels: [announced(1, { ...numericChannel('hr'), id: 'MDC_ECG_HEART_RATE' })],
          numerics: [at(0, 60), at(0.5, 80), at(5, 90)],
          gaps: [
            {
              bed: 'b1',
              channel: null,
              fromUtcMs: START_UTC_MS + MINUTE_MS,
              toUtcMs: START_UTC_MS + 5 * MINUTE_MS,
              cause: 'unplugged',
              evidence: 'pulled',
            },
          ],
        }),
      )
      writer.saveNote(NOTE)
      writer.saveNote(NOTE)
      const { kind: _kind, text: _text, ...times } = NOTE
      const entry = { ...times, kind: 'pain', value: 3, unit: '{score}', corrects: null } as const
      const audit = { action: 'entry.add', object: 'b1', before: null, after: null }
      writer.takeStep(
        { kind: 'entry', entry: { ...entry, isWithdrawal: false }, audit },
        { actor: ACTOR, atUtcMs: NOTE.writtenUtcMs },
      )
      const { reader } = openStoreReader(openOptions(folder))
      const view = computeTrendView(reader, PERIOD)
      expect(view.entries).toMatchObject([{ value: 3, author: NOTE.author, state: 'valid' }])
      const { bed: _, ...note } = NOTE
      expect(view.notes).toEqual([note])
      expect(view.simulated).toBe(true)
      expect(view.parameters[0]).toMatchObject({ limitLow: 50, limitHigh: 120, widthMs: MINUTE_MS })
      expect(view.parameters[0]?.buckets).toEqual([
        { atUtcMs: START_UTC_MS, low: 60, high: 80, mean: 70, doubtful: false },
        { atUtcMs: START_UTC_MS + 5 * MINUTE_MS, low: 90, high: 90, mean: 90, doubtful: false },
      ])
      expect(view.gaps[0]).toMatchObject({ cause: 'unplugged', evidence: 'pulled', label: null })
      reader.close()
      writer.close()
    }),
)

it(
  'takes wider buckets for a week, and shows nothing of who was in the bed before',
  { timeout: DISK_TEST_TIMEOUT_MS },
  () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      writer.record(
        secondOf({
          channels: [announced(1, numericChannel('hr'))],
          numerics: [numericAt(1, START_UTC_MS, 60), numericAt(1, START_UTC_MS + 2 * DAY_MS, 90)],
        }),
      )
      writer.saveNote(NOTE)
      const { reader } = openStoreReader(openOptions(folder))
      const week = { ...PERIOD, toUtcMs: START_UTC_MS + 7 * DAY_MS }
      expect(computeTrendView(reader, week).parameters[0]).toMatchObject({ widthMs: 10 * MINUTE_MS })
      writer.bind('b1', { id: '1', authority: 'H' }, START_UTC_MS + DAY_MS)
      const view = computeTrendView(reader, week)
      expect(view.fromUtcMs).toBe(START_UTC_MS + DAY_MS)
      expect(view.parameters[0]?.buckets.map(({ mean }) => mean)).toEqual([90])
      expect(view.notes).toEqual([])
      reader.close()
      writer.close()
    }),
)

it('refuses a bed that the record does not know', () =>
  withFolder((folder) => {
    const { writer } = openStoreWriter(openOptions(folder))
    const { reader } = openStoreReader(openOptions(folder))
    expect(() => computeTrendView(reader, PERIOD)).toThrow('The record has no bed "b1"')
    reader.close()
    writer.close()
  }))

it('draws no limits beside a number that no limit is held against', { timeout: DISK_TEST_TIMEOUT_MS }, () =>
  withFolder((folder) => {
    const { writer } = openStoreWriter(openOptions(folder))
    const channel = { ...numericChannel('hr'), id: 'MDC_ECG_HEART_RATE', isNoAlarmSource: true } as const
    const numerics = [numericAt(1, START_UTC_MS, 60)]
    writer.record(secondOf({ channels: [announced(1, channel)], numerics }))
    const { reader } = openStoreReader(openOptions(folder))
    const [parameter] = computeTrendView(reader, PERIOD).parameters
    expect(parameter).toMatchObject({ limitLow: null, limitHigh: null })
    reader.close()
    writer.close()
  }),
)
