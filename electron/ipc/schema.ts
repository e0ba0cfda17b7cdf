import { type ZodType, z } from 'zod'
import { admissionSchemas } from './admissions-schema.ts'
import { alarmSchemas } from './alarm-schema.ts'
import { AGE_CLASSES } from './alarms.ts'
import type { CommandName, Commands } from './contract.ts'
import { destinationSchemas } from './destinations-schema.ts'
import { MONITOR_NAME } from './devices.ts'
import { type DisplaySettings, ECG_GAINS, PITCH_LIMITS_MM, SWEEP_SPEEDS } from './display.ts'
import { USUAL_ENTRY_UNITS } from './entry.ts'
import { entrySchemas, entryUnitsSchema } from './entry-schema.ts'
import { fileExportSchemas } from './file-export-schema.ts'
import { handoverSchemas } from './handover-schema.ts'
import { insightSchemas } from './insight-schema.ts'
import { DAY_THEMES, LANGUAGES, NIGHT_MODES, USUAL_LOOKS } from './look.ts'
import { mappingSchemas } from './mapping-schema.ts'
import { LISTED_ROWS } from './outbox.ts'
import { identifier, patientSchema, patientSchemas, typedPatientSchema } from './patient-schema.ts'
import { remoteSchemas } from './remote-schema.ts'
import { reviewSchemas } from './review-schema.ts'
import { rhythmSchemas } from './rhythm-schema.ts'
import { scoreSchemas } from './score-schema.ts'
import { MOST_PLACES, PLACE_COUNTS, SCREEN_ROLES, type ScreenLayout } from './screens.ts'
import { LONGEST_NOTE, LONGEST_TREND_MS } from './trend.ts'

/** Ten years: what most laws ask at most of any part of a record. */
const LONGEST_RETENTION_DAYS = 3_653
/** A number and some blanks. */
const LONGEST_ANSWER = 64
const LAST_HOUR = 23

/** Ids travel in file names, HL7 fields and commands: kept to what is safe in all of them. */
export const idSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/, 'must be 1 to 32 letters, digits, ".", "_" or "-"')

/** What people read on the tile. */
export const labelSchema = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(24, 'must be at most 24 characters')

/** More devices than this beside one monitor are a mistake. */
const MOST_DEVICES = 4

/** Names the device within its bed; stands in channel keys. The bed's own monitor is called so by itself. */
const deviceIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,15}$/, 'must be 1 to 16 letters, digits, "_" or "-"')
  .refine((name) => name !== MONITOR_NAME, "is the name of the bed's own monitor: choose another")

/** What else is connected to a bed besides its monitor. */
export const devicesSchema = z
  .array(
    z.strictObject({
      id: deviceIdSchema,
      driver: z.string().min(1, 'must not be empty'),
      link: z.string().min(1, 'must not be empty'),
      options: z.record(z.string(), z.unknown()).default({}),
    }),
  )
  .max(MOST_DEVICES, `must be at most ${MOST_DEVICES} devices`)
  .refine(
    (list) => new Set(list.map(({ id }) => id)).size === list.length,
    'has one id twice: give each its own',
  )

/** A layout as a window or a file brings it. */
export const layoutSchema: ZodType<ScreenLayout> = z
  .strictObject({
    places: z.literal(PLACE_COUNTS).nullable(),
    style: z.enum(['waves', 'numbers']),
    names: z.boolean(),
    beds: z.array(idSchema.nullable()).max(MOST_PLACES, `must be at most ${MOST_PLACES} places`),
  })
  .refine(({ beds }) => {
    const placed = beds.filter((bed) => bed !== null)
    return new Set(placed).size === placed.length
  }, 'a bed stands in two places')

/** What the first window may be for. */
export const mainRoleSchema = z.enum(['desk', 'bedside'])

/** Who is on shift. */
export const initialsSchema = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}.-]{1,8}$/u, 'must be 1 to 8 letters or digits')

/** Why somebody is erased or held: it stays in the record. */
export const reasonSchema = z
  .string()
  .trim()
  .min(3, 'must say why')
  .max(200, 'must be at most 200 characters')

const text = z.string().min(1, 'must not be empty').max(1_024, 'is too long')
const days = z.int().min(1).max(LONGEST_RETENTION_DAYS).nullable().optional()
const nothing = z.strictObject({})
const run = z.strictObject({ run: z.int().positive() })
const comparison = { bed: text, comparison: text }
/** Without a device: its monitor, or its only one. */
const compared = { bed: text, device: text.optional() }
const period = {
  bed: text,
  fromUtcMs: z.number().nonnegative(),
  toUtcMs: z.number().nonnegative(),
}
const senderChoice = { listener: text, refusal: z.int().positive() }
const shift = z
  .strictObject(period)
  .refine(({ fromUtcMs, toUtcMs }) => fromUtcMs < toUtcMs, 'the period ends before it begins')

const queued = z.strictObject({ seqs: z.array(z.int().positive()).min(1).max(LISTED_ROWS) })

const sweep = z.strictObject({
  speedMmPerSecond: z.literal(SWEEP_SPEEDS),
  ecgGain: z.union([z.literal(ECG_GAINS), z.literal('auto')]),
})
const pitch = z.number().min(PITCH_LIMITS_MM.least).max(PITCH_LIMITS_MM.most)
const screen = { screen: text }

const hour = z.int().min(0).max(LAST_HOUR)
const look = z.strictObject({
  language: z.enum(LANGUAGES),
  theme: z.enum(DAY_THEMES),
  night: z.enum(NIGHT_MODES),
  nightFromHour: hour,
  nightToHour: hour,
})

/** How waves are drawn and windows look, as the record keeps it. A record of before there were looks has the usual ones. */
export const displaySchema: ZodType<DisplaySettings> = z.strictObject({
  ward: sweep,
  bed: sweep,
  screens: z.array(z.strictObject({ ...screen, pitchMm: pitch })),
  looks: z.strictObject({ desk: look, bedside: look, wall: look }).default(USUAL_LOOKS),
  entryUnits: entryUnitsSchema.default(USUAL_ENTRY_UNITS),
})

const sending = z
  .strictObject({ ...period, destination: text })
  .refine(({ fromUtcMs, toUtcMs }) => fromUtcMs < toUtcMs, 'the period ends before it begins')

/** What each command may ask; the engine checks every request before use. */
export const requestSchemas: { readonly [Name in CommandName]: ZodType<Commands[Name]['request']> } = {
  'station.get': nothing,
  ...alarmSchemas,
  'session.signIn': z.strictObject({ initials: initialsSchema }),
  'ports.list': nothing,
  'driver.guide': z.strictObject({ driver: text }),
  'bed.save': z.strictObject({
    id: idSchema,
    label: labelSchema,
    driver: text,
    link: text,
    options: z.record(z.string(), z.unknown()),
    devices: devicesSchema.optional(),
  }),
  'bed.remove': z.strictObject({ bed: text }),
  'bed.setPatient': z.strictObject({
    bed: text,
    patient: typedPatientSchema.nullable(),
    replaces: patientSchema.optional(),
  }),
  'bed.confirmPatient': z.strictObject({
    bed: text,
    proposal: z.int(),
    id: identifier,
    second: text,
    authority: identifier.optional(),
  }),
  'bed.declineProposal': z.strictObject({ bed: text, proposal: z.int() }),
  'bed.takeMonitor': z.strictObject({ bed: text, to: text }),
  'cuff.start': z.strictObject({ ...compared, patient: patientSchema, ageClass: z.enum(AGE_CLASSES) }),
  'cuff.stop': z.strictObject(compared),
  'sender.bind': z.strictObject({ ...senderChoice, bed: text }),
  'sender.dismiss': z.strictObject(senderChoice),
  'lineTest.start': z.strictObject({
    driver: text,
    link: text,
    listenOnly: z.boolean().optional(),
    options: z.record(z.string(), z.unknown()).optional(),
  }),
  'lineTest.state': run,
  'lineTest.stop': run,
  'lineTest.capture': run,
  'detect.start': z.strictObject({ link: text, ask: z.boolean() }),
  'detect.state': run,
  'detect.cancel': run,
  'comparison.begin': z.strictObject(compared),
  'comparison.look': z.strictObject(comparison),
  'comparison.answer': z.strictObject({
    ...comparison,
    typed: z.string().max(LONGEST_ANSWER, 'is too long'),
  }),
  'comparison.confirm': z.strictObject({ ...comparison, scope: z.enum(['bed', 'station']) }),
  'comparison.withdraw': z.strictObject(compared),
  'shift.summary': shift,
  'shift.csv': shift,
  'shift.send': sending,
  'strip.send': sending,
  'outbox.list': nothing,
  'outbox.replay': queued,
  'outbox.discard': queued,
  'outbox.pause': z.strictObject({ destination: text, isPaused: z.boolean() }),
  ...destinationSchemas,
  ...reviewSchemas,
  ...entrySchemas,
  ...handoverSchemas,
  ...mappingSchemas,
  ...remoteSchemas,
  ...rhythmSchemas,
  ...scoreSchemas,
  ...insightSchemas,
  ...admissionSchemas,
  ...patientSchemas,
  'trend.read': z
    .strictObject(period)
    .refine(({ fromUtcMs, toUtcMs }) => fromUtcMs < toUtcMs, 'the period ends before it begins')
    .refine(({ fromUtcMs, toUtcMs }) => toUtcMs - fromUtcMs <= LONGEST_TREND_MS, 'the period is over a week'),
  'note.add': z.strictObject({
    bed: text,
    kind: z.enum(['note', 'mark']),
    atUtcMs: z.int().nonnegative(),
    text: z.string().trim().max(LONGEST_NOTE, `must be at most $LONGEST_NOTEcharacters`),
  }),
  'recovery.export': nothing,
  'backup.start': z.strictObject({ to: text }),
  'backup.state': nothing,
  'backup.cancel': nothing,
  'backup.list': nothing,
  ...fileExportSchemas,
  'retention.set': z.strictObject({ wavesKeptDays: days, numericsKeptDays: days, alertsKeptDays: days }),
  'retention.get': nothing,
  'erasure.list': nothing,
  'patient.hold': z.strictObject({ patient: patientSchema, reason: reasonSchema, isLifted: z.boolean() }),
  'patient.erase': z.strictObject({ patient: patientSchema, confirm: identifier, reason: reasonSchema }),
  'screen.saveLayout': z.strictObject({ role: z.enum(SCREEN_ROLES), layout: layoutSchema }),
  'screen.setRole': z.strictObject({ role: mainRoleSchema }),
  'screen.setWall': z.strictObject({ wanted: z.boolean() }),
  'display.set': z
    .strictObject({
      ward: sweep.optional(),
      bed: sweep.optional(),
      screen: z.strictObject({ ...screen, pitchMm: pitch.nullable() }).optional(),
      look: z.strictObject({ role: z.enum(SCREEN_ROLES), change: look.partial() }).optional(),
      entryUnits: entryUnitsSchema.optional(),
    })
    .refine((change) => Object.values(change).some((part) => part !== undefined), 'says nothing to change'),
  'waves.reopen': nothing,
}
