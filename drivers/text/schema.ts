import { z } from 'zod'
import { isLegalUnit, termById } from '../model/terms.ts'
import { unitByUcum } from '../model/units.ts'
import { patternProblem } from './safe-pattern.ts'

const SHORTEST_LINE = 8
const LONGEST_LINE = 512
const SLOWEST_S = 3_600
const QUIET_FACTOR = 2.5

const pattern = z.string().superRefine((text, context) => {
  const message = patternProblem(text)
  if (message !== null) context.addIssue({ code: 'custom', message })
})

const serial = z.strictObject({
  baud: z.int().positive(),
  dataBits: z.union([z.literal(7), z.literal(8)]).default(8),
  parity: z.enum(['none', 'even', 'odd']).default('none'),
  stopBits: z.union([z.literal(1), z.literal(2)]).default(1),
  flow: z.enum(['none', 'rtscts', 'xonxoff']).default('none'),
})

const field = z.strictObject({
  from: z.string().describe('Named group of the line pattern, or key of a pair.'),
  id: z.string().describe('REFID of the term, or X_<DRIVER>_<FIELD> where no term fits.'),
  unit: z.string().describe('UCUM unit as the monitor sends it.'),
  label: z.string().optional(),
  decimals: z.int().min(0).max(4).optional(),
  suffix: z.string().default('').describe('Characters that may follow the number.'),
  form: pattern.optional().describe('The number without suffix, where its digits are always as many.'),
  isUncertain: z
    .boolean()
    .default(false)
    .describe('Whether its form is a guess: a text that does not fit takes this value away, not the line.'),
  lowest: z.number(),
  highest: z.number(),
})

const means = z.enum(['off', 'invalid', 'questionable'])

const marker = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('bits'),
    from: z.string(),
    rules: z.array(z.strictObject({ mask: z.string().regex(/^[0-9A-Fa-f]{1,8}$/), means })).min(1),
  }),
  z.strictObject({
    kind: z.literal('codes'),
    from: z.string(),
    known: z.array(z.string()).min(1),
    rules: z.array(z.strictObject({ codes: z.array(z.string()).min(1), means })),
  }),
])

const twinField = z.strictObject({
  vital: z.enum([
    'spo2Percent',
    'pulseRate',
    'heartRate',
    'perfusionPercent',
    'respirationRate',
    'temperatureCelsius',
  ]),
  digits: z.int().positive(),
  decimals: z.int().min(0).max(4).default(0),
  pad: z.enum(['0', ' ']).default(' '),
  missing: z.string(),
})

/** A monitor that prints lines of text, as one file describes it. */
const definition = z.strictObject({
  textDriver: z.literal(1),
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower case words joined by -'),
  vendor: z.string().min(1),
  models: z.array(z.string().min(1)).min(1),
  evidence: z.enum(['real capture', 'vendor document', 'derived']).default('derived'),
  notes: z.array(z.string()).default([]).describe('Where the facts come from; for people.'),
  serial,
  everySeconds: z.number().positive().max(SLOWEST_S),
  quietSeconds: z.number().positive(),
  longestLine: z.int().min(SHORTEST_LINE).max(LONGEST_LINE),
  line: pattern.describe('The whole line. Groups year month day hour minute second are its clock.'),
  pairs: z
    .strictObject({
      pattern,
      required: z.array(z.string()).default([]),
      notNumbers: z.array(z.string()).default([]).describe('Keys that are known and carry no number.'),
    })
    .optional()
    .describe('The group "pairs" of the line, split at blanks: groups "key" and "value" of each part.'),
  columnsStay: z
    .boolean()
    .default(false)
    .describe('Whether each field ends at the same place in every line: one that does not is malformed.'),
  ignored: z.array(pattern).default([]).describe('Whole lines that carry no values: headers.'),
  missing: pattern.describe('A whole text that stands for no value.'),
  fields: z.array(field).min(1),
  markers: z.array(marker).default([]),
  serialNumber: z.string().optional(),
  samples: z
    .array(
      z.strictObject({
        line: z.string(),
        values: z.record(z.string(), z.number().nullable()),
        validity: z.enum(['good', 'questionable', 'invalid', 'off']).default('good'),
      }),
    )
    .min(1),
  twin: z
    .strictObject({
      line: z.string(),
      fields: z.record(z.string(), twinField),
      states: z.record(
        z.string(),
        z.strictObject({ good: z.string(), searching: z.string(), off: z.string() }),
      ),
    })
    .optional(),
})

/** The file as it is used, with defaults filled in. */
export type TextDefinition = z.infer<typeof definition>
export type TextField = TextDefinition['fields'][number]
export type TextMarker = TextDefinition['markers'][number]
export type TextTwin = NonNullable<TextDefinition['twin']>

/** Channel ids of a driver that no term fits begin with this. In: the driver's id. */
export function ownPrefix(id: string): string {
  return `X_${id.toUpperCase().replaceAll('-', '_')}_`
}

/** What the shape alone cannot say: terms, units, limits and names that refer to one another. */
export const textDefinition = definition.superRefine((file, context) => {
  const fail = (path: (string | number)[], message: string): void =>
    context.addIssue({ code: 'custom', path, message })
  if (file.quietSeconds < QUIET_FACTOR * file.everySeconds)
    fail(['quietSeconds'], 'must be at least 2.5 times everySeconds')
  const ids = new Set<string>()
  file.fields.forEach((one, at) => {
    const term = termById(one.id)
    if (ids.has(one.id)) fail(['fields', at, 'id'], `is ${one.id} twice`)
    ids.add(one.id)
    if (term === undefined && !one.id.startsWith(ownPrefix(file.id)))
      fail(['fields', at, 'id'], `is not a known term: use one, or ${ownPrefix(file.id)}<FIELD>`)
    if (term?.kind === 'wave' || term?.episodic) fail(['fields', at, 'id'], 'must be a continuous number')
    if (term === undefined && one.label === undefined) fail(['fields', at, 'label'], 'is missing')
    if (term === undefined ? unitByUcum(one.unit) === undefined : !isLegalUnit(one.id, one.unit))
      fail(['fields', at, 'unit'], `is ${one.unit}, which is not a legal unit here`)
    if (one.lowest >= one.highest) fail(['fields', at, 'lowest'], 'must be below highest')
    if (file.pairs === undefined && !file.line.includes(`(?<${one.from}>`))
      fail(['fields', at, 'from'], `is ${one.from}, but the line pattern has no group of that name`)
  })
  if (file.pairs !== undefined && file.columnsStay) fail(['columnsStay'], 'is for lines without pairs')
  if (file.pairs !== undefined && !file.line.includes('(?<pairs>'))
    fail(['line'], 'has no group "pairs", but "pairs" is given')
})

/**
 * Each problem of a file as `"key" what is wrong`, in words for whoever wrote the file. Keys that do not exist come
 * first: the key that is missing is often one of them. In: what a parse with `reportInput` said.
 */
export function problemsOf(error: z.ZodError): readonly string[] {
  const unknownFirst = error.issues.toSorted((a, b) => rank(a) - rank(b))
  return unknownFirst.flatMap((issue) => {
    const key = keyOf(issue.path)
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((name) => `"${key === '' ? name : `${key}.${name}`}" is not a known key`)
    return [key === '' ? `the file ${wordsOf(issue)}` : `"${key}" ${wordsOf(issue)}`]
  })
}

function rank({ code }: z.core.$ZodIssue): number {
  return code === 'unrecognized_keys' ? 0 : 1
}

function keyOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return text === '' ? String(part) : `${text}.${String(part)}`
  }, '')
}

/** What the schema itself says is for programmers; what this file adds to it is for people already. */
function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value')
    return `must be ${issue.values.map((one) => JSON.stringify(one)).join(' or ')}`
  if (issue.code !== 'invalid_type') return issue.message
  if (issue.input === undefined) return 'is missing'
  return `must be ${TYPE_WORDS[issue.expected] ?? `a ${issue.expected}`}`
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'a list of keys and values',
  record: 'a list of keys and values',
}
