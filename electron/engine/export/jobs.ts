import { z } from 'zod'
import type { MappedNumber } from '../../ipc/mapping.ts'
import { mapRowsSchema } from '../../ipc/mapping-schema.ts'
import type { ShiftSummary } from '../../ipc/shift.ts'
import type { TrendView } from '../../ipc/trend.ts'
import { numbersOf } from '../mapping/preview.ts'
import type { StoreReader } from '../store/types.ts'
import { buildDocumentMessage } from './document/document-message.ts'
import { shiftCsv } from './shift-csv.ts'
import { buildShiftMessage, type PatientMessage } from './shift-message.ts'
import { computeShiftSummary } from './shift-summary.ts'
import { buildStripMessages } from './strip-message.ts'
import { computeTrendView } from './trend-view.ts'
import { type VitalsMade, vitalsMessages } from './vitals.ts'

const SummarySchema = z.strictObject({
  bed: z.string(),
  fromUtcMs: z.number(),
  toUtcMs: z.number(),
  station: z.string(),
  madeUtcMs: z.number(),
  madeBy: z.string().nullable(),
})
const PartySchema = z.strictObject({ application: z.string().optional(), facility: z.string().optional() })
const place = z.string().optional()
const RequestSchema = SummarySchema.extend({
  eui64: z.string(),
  place,
  destination: z.strictObject({
    id: z.string(),
    training: z.boolean(),
    form: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('hl7'),
        map: mapRowsSchema,
        ack: z.enum(['ihe', 'app', 'original', 'both']),
        sender: PartySchema.optional(),
        receiver: PartySchema.optional(),
        pcdStatusFlags: z.boolean().optional(),
      }),
      z.strictObject({
        kind: z.literal('fhir'),
        map: mapRowsSchema,
        patientSystem: z.string(),
        visitSystem: z.string().optional(),
        provenance: z.boolean(),
        strips: z.boolean(),
      }),
    ]),
  }),
})
const intervalShape = { fromUtcMs: z.number(), toUtcMs: z.number() }
const PatientSchema = z.strictObject({ id: z.string(), authority: z.string() })
const VitalsSchema = z.strictObject({
  bed: z.string(),
  ...intervalShape,
  place,
  everyMs: z.number().positive(),
  station: z.string(),
  eui64: z.string(),
  madeUtcMs: z.number(),
  destination: RequestSchema.shape.destination
    .omit({ id: true })
    .extend({ wants: z.strictObject({ numbers: z.boolean(), alarms: z.boolean() }) }),
  takenBackFrom: PatientSchema.optional(),
  cameBeforeUtcMs: z.number().optional(),
  neverTried: z.array(z.strictObject(intervalShape)).optional(),
})
const StripSchema = z.strictObject({
  bed: z.string(),
  place,
  ...intervalShape,
  station: z.string(),
  eui64: z.string(),
  madeUtcMs: z.number(),
  destination: RequestSchema.shape.destination,
  takenBack: z.strictObject({ ...intervalShape, was: PatientSchema }).optional(),
})
const DocumentSchema = z.strictObject({
  place,
  handover: z.string(),
  pdf: z.string(),
  replaces: z.string().nullable(),
  station: z.string(),
  eui64: z.string(),
  madeUtcMs: z.number(),
  destination: RequestSchema.shape.destination.extend({
    type: z.strictObject({ code: z.string(), name: z.string() }),
  }),
})
const TrendSchema = z.strictObject({ bed: z.string(), fromUtcMs: z.number(), toUtcMs: z.number() })
const MessageSchema = z.strictObject({ controlId: z.string(), text: z.string(), patient: PatientSchema })

const VitalsMadeSchema = z.strictObject({
  messages: z.array(MessageSchema.extend({ ...intervalShape, isLate: z.boolean().optional() })),
  nameless: z.array(z.strictObject(intervalShape)),
})

/** What the reading worker computes: arguments as SummaryRequest, MessageRequest, DocumentRequest, StripRequest, VitalsRequest or TrendRequest, plain data back. Throws TypeError for others. */
export const exportJobs = {
  trendView: (reader: StoreReader, args: unknown): TrendView =>
    computeTrendView(reader, checked(TrendSchema, args)),
  shiftSummary: (reader: StoreReader, args: unknown): ShiftSummary =>
    computeShiftSummary(reader, checked(SummarySchema, args)),
  shiftCsv: (reader: StoreReader, args: unknown): string =>
    shiftCsv(computeShiftSummary(reader, checked(SummarySchema, args))),
  shiftMessage: (reader: StoreReader, args: unknown): PatientMessage =>
    buildShiftMessage(reader, checked(RequestSchema, args)),
  documentMessage: (reader: StoreReader, args: unknown): PatientMessage =>
    buildDocumentMessage(reader, checked(DocumentSchema, args)),
  stripMessages: (reader: StoreReader, args: unknown): PatientMessage[] =>
    buildStripMessages(reader, checked(StripSchema, args)),
  sentNumbers: (reader: StoreReader): readonly MappedNumber[] => numbersOf(reader),
  vitalsMessages: (reader: StoreReader, args: unknown): VitalsMade =>
    vitalsMessages(reader, checked(VitalsSchema, args)),
}

/** The result of the jobs `shiftMessage` and `documentMessage` as it comes back from the worker; throws TypeError if it is none. */
export function checkedMessage(result: unknown): PatientMessage {
  return checked(MessageSchema, result)
}

/** The same of the job `stripMessages`. */
export function checkedMessages(result: unknown): PatientMessage[] {
  return checked(z.array(MessageSchema), result)
}

/** The same of the job `vitalsMessages`. */
export function checkedVitals(result: unknown): VitalsMade {
  return checked(VitalsMadeSchema, result)
}

function checked<T>(schema: z.ZodType<T>, args: unknown): T {
  const result = schema.safeParse(args)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new TypeError(`"args" ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong'}`)
}
