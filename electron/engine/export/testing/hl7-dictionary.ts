import { createRequire } from 'node:module'
import { z } from 'zod'

/** `opt` of a field that a segment must have. */
const REQUIRED = 2
/** `rep` of a field that may stand once. */
const ONCE = 1

const segmentsSchema = z.record(
  z.string(),
  z.object({ fields: z.array(z.object({ desc: z.string(), opt: z.number(), rep: z.number() })) }),
)
const dictionarySchema = z.object({
  definitions: z.object({ '2.6': z.object({ segments: segmentsSchema }) }),
})

let known: z.output<typeof segmentsSchema> | null = null

function segments(): z.output<typeof segmentsSchema> {
  known ??= dictionarySchema.parse(createRequire(import.meta.url)('hl7-dictionary')).definitions['2.6']
    .segments
  return known
}

/**
 * What the tables of HL7 v2.6 as the package hl7-dictionary has them find wrong in a message: a required field that is
 * empty, one that may not repeat and does, a field or a segment that is none. In: segments ended by a carriage return.
 */
export function dictionaryFindings(text: string): string[] {
  return text
    .split('\r')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const [name = '', ...rest] = line.split('|')
      const fields = segments()[name]?.fields
      if (fields === undefined) return [`${name}: no such segment`]
      // MSH-1 is the separator itself.
      const values = name === 'MSH' ? ['|', ...rest] : rest
      const extra = values.length > fields.length ? [`${name}: ${values.length} fields`] : []
      return [
        ...extra,
        ...fields.flatMap(({ desc, opt, rep }, index) => {
          const value = values[index] ?? ''
          const isDelimiters = name === 'MSH' && index < 2
          const isMissing = opt === REQUIRED && value === ''
          const repeats = rep === ONCE && value.includes('~') && !isDelimiters
          return isMissing || repeats
            ? [`${name}-${index + 1} ${desc}: ${isMissing ? 'missing' : 'repeated'}`]
            : []
        }),
      ]
    })
}
