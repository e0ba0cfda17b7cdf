import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OBSERVATION_AGES } from './age-table.ts'
import type { DatedObservations, ObservationName, Observations } from './observations.ts'
import type { PewsTable } from './pews.ts'
import { rox } from './ratios.ts'
import { news2At, pewsAt, type ScoreReport, scoreAt } from './report.ts'
import { NOTHING_OBSERVED } from './testing.ts'

const MINUTE_MS = 60_000
const NOW_MS = 100 * 60 * MINUTE_MS
const CURRENT_MS = 10 * MINUTE_MS

const OBSERVED: Observations = {
  respiration: 25,
  spo2: 91,
  systolic: 88,
  diastolic: 45,
  pulse: 135,
  temperature: 39.2,
  consciousness: 'C',
  isOnOxygen: true,
  age: 15.9,
  fio2: 0.5,
  oxygenFlow: 6,
  capillaryRefill: 2,
  effort: 'mild',
}
const ADULT: Observations = { ...OBSERVED, age: 70 }
const NAMES = Object.keys(OBSERVED).filter((name): name is ObservationName => name in OBSERVED)

type Ages = Readonly<Partial<Record<ObservationName, number>>>

/** Observations of the given ages in ms, 0 where none is given. */
function dated(observed: Observations, ages: Ages = {}, currentForMs = CURRENT_MS): DatedObservations {
  const one = <Name extends ObservationName>(name: Name) => {
    const value: Observations[Name] = observed[name]
    return value === null
      ? null
      : {
          value,
          measuredAtMs: NOW_MS - (ages[name] ?? 0),
          currentForMs: name === 'age' ? Infinity : currentForMs,
        }
  }
  return {
    respiration: one('respiration'),
    spo2: one('spo2'),
    systolic: one('systolic'),
    diastolic: one('diastolic'),
    pulse: one('pulse'),
    temperature: one('temperature'),
    consciousness: one('consciousness'),
    isOnOxygen: one('isOnOxygen'),
    age: one('age'),
    fio2: one('fio2'),
    oxygenFlow: one('oxygenFlow'),
    capillaryRefill: one('capillaryRefill'),
    effort: one('effort'),
  }
}

const TABLE: PewsTable = {
  name: 'Ward PEWS',
  version: '1',
  source: 'a test',
  confirmedBy: 'head of department',
  underYears: 18,
  agesUnderMonths: [Number.POSITIVE_INFINITY],
  numbers: {
    pulse: {
      digits: 0,
      byAge: [
        [
          [100, 0],
          [Number.POSITIVE_INFINITY, 2],
        ],
      ],
      all: null,
    },
  },
  effort: { none: 0, mild: 1, moderate: 2, severe: 4 },
  oxygen: {
    flow: [
      [3.9, 2],
      [Number.POSITIVE_INFINITY, 4],
    ],
    fio2: [
      [49, 2],
      [Number.POSITIVE_INFINITY, 4],
    ],
  },
}

/** Every score, with the inputs that it needs. */
const SCORES: readonly [
  name: string,
  inputs: readonly ObservationName[],
  at: (dated: DatedObservations) => ScoreReport,
][] = [
  [
    'NEWS2',
    ['respiration', 'spo2', 'isOnOxygen', 'systolic', 'pulse', 'consciousness', 'temperature'],
    (given) => news2At(1, given, NOW_MS),
  ],
  [
    'MEWS',
    ['systolic', 'pulse', 'respiration', 'temperature', 'consciousness'],
    (given) => scoreAt('mews', given, NOW_MS),
  ],
  ['qSOFA', ['respiration', 'systolic', 'consciousness'], (given) => scoreAt('qsofa', given, NOW_MS)],
  ['CART', ['respiration', 'pulse', 'diastolic', 'age'], (given) => scoreAt('cart', given, NOW_MS)],
  ['Shock index', ['pulse', 'systolic'], (given) => scoreAt('shockIndex', given, NOW_MS)],
  ['ROX', ['spo2', 'fio2', 'respiration'], (given) => scoreAt('rox', given, NOW_MS)],
]

describe('a score with the ages of its inputs', () => {
  it.each([
    ['NEWS2', 19],
    ['MEWS', 9],
    ['qSOFA', 3],
    ['CART', 29],
    ['Shock index', 135 / 88],
    ['ROX', 91 / 0.5 / 25],
  ])('%s is the sum of its table while all is current', (name, total) => {
    const report = SCORES.find(([one]) => one === name)?.[2](dated(ADULT))
    expect(report?.total).toBeCloseTo(total, 9)
    expect(report).toMatchObject({ name, isPartial: false, lacks: [], notFor: null })
  })

  it.each(SCORES)(
    'H12 %s takes an input past its age limit for missing, names it with its age, and is partial',
    (_, inputs, at) => {
      fc.assert(
        fc.property(
          fc.record(
            Object.fromEntries(inputs.map((name) => [name, fc.integer({ min: 0, max: 2 * CURRENT_MS })])),
          ),
          (ages) => {
            const old = inputs.filter((name) => name !== 'age' && (ages[name] ?? 0) > CURRENT_MS)
            const report = at(dated(ADULT, ages))
            expect(report.lacks).toEqual(old.map((input) => ({ input, why: 'old', ageMs: ages[input] })))
            expect(report.isPartial).toBe(old.length > 0)
            // The same as if what is old had never been observed: no old value reaches a total.
            const without = at(
              dated({ ...ADULT, ...Object.fromEntries(old.map((name) => [name, null])) }, ages),
            )
            expect([report.total, report.items, report.used]).toEqual([
              without.total,
              without.items,
              without.used,
            ])
            for (const { input, ageMs } of report.used) expect(ageMs).toBe(ages[input])
          },
        ),
      )
    },
  )

  it.each(SCORES)(
    'H12 %s holds no input for longer than the table of ages, whatever its channel says',
    (_, inputs, at) => {
      for (const name of inputs) {
        if (name === 'age') continue
        const longestMs = OBSERVATION_AGES.longestMs[name]
        expect(at(dated(ADULT, { [name]: longestMs }, Infinity)).lacks).toEqual([])
        expect(at(dated(ADULT, { [name]: longestMs + 1 }, Infinity)).lacks).toMatchObject([
          { input: name, why: 'old' },
        ])
        expect(at(dated(ADULT, {}, Number.NaN)).lacks).toContainEqual({ input: name, why: 'old', ageMs: 0 })
      }
    },
  )

  it('takes a value from the future, or one that is no number, for missing', () => {
    const report = news2At(
      1,
      dated({ ...ADULT, pulse: Number.NaN }, { systolic: -MINUTE_MS, spo2: -1 }),
      NOW_MS,
    )
    expect(report.lacks).toEqual([
      { input: 'systolic', why: 'future', ageMs: -MINUTE_MS },
      { input: 'pulse', why: 'missing', ageMs: null },
    ])
    expect(report.items).toMatchObject({ systolic: null, pulse: null })
  })

  it('has no total where nothing is current, and a ratio none where one part is not', () => {
    const none = dated(NOTHING_OBSERVED)
    for (const [, inputs, at] of SCORES) {
      expect(at(none)).toMatchObject({ total: null, isPartial: true, used: [] })
      expect(at(none).lacks).toHaveLength(inputs.length)
    }
    expect(scoreAt('shockIndex', dated({ ...ADULT, systolic: null }), NOW_MS).total).toBeNull()
  })

  it('is not given for an age that its rule is not for', () => {
    expect(news2At(1, dated(OBSERVED), NOW_MS)).toMatchObject({ total: null, notFor: 'age' })
    expect(pewsAt(TABLE, dated(ADULT), NOW_MS)).toMatchObject({ total: null, notFor: 'age' })
  })

  it('says which SpO2 scale of NEWS2 was used', () => {
    expect(news2At(2, dated(ADULT), NOW_MS)).toMatchObject({ name: 'NEWS2, SpO2 scale 2', total: 16 })
  })

  it('counts completed years', () => {
    expect(scoreAt('cart', dated({ ...ADULT, age: 54.9 }), NOW_MS).items.age).toBe(0)
    expect(scoreAt('cart', dated({ ...ADULT, age: 69.9 }), NOW_MS).items.age).toBe(4)
  })
})

describe('a score by a table of the site', () => {
  it('H12 lacks what is old, and neither flow nor share where it is not needed', () => {
    const child = { ...OBSERVED, age: 8 }
    expect(pewsAt(TABLE, dated(child), NOW_MS)).toMatchObject({ total: 7, isPartial: false, lacks: [] })
    const old = pewsAt(TABLE, dated(child, { pulse: CURRENT_MS + 1, fio2: CURRENT_MS + 1 }), NOW_MS)
    expect(old).toMatchObject({ total: 5, isPartial: true, lacks: [{ input: 'pulse', why: 'old' }] })
    const air = pewsAt(TABLE, dated({ ...child, isOnOxygen: false, fio2: null, oxygenFlow: null }), NOW_MS)
    expect(air).toMatchObject({ total: 3, isPartial: false })
    const unknown = pewsAt(
      TABLE,
      dated({ ...child, isOnOxygen: null }, { oxygenFlow: CURRENT_MS + 1 }),
      NOW_MS,
    )
    expect(unknown.lacks.map(({ input }) => input)).toEqual(['isOnOxygen', 'oxygenFlow'])
    expect(pewsAt(TABLE, dated(NOTHING_OBSERVED), NOW_MS).lacks).toHaveLength(6)
  })

  it('says whether anybody has confirmed the table', () => {
    expect(pewsAt(TABLE, dated(OBSERVED), NOW_MS).isTableConfirmed).toBe(true)
    expect(pewsAt({ ...TABLE, confirmedBy: null }, dated(OBSERVED), NOW_MS).isTableConfirmed).toBe(false)
  })
})

describe('ROX', () => {
  it('is SpO2 through share of oxygen through breaths', () => {
    expect(rox({ spo2: 92, fio2: 0.6, respiration: 30 })).toBeCloseTo(5.11, 2)
  })

  it('has no value for what cannot be: a share in percent, no breath, no saturation', () => {
    expect(rox({ spo2: 92, fio2: 60, respiration: 30 })).toBeNull()
    expect(rox({ spo2: 92, fio2: 0.2, respiration: 30 })).toBeNull()
    expect(rox({ spo2: 92, fio2: 0.6, respiration: 0 })).toBeNull()
    expect(rox({ spo2: 0, fio2: 0.6, respiration: 30 })).toBeNull()
    expect(rox({ spo2: 92, fio2: null, respiration: 30 })).toBeNull()
  })
})

it('the table of ages names every observation', () => {
  expect(Object.keys(OBSERVATION_AGES.longestMs).toSorted()).toEqual(NAMES.toSorted())
})
