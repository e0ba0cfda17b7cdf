import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EntryKind, EntryView } from '../../ipc/entry.ts'
import type { PersonFacts } from '../../ipc/patient.ts'
import type { BedScores, ScoreName, ScoreView } from '../../ipc/score.ts'
import type { Dated } from '../analytics/scores/observations.ts'
import { parsePewsTable } from '../config/pews-schema.ts'
import { bedScores, type ScoreFacts } from './bed-scores.ts'

const NOW_MS = Date.UTC(2026, 5, 16, 14, 30)
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

function dated(value: number, ageMs = 0): Dated<number> {
  return { value, measuredAtMs: NOW_MS - ageMs, currentForMs: Number.POSITIVE_INFINITY }
}

function entry(kind: EntryKind, value: EntryView['value'], unit: string, ageMs = HOUR_MS): EntryView {
  const atUtcMs = NOW_MS - ageMs
  return {
    id: `${kind}-${ageMs}`,
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

const PERSON: PersonFacts = { name: null, birthDate: '1960-01-02', ageClass: 'adult', paced: 'no' }
const WHOLE: ScoreFacts = {
  measured: {
    respiration: dated(21),
    spo2: dated(94),
    systolic: dated(108, 52 * MINUTE_MS),
    diastolic: dated(70, 52 * MINUTE_MS),
    pulse: dated(95),
    temperature: dated(38.4),
  },
  entries: [entry('consciousness', 'A', ''), entry('oxygen', 0, 'L/min')],
  person: PERSON,
  ageClass: 'adult',
  table: null,
  atUtcMs: NOW_MS,
}

function of(scores: BedScores, name: ScoreName): ScoreView {
  const found = scores.scores.find(({ score }) => score === name)
  if (found === undefined) throw new Error(`no ${name}`)
  return found
}

describe('scores of a bed', () => {
  it('are the published ones, each input with its points, its time and where it comes from', () => {
    const news2 = of(bedScores(WHOLE), 'news2')
    expect(news2).toMatchObject({
      total: 6,
      risk: 'medium',
      isPartial: false,
      lacks: [],
      version: 'RCP 2017',
    })
    expect(news2.inputs.map(({ input, points, source }) => [input, points, source])).toEqual([
      ['respiration', 2, 'monitor'],
      ['spo2', 1, 'monitor'],
      ['isOnOxygen', 0, 'byHand'],
      ['systolic', 1, 'monitor'],
      ['pulse', 1, 'monitor'],
      ['consciousness', 0, 'byHand'],
      ['temperature', 1, 'monitor'],
    ])
    expect(news2.inputs.reduce((sum, { points }) => sum + (points ?? 0), 0)).toBe(news2.total)
    expect(of(bedScores(WHOLE), 'shockIndex').total).toBeCloseTo(95 / 108)
    expect(of(bedScores(WHOLE), 'qsofa').total).toBe(0)
    expect(of(bedScores(WHOLE), 'cart').inputs.find(({ input }) => input === 'age')).toMatchObject({
      source: 'patient',
      points: 4,
    })
  })

  it('H12 is "at least", names what it lacks and has no risk as soon as one input is lacking or old', () => {
    const without = bedScores({ ...WHOLE, entries: [entry('oxygen', 0, 'L/min')] })
    expect(of(without, 'news2')).toMatchObject({
      total: 6,
      isPartial: true,
      risk: null,
      lacks: [{ input: 'consciousness', why: 'missing', measuredUtcMs: null }],
    })
    const old = bedScores({
      ...WHOLE,
      measured: { ...WHOLE.measured, systolic: dated(108, HOUR_MS + 1) },
    })
    expect(of(old, 'news2')).toMatchObject({
      total: 5,
      isPartial: true,
      risk: null,
      lacks: [{ input: 'systolic', why: 'old', measuredUtcMs: NOW_MS - HOUR_MS - 1 }],
    })
    expect(of(old, 'shockIndex').total).toBeNull()
  })

  it('H12 an input of any age is either used with its time or named as old, never both and never silently', () => {
    const ages = fc.integer({ min: 0, max: 8 * HOUR_MS })
    fc.assert(
      fc.property(ages, ages, ages, (pressureMs, seenMs, breathMs) => {
        const facts: ScoreFacts = {
          ...WHOLE,
          measured: {
            ...WHOLE.measured,
            systolic: dated(108, pressureMs),
            respiration: { ...dated(21, breathMs), currentForMs: 5_000 },
          },
          entries: [entry('consciousness', 'V', '', seenMs), entry('oxygen', 2, 'L/min', seenMs)],
        }
        const { inputs, lacks, isPartial, risk, total } = of(bedScores(facts), 'news2')
        expect([...inputs, ...lacks].map(({ input }) => input).sort()).toEqual([
          'consciousness',
          'isOnOxygen',
          'pulse',
          'respiration',
          'spo2',
          'systolic',
          'temperature',
        ])
        const used = new Set(inputs.map(({ input }) => input))
        expect(used.has('systolic')).toBe(pressureMs <= HOUR_MS)
        expect(used.has('isOnOxygen')).toBe(seenMs <= HOUR_MS)
        expect(used.has('consciousness')).toBe(seenMs <= 4 * HOUR_MS)
        expect(used.has('respiration')).toBe(breathMs <= 5_000)
        expect(isPartial).toBe(lacks.length > 0)
        expect(risk === null).toBe(isPartial)
        expect(total).toBe(inputs.reduce((sum, { points }) => sum + (points ?? 0), 0))
      }),
    )
  })

  it('scores SpO2 by the range that was decided for the patient', () => {
    const at90 = { ...WHOLE, measured: { ...WHOLE.measured, spo2: dated(90) } }
    const points = (scores: BedScores) =>
      of(scores, 'news2').inputs.find(({ input }) => input === 'spo2')?.points
    expect(points(bedScores(at90))).toBe(3)
    const decided = bedScores({ ...at90, person: { ...PERSON, spo2Scale: 2 } })
    expect(points(decided)).toBe(0)
    expect(decided.spo2Scale).toBe(2)
  })

  it('takes the newer of a typed temperature and that of the sensor, and says which', () => {
    const typed = entry('temperature', 101.3, '[degF]', MINUTE_MS)
    const facts = (ageMs: number): ScoreFacts => ({
      ...WHOLE,
      measured: { ...WHOLE.measured, temperature: dated(37, ageMs) },
      entries: [...WHOLE.entries, typed],
    })
    const temperature = (ageMs: number) =>
      of(bedScores(facts(ageMs)), 'news2').inputs.find(({ input }) => input === 'temperature')
    expect(temperature(0)).toMatchObject({ value: 37, source: 'monitor' })
    expect(temperature(2 * MINUTE_MS)).toMatchObject({ source: 'byHand', points: 1 })
    expect(temperature(2 * MINUTE_MS)?.value).toBeCloseTo(38.5)
  })

  it('is given to nobody whose age class nobody chose, and not under 16 years', () => {
    expect(bedScores({ ...WHOLE, ageClass: null })).toMatchObject({ notGiven: 'noAgeClass', scores: [] })
    expect(bedScores({ ...WHOLE, ageClass: 'paediatric' })).toMatchObject({ notGiven: 'noTable', scores: [] })
    const young = { ...PERSON, birthDate: '2012-01-02' }
    expect(bedScores({ ...WHOLE, person: young })).toMatchObject({ notGiven: 'age', scores: [] })
  })

  it("H12 of a child is by the site's table for their age: at least so much, with what nobody has entered", () => {
    const file = new URL('../config/tables/bedside-pews.json', import.meta.url)
    const table = parsePewsTable(readFileSync(file, 'utf8'), 'bedside-pews.json')
    const child: ScoreFacts = {
      ...WHOLE,
      table,
      ageClass: 'paediatric',
      person: { ...PERSON, ageClass: 'paediatric', birthDate: '2024-01-02' },
      measured: { ...WHOLE.measured, pulse: dated(155), respiration: dated(30), spo2: dated(96) },
    }
    const pews = of(bedScores(child), 'pews')
    expect(pews).toMatchObject({ name: table.name, version: table.version, isPartial: true, risk: null })
    expect(pews.isUnconfirmed).toBe(table.confirmedBy === null ? true : undefined)
    expect(pews.lacks.map(({ input }) => input)).toEqual(['capillaryRefill', 'effort'])
    // 2 years: pulse 150 to 169 is 2, systolic 91 to 109 and 20 to 40 breaths are 0, on air.
    expect(pews.inputs.map(({ input, points }) => [input, points])).toEqual([
      ['age', null],
      ['pulse', 2],
      ['systolic', 0],
      ['respiration', 0],
      ['spo2', 0],
      ['isOnOxygen', 0],
      ['oxygenFlow', null],
    ])
    expect(pews.total).toBe(2)
    const seen = [entry('effort', 'moderate', ''), entry('capillaryRefill', 3, 's')]
    const whole = of(bedScores({ ...child, entries: [...WHOLE.entries, ...seen] }), 'pews')
    expect(whole).toMatchObject({ isPartial: false, lacks: [], total: 8 })
    const given = whole.inputs.filter(({ input }) => input === 'capillaryRefill' || input === 'effort')
    expect(given).toEqual([
      expect.objectContaining({ input: 'capillaryRefill', value: 3, source: 'byHand', points: 4 }),
      expect.objectContaining({ input: 'effort', value: 'moderate', source: 'byHand', points: 2 }),
    ])
    const old = of(
      bedScores({ ...child, measured: { ...child.measured, pulse: dated(155, 2 * HOUR_MS) } }),
      'pews',
    )
    expect(old.lacks[0]).toMatchObject({ input: 'pulse', why: 'old', measuredUtcMs: NOW_MS - 2 * HOUR_MS })
    expect(old.total).toBe(0)
    const unknownAge = of(bedScores({ ...child, person: null }), 'pews')
    expect(unknownAge.lacks.map(({ input }) => input)).toContain('age')
    expect(bedScores({ ...child, person: PERSON })).toMatchObject({ notGiven: 'age', scores: [] })
  })

  it('has no total of nothing', () => {
    const none = {
      respiration: null,
      spo2: null,
      systolic: null,
      diastolic: null,
      pulse: null,
      temperature: null,
    }
    const scores = bedScores({ ...WHOLE, measured: none, entries: [], person: null })
    for (const { total, isPartial, risk } of scores.scores) {
      expect([total, isPartial, risk]).toEqual([null, true, null])
    }
  })
})
