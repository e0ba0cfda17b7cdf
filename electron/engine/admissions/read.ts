import { createHash } from 'node:crypto'
import { z } from 'zod'
import { ERROR_CODE } from '../../../drivers/hl7-inbound/codes.ts'
import { patientOf } from '../../../drivers/hl7-inbound/identity.ts'
import type { Refusal } from '../../../drivers/hl7-inbound/reply.ts'
import { senderOfMessage } from '../../../drivers/hl7-inbound/sender.ts'
import {
  isExplicitNull,
  leaf,
  messageType,
  type ReadMessage,
  repeats,
  segmentOf,
  segmentsOf,
} from '../../../drivers/hl7v2/message.ts'
import { parseDtm } from '../../../drivers/hl7v2/time.ts'
import { personOf } from '../../../drivers/model/person.ts'
import { ADMISSION_EVENTS, type AdmissionEvent } from '../../ipc/admissions.ts'
import { identifier, typedPatientSchema } from '../../ipc/patient-schema.ts'
import type { PatientView } from '../../ipc/views.ts'

const patient = z.strictObject({ id: z.string(), authority: z.string() })

/** What one message says, as far as a ward needs it. Kept as JSON. */
export const adtSchema = z.strictObject({
  event: z.enum(ADMISSION_EVENTS),
  /** EVN-2, else MSH-7. */
  eventUtcMs: z.number(),
  patient,
  name: z.string().nullable(),
  birthDate: z.string().nullable(),
  /** PV1-3 as `unit^room^bed`; empty: it says none. */
  location: z.string(),
  /** PV1-19 and PV1-2; absent: it says no number of a visit. */
  visit: z.strictObject({ number: z.string(), authority: z.string(), patientClass: z.string() }).optional(),
  /** MRG-1: whom a merge ends. */
  merged: patient.nullable(),
})
export type Adt = z.output<typeof adtSchema>

/** A message that was read, one that is not for a ward, or one that cannot be used. */
export type AdtReading =
  | { readonly kind: 'adt'; readonly adt: Adt; readonly dedupe: string }
  | { readonly kind: 'passedOver' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

const EVENTS: ReadonlySet<string> = new Set(ADMISSION_EVENTS)

function refused(code: string, text: string): AdtReading {
  return { kind: 'refused', refusal: { code, text } }
}

function isEvent(event: string): event is AdmissionEvent {
  return EVENTS.has(event)
}

/**
 * What an ADT message says. In: the message, who issued identifiers that name no issuer (null: nobody is guessed), and
 * minutes east of UTC of times without an offset. Events that change nobody's bed or identity are passed over.
 */
export function readAdt(message: ReadMessage, authority: string | null, offsetMinutes: number): AdtReading {
  const { code, event: named } = messageType(message)
  const event = named || leaf(segmentOf(message, 'EVN'), 1)
  if (code !== 'ADT') return refused(ERROR_CODE.unsupportedType, 'This port takes ADT messages only.')
  if (!isEvent(event)) return { kind: 'passedOver' }
  const pid = segmentOf(message, 'PID')
  if (pid === undefined) return refused(ERROR_CODE.segmentSequence, 'PID is missing: say which patient.')
  if (segmentsOf(message, 'PID').length > 1 && event !== 'A40') {
    return refused(
      ERROR_CODE.segmentSequence,
      'The message is about more than one patient: send one message each.',
    )
  }
  const fields = patientOf(pid)
  const who = identified(fields.patientId, fields.patientAuthority, authority, 'PID-3')
  if ('kind' in who) return who
  let merged: PatientView | null = null
  if (event === 'A40') {
    const ended = mergedOf(message, authority)
    if ('kind' in ended) return ended
    if (ended.id === who.id && ended.authority === who.authority) {
      return refused(ERROR_CODE.wrongValue, 'MRG-1 and PID-3 are the same identifier: nothing is merged.')
    }
    merged = ended
  }
  const header = segmentOf(message, 'MSH')
  const at =
    parseDtm(leaf(segmentOf(message, 'EVN'), 2), offsetMinutes) ?? parseDtm(leaf(header, 7), offsetMinutes)
  if (at === null) {
    return refused(ERROR_CODE.missingField, 'Neither EVN-2 nor MSH-7 is a time: say when it happened.')
  }
  const person = personOf(fields)
  const sender = senderOfMessage(message)
  const adt: Adt = {
    event,
    eventUtcMs: at.utcMs,
    patient: who,
    name: person?.name ?? null,
    birthDate: person?.birthDate ?? null,
    location: sender.location,
    merged,
    ...visitIn(message),
  }
  return { kind: 'adt', adt, dedupe: nameOf(message, sender) }
}

const PATIENT_CLASS = /^[A-Z]$/
/** PV1-2 where it says none. */
const UNKNOWN_CLASS = 'U'

/** The visit that a message is about; nothing where its number is missing, null, or of signs that no number has. */
function visitIn(message: ReadMessage): Pick<Adt, 'visit'> {
  const pv1 = segmentOf(message, 'PV1')
  const said = leaf(pv1, 19)
  const number = identifier.safeParse(said)
  if (!number.success || isExplicitNull(said)) return {}
  const authority = identifier.safeParse(leaf(pv1, 19, { component: 4 }))
  const patientClass = leaf(pv1, 2).trim()
  return {
    visit: {
      number: number.data,
      authority: authority.success ? authority.data : '',
      patientClass: PATIENT_CLASS.test(patientClass) ? patientClass : UNKNOWN_CLASS,
    },
  }
}

/** The identifier of a person; its signs and its issuer are checked here, so that nothing else has to. */
function identified(
  id: string | undefined,
  named: string | undefined,
  authority: string | null,
  field: string,
): PatientView | AdtReading {
  if (id === undefined || id === '') {
    return refused(ERROR_CODE.missingField, `${field} is empty: say which patient.`)
  }
  const issuer = named === undefined || named === '' ? authority : named
  if (issuer === null) {
    const text = `${field}.4 is empty: say who issued the identifier, or set "authority" at this station.`
    return refused(ERROR_CODE.missingField, text)
  }
  const checked = typedPatientSchema.safeParse({ id, authority: issuer })
  if (checked.success) return checked.data
  return refused(
    ERROR_CODE.wrongValue,
    `${field} has signs or an issuer that cannot be used: send the plain identifier.`,
  )
}

function mergedOf(message: ReadMessage, authority: string | null): PatientView | AdtReading {
  const merges = segmentsOf(message, 'MRG')
  if (merges.length !== 1) {
    return refused(ERROR_CODE.segmentSequence, 'A40 needs one MRG: send one message for each merge.')
  }
  const [mrg] = merges
  const list = repeats(mrg, 1)
  const at = list.findIndex((one) => one[4]?.[0] === 'MR')
  const repeat = Math.max(at, 0) + 1
  return identified(
    leaf(mrg, 1, { repeat }).trim(),
    leaf(mrg, 1, { repeat, component: 4 }).trim(),
    authority,
    'MRG-1',
  )
}

/** A name for the message, the same when it is sent again: some senders put a new time into MSH-7. */
function nameOf(message: ReadMessage, sender: ReturnType<typeof senderOfMessage>): string {
  const { application, applicationId, facility, controlId } = sender
  const content = message.segments.slice(1).map(({ name, fields }) => [name, fields])
  const said = JSON.stringify([application, applicationId, facility, controlId, content])
  return createHash('sha256').update(said).digest('hex')
}
