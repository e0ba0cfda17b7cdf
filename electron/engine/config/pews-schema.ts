import { z } from 'zod'
import { VigilError } from '../../ipc/contract.ts'
import type { PewsTable } from '../analytics/scores/pews.ts'
import { firstProblem } from './parse.ts'

const MOST_POINTS = 10
const MOST_AGES = 20
const MOST_YEARS = 25
const MOST_TEXT = 200

const text = z.string().min(1, 'must not be empty').max(MOST_TEXT, `must be at most ${MOST_TEXT} characters`)
const points = z
  .int('must be whole points')
  .min(0, 'must not be below 0')
  .max(MOST_POINTS, `must be at most ${MOST_POINTS}`)

/** Upper ends that rise; the last, and only that, is null: it takes the rest. */
function risesToRest(ends: readonly (number | null)[]): boolean {
  return ends.every((end, index) => {
    if ((end === null) !== (index === ends.length - 1)) return false
    return end === null || end > (ends[index - 1] ?? Number.NEGATIVE_INFINITY)
  })
}

const toRest = (end: number | null) => end ?? Number.POSITIVE_INFINITY

/** Rows of `[up to and including, points]`. */
const bands = z
  .array(z.tuple([z.number().nullable(), points]))
  .refine(
    (rows) => rows.length > 0 && risesToRest(rows.map(([upTo]) => upTo)),
    'must rise from row to row and end with one for the rest, [null, points]',
  )
  .transform((rows) => rows.map(([upTo, one]) => [toRest(upTo), one] as const))

const item = z
  .strictObject({
    digits: z.union([z.literal(0), z.literal(1)], 'must be 0 or 1').default(0),
    byAge: z.array(bands).nullable().default(null),
    all: bands.nullable().default(null),
  })
  .refine(({ byAge, all }) => (byAge === null) !== (all === null), 'must have either "byAge" or "all"')
  .optional()

/** A site's table as it stands in the file. */
const pewsSchema = z
  .strictObject({
    name: text,
    version: text,
    source: text,
    confirmedBy: text.nullable(),
    underYears: z.number().positive('must be above 0').max(MOST_YEARS, `must be at most ${MOST_YEARS}`),
    agesUnderMonths: z
      .array(z.number().positive('must be above 0').nullable())
      .max(MOST_AGES, `must be at most ${MOST_AGES} ages`)
      .refine((ends) => ends.length > 0 && risesToRest(ends), 'must rise and end with null, for the rest')
      .transform((ends) => ends.map(toRest)),
    numbers: z.strictObject({
      pulse: item,
      systolic: item,
      diastolic: item,
      respiration: item,
      spo2: item,
      temperature: item,
      capillaryRefill: item,
    }),
    effort: z.strictObject({ none: points, mild: points, moderate: points, severe: points }).nullable(),
    oxygen: z.strictObject({ flow: bands, fio2: bands }).nullable(),
  })
  .superRefine(({ numbers, agesUnderMonths }, context) => {
    for (const [name, one] of Object.entries(numbers)) {
      const lists = one?.byAge?.length ?? agesUnderMonths.length
      if (lists === agesUnderMonths.length) continue
      context.addIssue({
        code: 'custom',
        path: ['numbers', name, 'byAge'],
        message: `must have one list for each of the ${agesUnderMonths.length} ages, not ${lists}`,
      })
    }
  })

function refuse(name: string, problem: string): never {
  throw new VigilError('configInvalid', `The score table ${name} cannot be used: ${problem}.`)
}

/**
 * Reads a site's table of a paediatric early warning score. In: the text of the file and its name for sentences.
 * Throws VigilError configInvalid with one sentence that names the key.
 */
export function parsePewsTable(json: string, name: string): PewsTable {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    refuse(name, `it is not JSON (${error instanceof Error ? error.message : String(error)})`)
  }
  const result = pewsSchema.safeParse(value, { reportInput: true })
  if (!result.success) refuse(name, firstProblem(result.error))
  const { numbers, ...table } = result.data
  const given = Object.entries(numbers).filter(([, one]) => one !== undefined)
  return { ...table, numbers: Object.fromEntries(given) }
}
