import { createRequire } from 'node:module'
import { z } from 'zod'

/** `opt` of a field that a segment must have. */
const REQUIRED = 2
/** `rep` of a field that may stand once. */
const ONCE = 1

/** A segment of a message, or a group of them; `max` 0: any number. */
interface Part {
  readonly name: string
  readonly min: number
  readonly max: number
  readonly children?: readonly Part[] | undefined
}

const partSchema: z.ZodType<Part> = z.lazy(() =>
  z.object({ name: z.string(), min: z.number(), max: z.number(), children: z.array(partSchema).optional() }),
)
const fieldSchema = z.object({
  datatype: z.string(),
  desc: z.string(),
  opt: z.number(),
  rep: z.number(),
  table: z.number().optional(),
})
const dictionarySchema = z.object({
  definitions: z.object({
    '2.6': z.object({
      segments: z.record(z.string(), z.object({ fields: z.array(fieldSchema) })),
      messages: z.record(z.string(), z.object({ segments: z.object({ segments: z.array(partSchema) }) })),
    }),
  }),
  tables: z.record(z.string(), z.object({ values: z.record(z.string(), z.unknown()).optional() })),
})

/** Codes that its tables lack and HL7 v2.6 has: an array of numbers is one of the types of OBX-5 (2.A.46). */
const ALSO: Readonly<Record<string, readonly string[]>> = { '125': ['NA'] }

/** Coded fields whose type says nothing of it, or which a site may add to, with their tables: processing id, patient class. */
const CODED: ReadonlyMap<string, number> = new Map([
  ['MSH-11', 103],
  ['PV1-2', 4],
])

let known: z.output<typeof dictionarySchema> | null = null

function dictionary(): z.output<typeof dictionarySchema> {
  known ??= dictionarySchema.parse(createRequire(import.meta.url)('hl7-dictionary'))
  return known
}

/** Which codes are looked up in their table: all of HL7's own, and of those a site may add to only these. */
export interface LookedUp {
  /** OBX-8: without codes that are of the IHE profiles alone. */
  readonly flags?: boolean
}

/**
 * What the tables of HL7 v2.6 as the package hl7-dictionary has them find wrong in a message: a required field that is
 * empty, one that may not repeat and does, a field or a segment that is none, a code that is not of its table, segments in
 * an order that the message does not have. In: segments ended by a carriage return.
 */
export function dictionaryFindings(text: string, { flags = false }: LookedUp = {}): string[] {
  const { segments } = dictionary().definitions['2.6']
  const lines = text
    .split('\r')
    .filter((line) => line !== '')
    .map((line) => line.split('|'))
  const found = lines.flatMap(([name = '', ...rest]) => {
    const fields = segments[name]?.fields
    if (fields === undefined) return [`${name}: no such segment`]
    // MSH-1 is the separator itself.
    const values = name === 'MSH' ? ['|', ...rest] : rest
    const extra = values.length > fields.length ? [`${name}: ${values.length} fields`] : []
    return [
      ...extra,
      ...fields.flatMap((field, index) => {
        const value = values[index] ?? ''
        const where = `${name}-${index + 1}`
        const isDelimiters = name === 'MSH' && index < 2
        const isMissing = field.opt === REQUIRED && value === ''
        const repeats = field.rep === ONCE && value.includes('~') && !isDelimiters
        const isLookedUp = field.datatype === 'ID' || CODED.has(where) || (flags && where === 'OBX-8')
        const words = [
          ...(isMissing ? ['missing'] : []),
          ...(repeats ? ['repeated'] : []),
          ...(isLookedUp ? strangersIn(value, field.table ?? CODED.get(where)) : []),
        ]
        return words.map((word) => `${where} ${field.desc}: ${word}`)
      }),
    ]
  })
  return [...found, ...disorder(lines)]
}

function strangersIn(value: string, table: number | undefined): string[] {
  const values = table === undefined ? undefined : dictionary().tables[String(table)]?.values
  if (values === undefined || value === '') return []
  return value
    .split('~')
    .filter((code) => !Object.hasOwn(values, code) && !ALSO[String(table)]?.includes(code))
    .map((code) => `${code} is not in table ${table}`)
}

/** Whether segments stand as the structure of MSH-9 has them; of messages that the dictionary does not know nothing is said. */
function disorder(lines: readonly (readonly string[])[]): string[] {
  const [code = '', event = '', structure = ''] = (lines[0]?.[8] ?? '').split('^')
  const { messages } = dictionary().definitions['2.6']
  const parts = (messages[`${code}_${event}`] ?? messages[structure])?.segments.segments
  if (parts === undefined) return []
  const names = lines.map(([name = '']) => name)
  const end = partsFrom(parts, names, 0)
  if (end === names.length) return []
  return [end === null ? 'a needed segment is missing' : `${names[end]} stands where it may not`]
}

/** How far a row of parts reaches; null where one that must be there is not. */
function partsFrom(parts: readonly Part[], names: readonly string[], from: number): number | null {
  let at = from
  for (const part of parts) {
    let times = 0
    while (part.max === 0 || times < part.max) {
      const end = onceFrom(part, names, at)
      if (end === null || end === at) break
      at = end
      times++
    }
    if (times < part.min) return null
  }
  return at
}

function onceFrom({ name, children }: Part, names: readonly string[], at: number): number | null {
  if (children !== undefined) return partsFrom(children, names, at)
  return names[at] === name ? at + 1 : null
}
