import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Priority } from '../../../drivers/model/measurement.ts'
import { storedEvent } from '../alarms/log.ts'
import type { AlarmEvent, AlarmFacts } from '../alarms/types.ts'
import { computeShiftSummary } from '../export/shift-summary.ts'
import {
  ageClassRow,
  type MemoryRecord,
  memoryReader,
  numericRow,
  numericSpec,
  waveSpec,
} from '../export/testing/memory-reader.ts'
import type { StoredAlarmEvent } from '../store/tables/alarm-events.ts'
import type { EntryRow } from '../store/tables/entries.ts'
import type { StoredNumeric } from '../store/types.ts'

const FROM = Date.UTC(2026, 5, 16, 7)
const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const HEART_RATE = { number: 1, bed: 'b1', driver: 'ge-s5', simulated: false, channel: numericSpec() }

type Kind = AlarmEvent['type']

/** Writes the alarm log of a bed; one row after the other, seconds after FROM. */
class LogWriter {
  readonly rows: StoredAlarmEvent[] = [ageClassRow(FROM - 24 * HOUR_MS)]
  #occurrences = new Map<string, number>()
  #count = 0

  add(second: number, type: Kind, condition: string, facts: AlarmFacts): void {
    if (type === 'raised') this.#occurrences.set(condition, ++this.#count)
    const occurrence = this.#occurrences.get(condition) ?? 0
    const whole = { type, condition, facts, why: 'over', as: 'missed', waitedMs: 0, deviceMs: null }
    const event = { ...whole, atMs: 0, actor: null } as unknown as AlarmEvent
    const number = this.rows.length
    this.rows.push(
      storedEvent('b1', number, FROM + second * SECOND_MS, { event, about: { occurrence, facts } }),
    )
  }

  event(second: number, event: object): void {
    const whole = { ...event, atMs: 0, actor: null } as unknown as AlarmEvent
    const number = this.rows.length
    this.rows.push(storedEvent('b1', number, FROM + second * SECOND_MS, { event: whole, about: null }))
  }
}

function facts(priority: Priority, text: string, over: Partial<AlarmFacts> = {}): AlarmFacts {
  return { source: 'vigil', kind: 'physiological', priority, cause: 'general', text, limit: null, ...over }
}

function summaryOf(record: MemoryRecord, seconds: number) {
  const toUtcMs = FROM + seconds * SECOND_MS
  const asked = { bed: 'b1', fromUtcMs: FROM, toUtcMs, station: 'ward-3', madeUtcMs: toUtcMs, madeBy: 'AB' }
  return computeShiftSummary(memoryReader({ channels: [HEART_RATE], ...record }), asked)
}

function middle(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  if (sorted.length === 0) return null
  const half = Math.floor((sorted.length - 1) / 2)
  return ((sorted[half] ?? 0) + (sorted[sorted.length - 1 - half] ?? 0)) / 2
}

/** Alarms as they really were: when each began, ended and was answered, in seconds after FROM. */
const trueAlarms = fc.array(
  fc.record({
    condition: fc.constantFrom('a', 'b', 'c', 'd'),
    priority: fc.constantFrom('high', 'medium', 'low'),
    since: fc.integer({ min: -300, max: 590 }),
    length: fc.integer({ min: 1, max: 200 }),
    answered: fc.option(fc.integer({ min: 0, max: 250 })),
  }),
  { maxLength: 12 },
)

describe('alarms of a shift against what really happened', () => {
  it('counts, lengths and answers agree for any log', () => {
    fc.assert(
      fc.property(trueAlarms, (invented) => {
        const alarms = apart(invented as readonly Invented[])
        const log = new LogWriter()
        const steps = alarms.flatMap(({ condition, priority, since, length, answered }) => {
          const about = facts(priority, `alarm ${condition}`)
          const step = (at: number, order: number, type: Kind) => ({
            at,
            order,
            add: () => log.add(at, type, condition, about),
          })
          const all = [step(since, 1, 'raised'), step(since + length, 0, 'ended')]
          return answered === null ? all : [...all, step(since + answered, 2, 'acknowledged')]
        })
        for (const { add } of steps.sort((a, b) => a.at - b.at || a.order - b.order)) add()
        const { burden } = summaryOf({ alarmEvents: log.rows }, 600)
        for (const figures of burden.byPriority) {
          const { priority, ...rest } = figures
          expect(rest).toEqual(naive(alarms.filter((one) => one.priority === priority)))
        }
        expect(burden.anyMs).toBe(naive(alarms).alarmMs)
        const counted = burden.byParameter.reduce((sum, one) => sum + one.alarms + one.standing, 0)
        expect(counted).toBe(burden.byPriority.reduce((sum, one) => sum + one.alarms + one.standing, 0))
        for (const { label, priority: _, source: __, kind: ___, ...rest } of burden.byParameter) {
          expect(rest).toEqual(naive(alarms.filter(({ condition }) => label === `alarm ${condition}`)))
        }
      }),
    )
  })

  it('names the worst that a limit alarm reached, and how long it lasted', () => {
    const log = new LogWriter()
    log.add(10, 'raised', 'limit:X:low', facts('high', 'SpO2 79 < 90'))
    log.add(20, 'worse', 'limit:X:low', facts('high', 'SpO2 78 < 90'))
    log.add(40, 'ended', 'limit:X:low', facts('high', 'SpO2 78 < 90'))
    const [alarm] = summaryOf({ alarmEvents: log.rows }, 600).alarms
    expect(alarm).toMatchObject({
      text: 'SpO2 78 < 90',
      sinceUtcMs: FROM + 10_000,
      endUtcMs: FROM + 40_000,
      answeredUtcMs: null,
    })
  })
})

interface Invented {
  readonly condition: string
  readonly priority: Priority
  readonly since: number
  readonly length: number
  readonly answered: number | null
}

/** One condition has one alarm at a time, and it is answered before the next of it. */
function apart(alarms: readonly Invented[]): Invented[] {
  const until = new Map<string, number>()
  return [...alarms]
    .sort((a, b) => a.since - b.since)
    .filter(({ condition, since, length, answered }) => {
      if (since < (until.get(condition) ?? Number.NEGATIVE_INFINITY)) return false
      until.set(condition, since + Math.max(length, answered ?? 0) + 1)
      return true
    })
}

/** By looking at each second of ten minutes. */
function naive(alarms: readonly Invented[]) {
  const seconds = Array.from({ length: 600 }, (_, second) => second)
  const standsAt = ({ since, length }: Invented, at: number) => at >= since && at < since + length
  const touched = alarms.filter((one) => seconds.some((at) => standsAt(one, at)))
  const began = touched.filter(({ since }) => since >= 0)
  const responses = began.flatMap(({ since, answered }) =>
    answered === null || since + answered >= 600 ? [] : [answered * SECOND_MS],
  )
  return {
    alarms: began.length,
    standing: touched.length - began.length,
    alarmMs: seconds.filter((at) => alarms.some((one) => standsAt(one, at))).length * SECOND_MS,
    longestMs:
      Math.max(0, ...touched.map((one) => seconds.filter((at) => standsAt(one, at)).length)) * SECOND_MS,
    answered: responses.length,
    responseMs: middle(responses),
  }
}

describe('time in range by the limits of the bed', () => {
  const changes = fc.array(
    fc.record({
      at: fc.integer({ min: -100, max: 299 }),
      high: fc.option(fc.integer({ min: 60, max: 130 })),
    }),
    { maxLength: 5 },
  )

  it('counts each second by the limits that held then, for any changes', () => {
    fc.assert(
      fc.property(
        changes,
        fc.array(fc.integer({ min: 40, max: 140 }), { minLength: 300, maxLength: 300 }),
        (set, values) => {
          const log = new LogWriter()
          const ordered = [...set].sort((a, b) => a.at - b.at)
          for (const { at, high } of ordered) {
            const after = high === null ? null : { low: 50, high }
            log.event(at, {
              type: 'limitChanged',
              parameter: 'MDC_ECG_HEART_RATE',
              before: { low: 50, high: 120 },
              after,
            })
          }
          const numerics = values.map((value, second) => numericRow(FROM + second * SECOND_MS, value))
          const [heartRate] = summaryOf({ numerics, alarmEvents: log.rows }, 300).parameters
          const highAt = (second: number) => ordered.findLast(({ at }) => at <= second)?.high ?? 120
          const within = values.filter((value, second) => value >= 50 && value <= highAt(second))
          expect(heartRate).toMatchObject({
            inRangeMs: within.length * SECOND_MS,
            outOfRangeMs: (300 - within.length) * SECOND_MS,
            limitLow: 50,
            limitHigh: highAt(299),
          })
        },
      ),
      { numRuns: 40 },
    )
  })

  it('has no limits and no time in them where nobody has chosen an age class', () => {
    const numerics = [numericRow(FROM, 150)]
    const [heartRate] = summaryOf({ numerics, alarmEvents: [] }, 5).parameters
    expect(heartRate).toMatchObject({ limitLow: null, limitHigh: null, inRangeMs: null, outOfRangeMs: null })
  })

  it('says so where other limits held before', () => {
    const log = new LogWriter()
    log.event(2, { type: 'ageClass', before: 'adult', after: 'neonate' })
    const numerics = [numericRow(FROM, 110), numericRow(FROM + 4_000, 110)]
    const summary = summaryOf({ numerics, alarmEvents: log.rows }, 5)
    expect(summary.ageClass).toBe('neonate')
    expect(summary.parameters[0]).toMatchObject({
      limitsChanged: true,
      limitLow: 100,
      limitHigh: 200,
      outOfRangeMs: 0,
    })
  })
})

const SIGNS = [
  ['MDC_RESP_RATE', '/min'],
  ['MDC_PULS_OXIM_SAT_O2', '%'],
  ['MDC_PRESS_BLD_ART_SYS', 'mm[Hg]'],
  ['MDC_ECG_HEART_RATE', '/min'],
  ['MDC_TEMP', 'Cel'],
] as const
const CHANNELS = SIGNS.map(([id, unit], index) => ({
  ...HEART_RATE,
  number: index + 1,
  channel: numericSpec({ key: id, id, unit }),
}))
/** CLINICAL 3.1, one of its vectors: 25, 91, oxygen, 88, 135, C, 39.2 gives 19. */
const WORST = [25, 91, 88, 135, 39.2]
const BEST = [16, 97, 125, 72, 36.8]

function everyMinute(values: readonly number[], fromMinute: number, toMinute: number): StoredNumeric[] {
  return values.flatMap((value, index) =>
    Array.from({ length: (toMinute - fromMinute) * 60 }, (_, second) =>
      numericRow(FROM + fromMinute * MINUTE_MS + second * SECOND_MS, value, { channel: index + 1 }),
    ),
  )
}

function entry(kind: EntryRow['kind'], value: EntryRow['value'], unit: string, minute: number): EntryRow {
  const atUtcMs = FROM + minute * MINUTE_MS
  const id = `${kind} ${minute}`
  return {
    id,
    bed: 'b1',
    kind,
    value,
    unit,
    atUtcMs,
    writtenUtcMs: atUtcMs,
    author: 'AB',
    corrects: null,
    state: 'valid',
  }
}

describe('the path of NEWS2', () => {
  const alarmEvents = [ageClassRow(FROM - HOUR_MS)]
  const entries = [
    entry('consciousness', 'A', '', -20),
    entry('oxygen', 0, 'L/min', 10),
    entry('consciousness', 'C', '', 110),
    entry('oxygen', 40, '%', 110),
  ]
  const numerics = [...everyMinute(BEST, 50, 60), ...everyMinute(WORST, 110, 120)]
  const record = { channels: CHANNELS, numerics, entries, alarmEvents }

  it('gives the published totals each hour, whole and without an input taken for normal', () => {
    const { scores } = summaryOf(record, 7_200)
    expect(scores.points).toEqual([
      { atUtcMs: FROM + HOUR_MS, total: 0, lacks: [] },
      { atUtcMs: FROM + 2 * HOUR_MS, total: 19, lacks: [] },
    ])
    expect(scores.inputs.map(({ points }) => points)).toEqual([3, 3, 2, 3, 3, 3, 2])
  })

  it('counts SpO2 by the scale that a clinician has decided for the patient', () => {
    const person = { name: null, birthDate: null, ageClass: 'adult', paced: 'unknown', spo2Scale: 2 } as const
    const stay = { bed: 'b1', patient: { id: '1', authority: 'H' }, fromUtcMs: FROM - HOUR_MS, toUtcMs: null }
    const { points } = summaryOf({ ...record, bindings: [{ ...stay, person }] }, 7_200).scores
    // 91 % is three points by scale 1 and none by scale 2.
    expect(points.at(-1)).toMatchObject({ total: 16, lacks: [] })
  })

  it('is partial, and says by what, where an input is too old or was never there', () => {
    const later = summaryOf({ ...record, entries: entries.slice(0, 2) }, 7_200).scores.points
    expect(later.at(-1)).toEqual({ atUtcMs: FROM + 2 * HOUR_MS, total: 14, lacks: ['isOnOxygen'] })
    const without = summaryOf({ ...record, numerics: everyMinute(WORST, 110, 113) }, 7_200).scores.points
    expect(without.at(-1)?.lacks).toEqual(['respiration', 'spo2', 'systolic', 'pulse', 'temperature'])
  })

  it('takes the median of five minutes: one artefact moves nothing', () => {
    const artefact = numericRow(FROM + 120 * MINUTE_MS - 500, 20, { channel: 4 })
    const { points } = summaryOf({ ...record, numerics: [...numerics, artefact] }, 7_200).scores
    expect(points.at(-1)?.total).toBe(19)
  })

  it('gives no score to a child, nor where nobody has said who it is', () => {
    const child = summaryOf({ ...record, alarmEvents: [ageClassRow(FROM - 1, 'paediatric')] }, 7_200).scores
    expect(child).toMatchObject({ notGiven: 'age', points: [], inputs: [] })
    expect(summaryOf({ ...record, alarmEvents: [] }, 7_200).scores.notGiven).toBe('noAgeClass')
  })

  it('tells that the patient was marked as high-risk when the shift ended, why and since when', () => {
    const log = new LogWriter()
    log.event(60, { type: 'riskSet', reason: 'after surgery' })
    const marked = [...log.rows]
    const highRisk = { sinceUtcMs: FROM + MINUTE_MS, by: null, reason: 'after surgery' }
    expect(summaryOf({ alarmEvents: marked }, 600)).toMatchObject({ highRisk })
    expect(summaryOf({ alarmEvents: marked }, 30)).not.toHaveProperty('highRisk')
    log.event(90, { type: 'riskEnded' })
    expect(summaryOf({ alarmEvents: log.rows }, 600)).not.toHaveProperty('highRisk')
  })

  it('reads nothing of the person before', () => {
    const bindings = [
      { bed: 'b1', patient: { id: '1', authority: 'H' }, fromUtcMs: FROM - 9 * HOUR_MS, toUtcMs: FROM },
      { bed: 'b1', patient: { id: '2', authority: 'H' }, fromUtcMs: FROM, toUtcMs: null },
    ]
    const { points } = summaryOf({ ...record, bindings }, 3_600).scores
    expect(points).toEqual([{ atUtcMs: FROM + HOUR_MS, total: 0, lacks: ['consciousness'] }])
  })

  it('agrees with a naive reading of the raw rows at every hour', () => {
    const hourly = fc.array(fc.option(fc.integer({ min: 20, max: 160 }), { freq: 4 }), {
      minLength: 40,
      maxLength: 40,
    })
    fc.assert(
      fc.property(hourly, (values) => {
        // A heart rate every five seconds for ten minutes before each hour.
        const rows = values.flatMap((value, index) => {
          const at = FROM + HOUR_MS * (1 + (index % 4)) - Math.floor(index / 4) * 5_000 - 1
          return value === null ? [] : [numericRow(at, value)]
        })
        const sorted = rows.sort((a, b) => a.atUtcMs - b.atUtcMs)
        const { points } = summaryOf({ numerics: sorted, alarmEvents, entries: [] }, 4 * 3_600).scores
        for (const { atUtcMs, total } of points) {
          const last = sorted.filter((row) => row.atUtcMs < atUtcMs && row.atUtcMs >= atUtcMs - 5 * MINUTE_MS)
          const newest = last.at(-1)
          const isCurrent = newest !== undefined && atUtcMs - 1 - newest.atUtcMs <= currentForMs(sorted)
          expect(total).toBe(isCurrent ? pulsePoints(middle(last.map(({ value }) => value ?? 0)) ?? 0) : null)
        }
      }),
      { numRuns: 40 },
    )
  })
})

/** 2.5 times the usual step between rows, 5 s at least (DESIGN rule 2). */
function currentForMs(rows: readonly StoredNumeric[]): number {
  const steps = rows.slice(1).map((row, index) => row.atUtcMs - (rows[index]?.atUtcMs ?? 0))
  return Math.max(5_000, 2.5 * (middle(steps.filter((step) => step > 0)) ?? 1_000))
}

/** Chart of NEWS2 (RCP 2017), pulse. */
function pulsePoints(rate: number): number {
  const pulse = Math.round(rate)
  if (pulse <= 40 || pulse >= 131) return 3
  if (pulse >= 111) return 2
  return pulse <= 50 || pulse >= 91 ? 1 : 0
}

describe('strips of high alarms and marks', () => {
  const pleth = { ...HEART_RATE, number: 3, channel: waveSpec() }
  const samples = Int16Array.from({ length: 60_000 }, (_, index) => index % 500)
  const waves = [{ channel: 3, startUtcMs: FROM, samples, missing: [], marks: [] }]
  const mark = { bed: 'b1', kind: 'mark' as const, author: 'AB' }

  it('show the raw samples from five seconds before to five after', () => {
    const log = new LogWriter()
    log.add(100, 'raised', 'limit:X:low', facts('high', 'SpO2 79 < 90'))
    const notes = [{ ...mark, id: 'm', atUtcMs: FROM + 200_000, writtenUtcMs: FROM, text: 'turned' }]
    const summary = summaryOf({ channels: [pleth], waves, notes, alarmEvents: log.rows }, 600)
    expect(summary.eventStrips.map(({ kind, atUtcMs, text }) => [kind, atUtcMs - FROM, text])).toEqual([
      ['alarm', 100_000, 'SpO2 79 < 90'],
      ['mark', 200_000, 'turned'],
    ])
    const [first] = summary.eventStrips
    expect(first?.fromUtcMs).toBe(FROM + 95_000)
    const raw = Array.from({ length: 1_000 }, (_, index) => ((9_500 + index) % 500) / 100)
    expect(first?.rows[0]?.samples).toEqual(raw)
    expect(summary.stripsLeftOut).toBe(0)
  })

  it('count what has no room or no wave', () => {
    const notes = Array.from({ length: 7 }, (_, index) => ({
      ...mark,
      id: String(index),
      atUtcMs: FROM + (50 + index * 110) * SECOND_MS,
      writtenUtcMs: FROM,
      text: '',
    }))
    const summary = summaryOf({ channels: [pleth], waves, notes }, 800)
    expect(summary.eventStrips).toHaveLength(4)
    expect(summary.stripsLeftOut).toBe(3)
  })
})
