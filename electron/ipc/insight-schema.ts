import { type ZodType, z } from 'zod'
import { type InsightCommands, type InsightFact, LONGEST_REASON } from './insight.ts'
import { INSIGHT_PARAMETERS, INSIGHT_RULES } from './insight-finding.ts'
import { patientSchema } from './patient-schema.ts'
import { LONGEST_TREND_MS } from './trend.ts'

const text = z.string().min(1, 'must not be empty').max(1_024, 'is too long')
const number = z.number()
const ref = {
  rule: z.literal(INSIGHT_RULES),
  parameter: z.literal(INSIGHT_PARAMETERS),
  direction: z.literal(['up', 'down']),
}
const patient = patientSchema.nullable()

/** A finding as it is kept with what somebody said of it. */
export const insightFactSchema: ZodType<InsightFact> = z.strictObject({
  ...ref,
  version: number,
  unit: z.string(),
  sinceUtcMs: number,
  what: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('trend'),
      slopePerHour: number,
      slopeRange: z.tuple([number, number]).readonly(),
      windowMs: number,
      timeToLimit: z
        .strictObject({ limit: number, aboutMs: number, soonestMs: number, latestMs: number.nullable() })
        .nullable(),
    }),
    z.strictObject({ kind: z.literal('step'), before: number, after: number, spread: number }),
    z.strictObject({
      kind: z.literal('baseline'),
      usual: number,
      spread: number,
      value: number,
      deviation: number,
      from: z.literal(['set', 'learnt']),
      range: z.tuple([number, number]).readonly().optional(),
    }),
  ]),
})

/** What the commands about hints may ask. */
export const insightSchemas: {
  readonly [Name in keyof InsightCommands]: ZodType<InsightCommands[Name]['request']>
} = {
  'insight.dismiss': z.strictObject({
    bed: text,
    patient,
    ...ref,
    reason: z
      .string()
      .trim()
      .regex(/^\P{Cc}+$/u, 'must say why, on one line')
      .max(LONGEST_REASON, `must be at most ${LONGEST_REASON} characters`),
    actedOn: z.literal(true).optional(),
  }),
  'insight.restore': z.strictObject({ bed: text, patient, id: text }),
  'insight.setUsual': z.strictObject({
    bed: text,
    patient: patientSchema,
    parameter: ref.parameter,
    low: number,
    high: number,
  }),
  'insight.removeUsual': z.strictObject({ bed: text, patient: patientSchema, parameter: ref.parameter }),
  'insight.counts': z
    .strictObject({ fromUtcMs: z.number().nonnegative(), toUtcMs: z.number().nonnegative() })
    .refine(({ fromUtcMs, toUtcMs }) => fromUtcMs < toUtcMs, 'must run forwards')
    .refine(({ fromUtcMs, toUtcMs }) => toUtcMs - fromUtcMs <= LONGEST_TREND_MS, 'is too long a period'),
}
