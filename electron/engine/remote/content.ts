import { z } from 'zod'

const utcMs = z.number()
const person = {
  patient: z.strictObject({ id: z.string(), authority: z.string() }),
  name: z.string().nullable(),
  birthDate: z.string().nullable(),
}
const consent = z.strictObject({ how: z.string(), by: z.string(), atUtcMs: utcMs })

/** What is kept of somebody whose readings come from elsewhere. */
export const enrolledSchema = z.strictObject({
  ...person,
  enrolledBy: z.string(),
  enrolledUtcMs: utcMs,
  consent: consent.nullable(),
})

const reading = z.strictObject({
  /** REFID. */
  id: z.string(),
  label: z.string(),
  unit: z.string(),
  decimals: z.number(),
  atUtcMs: utcMs,
  value: z.number().nullable(),
  validity: z.enum(['good', 'questionable', 'invalid', 'off', 'demo']),
  /** It stands in the place of what was sent of this number and moment before, or takes that back; absent: neither. */
  change: z.enum(['corrected', 'withdrawn']).optional(),
})

const implant = z.strictObject({
  kind: z.enum(['pacemaker', 'defibrillator', 'crtPacemaker', 'crtDefibrillator', 'monitor', 'other']),
  maker: z.string(),
  model: z.string(),
  mode: z.string().nullable(),
  sessionUtcMs: utcMs,
  session: z.enum(['inClinic', 'remote']).nullable(),
  battery: z.strictObject({
    status: z.string().nullable(),
    percent: z.number().nullable(),
    months: z.number().nullable(),
    volts: z.number().nullable(),
  }),
})

/** What is kept of a report: who it says that it is about, and its readings. */
export const reportSchema = z.strictObject({
  ...person,
  source: z.enum(['hl7', 'hl7File', 'csv']),
  readings: z.array(reading),
  /** An interrogation of an implant; null: it is about none. */
  implant: implant.nullable(),
})

export type Enrolled = z.output<typeof enrolledSchema>
export type Reading = z.output<typeof reading>
export type Report = z.output<typeof reportSchema>

/** What a message or a file says, or why it cannot be used, one sentence. */
export type ReportsOrProblem = { readonly reports: readonly Report[] } | { readonly problem: string }
