import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { VigilError } from '../../ipc/contract.ts'
import { pews } from '../analytics/scores/pews.ts'
import { NOTHING_OBSERVED } from '../analytics/scores/testing.ts'
import { parsePewsTable } from './pews-schema.ts'

const FILE = readFileSync(new URL('./tables/bedside-pews.json', import.meta.url), 'utf8')

type Json = Record<string, unknown>

/** The file with one thing changed. */
function changed(change: (table: Json & { numbers: Json }) => void): string {
  const table: Json & { numbers: Json } = JSON.parse(FILE)
  change(table)
  return JSON.stringify(table)
}

function problem(text: string): string {
  try {
    parsePewsTable(text, 'pews.json')
  } catch (error) {
    if (error instanceof VigilError && error.code === 'configInvalid') return error.message
    throw error
  }
  return 'none'
}

describe('the table of a paediatric score', () => {
  it('is read, and says that nobody has confirmed it', () => {
    const table = parsePewsTable(FILE, 'pews.json')
    expect(table).toMatchObject({ name: 'Bedside PEWS', confirmedBy: null, underYears: 18 })
    expect(table.agesUnderMonths).toEqual([3, 12, 48, 144, Number.POSITIVE_INFINITY])
  })

  it.each<[string, string]>([
    ['', 'it is not JSON'],
    ['[]', '"the file": '],
    [changed((table) => delete table.version), 'the key "version" is missing'],
    [changed((table) => Object.assign(table, { colour: 'red' })), 'the key "colour" is not known'],
    [
      changed(({ numbers }) => Object.assign(numbers, { pluse: numbers.pulse })),
      '"numbers.pluse" is not known',
    ],
    [changed(({ numbers }) => Object.assign(numbers, { spo2: {} })), '"numbers.spo2": must have either'],
    [
      changed(({ numbers }) =>
        Object.assign(numbers, {
          spo2: {
            all: [
              [94, 1],
              [90, 2],
              [null, 0],
            ],
          },
        }),
      ),
      '"numbers.spo2.all": must rise',
    ],
    [
      changed(({ numbers }) => Object.assign(numbers, { spo2: { all: [[94, 1]] } })),
      '"numbers.spo2.all": must rise',
    ],
    [
      changed(({ numbers }) => Object.assign(numbers, { spo2: { all: [[null, 99]] } })),
      '"numbers.spo2.all[0][1]": must be at most 10',
    ],
    [
      changed(({ numbers }) => Object.assign(numbers, { pulse: { byAge: [[[null, 0]]] } })),
      '"numbers.pulse.byAge": must have one list for each of the 5 ages, not 1',
    ],
    [
      changed((table) => Object.assign(table, { agesUnderMonths: [12, 3, null] })),
      '"agesUnderMonths": must rise',
    ],
    [changed((table) => Object.assign(table, { underYears: 80 })), '"underYears": must be at most 25'],
    [changed((table) => Object.assign(table, { effort: { none: 0 } })), 'the key "effort.mild" is missing'],
  ])('names the key of what is wrong: %#', (text, sentence) => {
    expect(problem(text)).toContain(sentence)
    expect(problem(text)).toMatch(/^The score table pews\.json cannot be used: /)
  })

  it('gives one sentence for any JSON, and never another error', () => {
    fc.assert(
      fc.property(fc.json(), fc.string(), (json, text) => {
        for (const one of [json, text]) expect(problem(one)).toMatch(/^The score table .*\.$/s)
      }),
    )
  })
})

describe('Bedside PEWS by the table in the file', () => {
  const table = parsePewsTable(FILE, 'bedside-pews.json')
  const well = {
    ...NOTHING_OBSERVED,
    effort: 'none',
    isOnOxygen: false,
    spo2: 98,
    capillaryRefill: 1.5,
  } as const

  // Normal values of each age group: the table's rows of 0 points, both ends.
  it.each([
    [0.1, [111, 149], [61, 79], [30, 60]],
    [0.5, [101, 149], [81, 99], [25, 50]],
    [2, [91, 119], [91, 109], [20, 40]],
    [8, [71, 109], [91, 119], [20, 30]],
    [15, [61, 99], [101, 129], [12, 16]],
  ])('is 0 at %f years for normal values, and not just beyond', (age, pulse, systolic, respiration) => {
    for (const end of [0, 1]) {
      const out = end === 0 ? -1 : 1
      const normal = {
        ...well,
        age,
        pulse: pulse[end] ?? null,
        systolic: systolic[end] ?? null,
        respiration: respiration[end] ?? null,
      }
      expect(pews(table, normal)).toMatchObject({ total: 0, lacks: [] })
      const beyond = {
        ...normal,
        pulse: (pulse[end] ?? 0) + out,
        systolic: (systolic[end] ?? 0) + out,
        respiration: (respiration[end] ?? 0) + out,
      }
      expect(pews(table, beyond)?.total).toBe(3)
    }
  })

  // The rows of 2 and 4 points at their edges.
  it.each([
    [
      0.1,
      'pulse',
      [
        [80, 4],
        [81, 2],
        [90, 2],
        [91, 1],
        [179, 1],
        [180, 2],
        [189, 2],
        [190, 4],
      ],
    ],
    [
      8,
      'pulse',
      [
        [50, 4],
        [60, 2],
        [130, 2],
        [150, 2],
        [151, 4],
      ],
    ],
    [
      15,
      'pulse',
      [
        [40, 4],
        [49, 2],
        [50, 1],
        [120, 2],
        [140, 4],
      ],
    ],
    [
      0.5,
      'systolic',
      [
        [60, 4],
        [70, 2],
        [120, 2],
        [150, 4],
      ],
    ],
    [
      2,
      'systolic',
      [
        [65, 4],
        [75, 2],
        [125, 2],
        [160, 4],
      ],
    ],
    [
      2,
      'respiration',
      [
        [12, 4],
        [15, 2],
        [61, 2],
        [71, 4],
      ],
    ],
    [
      15,
      'respiration',
      [
        [9, 4],
        [10, 2],
        [11, 1],
        [22, 1],
        [23, 2],
        [30, 4],
      ],
    ],
    [
      8,
      'spo2',
      [
        [90, 2],
        [91, 1],
        [94, 1],
        [95, 0],
      ],
    ],
    [
      8,
      'capillaryRefill',
      [
        [2.9, 0],
        [3, 4],
      ],
    ],
  ] as const)('at %f years gives %s the points of its rows', (age, name, rows) => {
    for (const [value, points] of rows) {
      expect(pews(table, { ...NOTHING_OBSERVED, age, [name]: value })?.items[name]).toBe(points)
    }
  })

  it('reaches 26, and takes the higher of flow and share of oxygen', () => {
    const worst = {
      ...NOTHING_OBSERVED,
      age: 2,
      pulse: 200,
      systolic: 40,
      respiration: 90,
      spo2: 80,
      capillaryRefill: 5,
      effort: 'severe',
      isOnOxygen: true,
      oxygenFlow: 3,
      fio2: 0.5,
    } as const
    expect(pews(table, worst)).toMatchObject({ total: 26, lacks: [] })
    expect(pews(table, { ...worst, fio2: null })?.items.oxygen).toBe(2)
    expect(pews(table, { ...worst, fio2: 0.49, oxygenFlow: null })?.items.oxygen).toBe(2)
    expect(pews(table, { ...worst, fio2: null, oxygenFlow: 4 })?.items.oxygen).toBe(4)
    expect(pews(table, { ...worst, fio2: null, oxygenFlow: null })?.lacks).toEqual(['oxygen'])
  })

  it('assumes no age: without one, what depends on it is lacking', () => {
    expect(pews(table, { ...well, pulse: 120, systolic: 95, respiration: 30 })?.lacks).toEqual([
      'pulse',
      'systolic',
      'respiration',
    ])
    expect(pews(table, { ...well, age: -1, pulse: 120 })?.items.pulse).toBeNull()
  })
})
