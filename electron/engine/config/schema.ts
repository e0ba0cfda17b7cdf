import { z } from 'zod'
import { patientSchema } from '../../ipc/patient-schema.ts'
import { devicesSchema, idSchema as id, labelSchema as label } from '../../ipc/schema.ts'
import { parseLink } from '../link/spec.ts'

/** One bed of the config; the same shape as the set-up screen saves. */
export const bedSchema = z.strictObject({
  id,
  label,
  driver: z.string().min(1, 'must not be empty'),
  link: z.string().min(1, 'must not be empty'),
  options: z.record(z.string(), z.unknown()).default({}),
  patient: patientSchema.nullable().default(null),
  /** What else is connected to the bed besides the monitor above: a ventilator, a pump. Absent: nothing. */
  devices: devicesSchema.optional(),
})

/** A hundred a second. */
const MOST_PER_MINUTE = 6_000

/** A message every ten seconds to one an hour. */
const SHORTEST_VITALS_S = 10
const LONGEST_VITALS_S = 3_600

function whole(least: number, most: number) {
  const said = `must be a whole number from ${least} to ${most}`
  return z.int(said).min(least, said).max(most, said)
}

const file = z.string().min(1, 'must not be empty')

/** Files are relative to the config's folder. */
const tls = z
  .strictObject({
    ca: file.optional(),
    cert: file.optional(),
    key: file.optional(),
    serverName: z.string().min(1, 'must not be empty').optional(),
  })
  .refine(
    ({ cert, key }) => (cert === undefined) === (key === undefined),
    'needs both cert and key, or neither',
  )

/** What a receiver files the pages of a hand-over under. */
const documentType = z.strictObject({
  code: z.string().regex(/^\d{1,7}-\d$/, 'must be a LOINC code such as "34746-8"'),
  name: z.string().min(1, 'must not be empty'),
})

/** HD of HL7: a name, or a name with an id that nobody else has and the kind of that id (table 0301). */
const party = z
  .string()
  .regex(
    /^[^\s|^~\\&][^|^~\\&\r\n]{0,19}(\^[\w.:-]{1,199}\^(DNS|GUID|HCD|HL7|ISO|UUID|URI|EUI-64|L|M|N))?$/,
    'must be a name of at most 20 characters, or name^id^kind such as "ICU^2.999.1^ISO"',
  )

/** Application and facility of one side of a message. */
const parties = z.strictObject({ application: party.optional(), facility: party.optional() })

/** What every destination has. */
const place = {
  id,
  host: z.string().min(1, 'must not be empty'),
  port: whole(1, 65_535),
  training: z.boolean().default(false),
  /** The numbers of every bed go there by themselves, a message in so many seconds; absent: only what somebody sends. */
  vitalsEveryS: whole(SHORTEST_VITALS_S, LONGEST_VITALS_S).optional(),
  /** Absent: LOINC 34746-8, nurse note. */
  documentType: documentType.optional(),
  /** Absent: plain TCP; a stream that asks for TLS gets it all the same. */
  tls: tls.optional(),
  /** At most so many messages a minute; absent: 600. */
  maxPerMinute: whole(1, MOST_PER_MINUTE).optional(),
}

/** How a station shows who it is to a FHIR server; its secrets lie in files, or where a file is `record:` in the record. */
const fhirAuth = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('basic'),
      user: z.string().regex(/^[^:\s]+$/, 'must be one word without ":"'),
      passwordFile: file,
    }),
    z.strictObject({ kind: z.literal('bearer'), tokenFile: file }),
    z.strictObject({
      kind: z.literal('smart'),
      clientId: z.string().min(1, 'must not be empty'),
      keyId: z.string().min(1, 'must not be empty'),
      keyFile: file,
      scope: z
        .string()
        .min(1, 'must not be empty')
        .default('system/Observation.cu system/Device.cu system/DeviceMetric.cu'),
    }),
  ],
  'must be "basic", "bearer" or "smart"',
)

/** Where messages may be sent: to a system that takes HL7 v2 or FHIR R4, or to a stream that a hub reads. */
export const destinationSchema = z.discriminatedUnion(
  'type',
  [
    z.strictObject({
      ...place,
      type: z.literal('mllp'),
      ack: z.enum(['ihe', 'app', 'original', 'both']).default('ihe'),
      /** Events of the alarm log go there by themselves (IHE PCD-04): a report for a chart, never a way to be alarmed. */
      alarms: z.boolean().optional(),
      /** MSH-3 and MSH-4; absent: Vigil with the number of this station, and the name of this station. */
      sender: parties.optional(),
      /** MSH-5 and MSH-6; absent: empty. */
      receiver: parties.optional(),
      /** False: no codes in OBX-8 that only the IHE profiles know; doubt stands in a note. Absent: true. */
      pcdStatusFlags: z.boolean().optional(),
    }),
    z
      .strictObject({
        ...place,
        type: z.literal('fhir'),
        path: z
          .string()
          .regex(/^\/[\w./~%-]*$/, 'must be a path such as "/fhir"')
          .default('/fhir'),
        patientSystem: z
          .string()
          .regex(
            /^(https?:\/\/|urn:)\S+$/,
            'must be the URI of the numbering of patients, "urn:oid:..." or "http://..."',
          ),
        /** Absent: no bundle names a visit. */
        visitSystem: z
          .string()
          .regex(
            /^(https?:\/\/|urn:)\S+$/,
            'must be the URI of the numbering of visits, "urn:oid:..." or "http://..."',
          )
          .optional(),
        provenance: z.boolean().default(false),
        strips: z.boolean().default(false),
        auth: fhirAuth.optional(),
      })
      .refine(
        ({ auth, tls: files }) => auth === undefined || files !== undefined,
        'auth needs tls ("tls": {}): secrets never go in the clear',
      ),
    z.strictObject({
      ...place,
      type: z.literal('nats'),
      subject: z
        .string()
        .regex(
          /^vigil(\.[A-Za-z0-9_-]+)*$/,
          'must be "vigil", or "vigil." with words of letters, digits, "_" or "-"',
        )
        .default('vigil'),
      creds: file.optional(),
    }),
  ],
  'must be "mllp", "fhir" or "nats"',
)

const listenLink = z.string().superRefine((text, context) => {
  try {
    if (parseLink(text).kind !== 'listen')
      context.addIssue('must be a link such as "listen:10.0.0.5:2576?from=10.0.0.9"')
  } catch (error) {
    context.addIssue(error instanceof Error ? error.message : 'is no link')
  }
})

/** Where readings of patients elsewhere come in. */
const remoteSchema = z
  .strictObject({
    /** Files are put here; relative to the config's folder. */
    folder: file.optional(),
    listen: listenLink.optional(),
    /** Who issued identifiers that name no issuer; absent: such reports are refused. */
    authority: z.string().min(1, 'must not be empty').optional(),
  })
  .refine(
    ({ folder, listen }) => folder !== undefined || listen !== undefined,
    'needs folder, listen or both',
  )

/** The port on which the hospital's system says who comes and goes, and which place is which bed. */
const admissionsSchema = z.strictObject({
  listen: listenLink,
  /** Who issued identifiers that name no issuer; absent: such messages are refused. */
  authority: z.string().min(1, 'must not be empty').optional(),
  /** Bed by PV1-3 as `unit^room^bed`. */
  places: z.record(z.string(), id),
})

/** The whole config file (JSON). */
export const configSchema = z.strictObject({
  station: id,
  /** Under which number other systems know the station; absent: made from its first network card, once. */
  eui64: z
    .string()
    .regex(/^[0-9A-F]{16}$/, 'must be 16 digits 0 to 9 and A to F')
    .optional(),
  beds: z.array(bedSchema).max(64, 'must be at most 64 beds'),
  destinations: z.array(destinationSchema).default([]),
  /** Absent: nobody is asked about such messages. */
  admissions: admissionsSchema.optional(),
  /** Absent: nobody elsewhere is followed. */
  remote: remoteSchema.optional(),
})

export type BedConfig = z.output<typeof bedSchema>
export type DeviceConfig = NonNullable<BedConfig['devices']>[number]
export type Destination = z.output<typeof destinationSchema>
export type RemoteConfig = z.output<typeof remoteSchema>
export type AdmissionsConfig = z.output<typeof admissionsSchema>
export type StationConfig = z.output<typeof configSchema>
