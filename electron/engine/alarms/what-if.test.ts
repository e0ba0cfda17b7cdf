import { beforeAll, describe, expect, it } from 'vitest'
import type { TriedLimit, WhatIf } from '../../ipc/alarm-load.ts'
import { openStoreReader, openStoreWriter } from '../store/open/open.ts'
import { announced, openOptions, START_UTC_MS, secondOf } from '../store/testing/samples.ts'
import type { StoredNumeric, StoreReader } from '../store/types.ts'
import { ManualTime } from '../testing/manual-time.ts'
import { folderOfFile } from '../testing/temporary-folder.ts'
import { alarmLoad } from './load.ts'
import { HR, NURSE, SPO2 } from './testing/bench.ts'
import { DeskBench } from './testing/desk-bench.ts'
import { whatIf } from './what-if.ts'

const SECOND_MS = 1_000
const MINUTES = 60
const LOOKS = 5
const FROM = START_UTC_MS + 20 * MINUTES * SECOND_MS
const TO = START_UTC_MS + 80 * MINUTES * SECOND_MS
const NUMBERS = [
  { number: 1, channel: HR },
  { number: 2, channel: SPO2 },
] as const
const ALL = { bed: 'b1', fromUtcMs: FROM, toUtcMs: TO, ageClass: null, limits: [] } as const

/** A heart rate that is high for 12 s of each two minutes, and a saturation that dips to 89, 85 and 78 in turn. */
function valueAt(channel: typeof HR, second: number): number {
  const inRound = second % (2 * MINUTES)
  if (channel === HR) return inRound < 12 ? 125 : 80
  const dip = Math.floor(second / (5 * MINUTES)) % 3
  return second % (5 * MINUTES) < 20 ? ([89, 85, 78][dip] ?? 97) : 97
}

const folder = folderOfFile()

/** The alarms of 80 minutes, decided live, and the record of them. */
function record(): void {
  const time = new ManualTime(START_UTC_MS)
  const bench = new DeskBench(time, ['b1'])
  const alarms = bench.desk.of('b1')
  alarms.act([{ ...alarms.by(NURSE), type: 'ageClass', before: null, after: 'adult' }])
  const { writer } = openStoreWriter(openOptions(folder))
  writer.saveBed({ bed: 'b1', label: 'Bed 1', driver: 'x', link: 'x', options: '{}' })
  const channels = NUMBERS.map(({ number, channel }) => announced(number, channel))
  const numerics: StoredNumeric[] = []
  for (let second = 0; second < 80 * MINUTES; second++) {
    const atUtcMs = START_UTC_MS + second * SECOND_MS
    for (const { number, channel } of NUMBERS) {
      const value = valueAt(channel, second)
      bench.value('b1', channel, value)
      const stamp = { atUtcMs, measuredUtcMs: atUtcMs, deviceMs: null }
      numerics.push({ channel: number, ...stamp, value, validity: 'good' })
    }
    if (second === 50 * MINUTES) bench.alert('b1', 'V RUN', 'start', 'high')
    for (let look = 0; look < LOOKS; look++) {
      time.advance(SECOND_MS / LOOKS)
      bench.tick()
    }
  }
  writer.record(
    secondOf({ fromUtcMs: START_UTC_MS, toUtcMs: TO, channels, numerics, alarmEvents: bench.eventsOf('b1') }),
  )
  writer.close()
}

function withReader(use: (reader: StoreReader) => void): void {
  const { reader } = openStoreReader(openOptions(folder))
  try {
    use(reader)
  } finally {
    reader.close()
  }
}

function counts({ limits }: WhatIf) {
  return limits
    .filter(({ alarmsBefore, alarmsTried }) => alarmsBefore + alarmsTried > 0)
    .map(({ label, side, isExtreme, alarmsBefore, alarmsTried, laterMs }) => [
      `${label} ${side}${isExtreme ? ' extreme' : ''}`,
      alarmsBefore,
      alarmsTried,
      laterMs,
    ])
}

/** The reader with a marked moment and a note. */
function marked(reader: StoreReader, atUtcMs: number): StoreReader {
  const notes = () => [
    { kind: 'mark', atUtcMs, text: 'suctioned' },
    { kind: 'note', atUtcMs, text: '' },
  ]
  return new Proxy(reader, {
    get: (target, name) => {
      const member: unknown = name === 'notes' ? notes : Reflect.get(target, name)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
}

describe('what if', () => {
  beforeAll(record)

  it('replays the record to what was decided live, and tells what other limits and delays would have done', () =>
    withReader((reader) => {
      const same = whatIf(reader, ALL)
      expect(same).toMatchObject({ ageClass: 'adult', differ: 0, missed: [], readings: 7_200 })
      expect(same.logged).toBe(same.before.length)
      expect(same.tried).toEqual(same.before)
      expect(counts(same)).toEqual([
        ['HR high', 30, 30, 0],
        ['SpO2 low', 12, 12, 0],
        ['SpO2 low extreme', 4, 4, 0],
      ])
      expect(same.unchanged).toMatchObject([{ label: 'V RUN', source: 'bedside', alarms: 1 }])

      const other = whatIf(reader, {
        ...ALL,
        limits: [
          { parameter: HR.key, low: 50, high: 130 },
          { parameter: SPO2.key, low: 88, high: 100, delayMs: 15_000 },
        ],
      })
      // A desaturation of 78 is still told, by the low limit: its extreme bound has moved to 78 with it.
      expect(counts(other)).toEqual([
        ['HR high', 30, 0, null],
        ['SpO2 low', 12, 8, 5_000],
        ['SpO2 low extreme', 4, 0, 15_000],
      ])
      expect(other.missed).toHaveLength(34)
      expect(other.missed.every(({ why, isExtreme }) => why === 'limit' && !isExtreme)).toBe(true)

      const late = whatIf(reader, {
        ...ALL,
        limits: [{ parameter: SPO2.key, low: 90, high: 100, delayMs: 25_000 }],
      })
      // Those of 78 stay: the extreme bound has no delay.
      expect(late.missed.filter(({ parameter }) => parameter === SPO2.key)).toHaveLength(8)
      expect(new Set(late.missed.map(({ why }) => why))).toEqual(new Set(['delay']))
    }))

  it('tells of marked moments whether an alarm stood around them and still would', () =>
    withReader((reader) => {
      const atUtcMs = FROM + 5 * MINUTES * SECOND_MS
      const limits = [
        { parameter: HR.key, low: 50, high: 140 },
        { parameter: SPO2.key, low: 90, high: 100 },
      ]
      const { marks } = whatIf(marked(reader, atUtcMs), { ...ALL, limits })
      expect(marks).toMatchObject([{ atUtcMs, text: 'suctioned', alarmed: true, stillAlarms: true }])
    }))

  it('refuses limits that could not be set, and a period in which nobody had chosen an age class', () =>
    withReader((reader) => {
      const trying = (limits: readonly TriedLimit[]) => expect(() => whatIf(reader, { ...ALL, limits }))
      trying([{ parameter: HR.key, low: 20, high: 130 }]).toThrow(/between 35 and 240/)
      trying([{ parameter: SPO2.key, low: 90, high: 100, delayMs: 31_000 }]).toThrow(/at most 30 s/)
      trying([{ parameter: 'MDC_X', low: 20, high: 130 }]).toThrow(/No limits are watched/)
      expect(() => whatIf(reader, { ...ALL, bed: 'b9' })).toThrow(/age class/)
    }))

  it('counts the load by bed, hour and kind, most first', () =>
    withReader((reader) => {
      const load = alarmLoad(reader, null, { fromUtcMs: FROM, toUtcMs: TO + 1 })
      const all = [47, 0]
      expect(load).toMatchObject({
        alarms: 47,
        byHour: all,
        beds: [{ bed: 'b1', label: 'Bed 1', byHour: all }],
      })
      expect(load.groups.map(({ label, alarms }) => [label, alarms])).toEqual([
        ['HR', 30],
        ['SpO2', 12],
        ['SpO2', 4],
        ['V RUN', 1],
      ])
      expect(alarmLoad(reader, 'b9', { fromUtcMs: FROM, toUtcMs: TO }).alarms).toBe(0)
    }))
})
