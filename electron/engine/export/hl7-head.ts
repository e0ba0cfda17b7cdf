import { createHash } from 'node:crypto'
import type { AckMode } from '../../../drivers/hl7v2/ack.ts'
import type { Component, Field, Segment } from '../../../drivers/hl7v2/build.ts'
import { formatDtm } from '../../../drivers/hl7v2/time.ts'
import type { PartyFields } from '../../ipc/destinations.ts'
import type { VisitFacts } from '../../ipc/patient.ts'
import type { PatientView } from '../../ipc/views.ts'
import { ACKNOWLEDGE, SIMULATED_FLAG } from './oru-codes.ts'

const CONTROL_ID_DIGITS = 20

/** How a destination wants its HL7 messages, whatever they say. */
export interface Hl7Form {
  readonly ack: AckMode
  /** Who sends, as the receiver knows them; absent: Vigil, and the name of the station. */
  readonly sender?: PartyFields | undefined
  /** To whom; absent: nobody is named. */
  readonly receiver?: PartyFields | undefined
  /** False: OBX-8 holds no code that is of the IHE profiles alone (INTEROP 1.3); absent: it does. */
  readonly pcdStatusFlags?: boolean | undefined
}

/** Who sends a message, about whom, and what it asks of the receiver. */
export interface MessageHead extends Hl7Form {
  readonly station: string
  readonly eui64: string
  readonly bed: string
  readonly patient: PatientView
  readonly madeUtcMs: number
  /** MSH-11 T: a training destination, or data that no patient gave. */
  readonly training: boolean
  /** PV1-3 as the hospital names the place, `unit^room^bed`; absent: station and bed as this station names them. */
  readonly place?: string | undefined
  /** PV1-19 and PV1-2; absent or null: nobody knows. */
  readonly visit?: VisitFacts | null | undefined
}

/** MSH-9 as its components, and the profile of MSH-21 where there is one. */
export interface MessageKind {
  readonly type: readonly [code: string, event: string, structure: string]
  readonly profile?: readonly string[]
}

/** A control id (MSH-10) that is the same for the same content. */
export function controlIdOf(...content: readonly string[]): string {
  const digest = createHash('sha256')
  for (const part of content) digest.update(part)
  return digest.digest('hex').slice(0, CONTROL_ID_DIGITS).toUpperCase()
}

/** What a message says of its receiver's form, taken from something that has more. */
export function hl7FormOf({ ack, sender, receiver, pcdStatusFlags }: Hl7Form): Hl7Form {
  return {
    ack,
    ...(sender !== undefined && { sender }),
    ...(receiver !== undefined && { receiver }),
    ...(pcdStatusFlags !== undefined && { pcdStatusFlags }),
  }
}

/**
 * MSH-3 to MSH-6: application and facility of both sides. A sender that has only a name keeps the number of the station,
 * by which devices are told apart. In: the station, its number.
 */
export function partyFields(
  { sender, receiver }: Pick<Hl7Form, 'sender' | 'receiver'>,
  station: string,
  eui64: string,
): Segment['fields'] {
  const application = partyOf(sender?.application ?? 'VIGIL')
  const named = application.length === 1 && eui64 !== '' ? [...application, eui64, 'EUI-64'] : application
  return {
    3: named,
    4: partyOf(sender?.facility ?? station),
    5: partyOf(receiver?.application ?? ''),
    6: partyOf(receiver?.facility ?? ''),
  }
}

function partyOf(text: string): readonly Component[] {
  return text.split('^')
}

/** OBX-8: what is said of a value by a code. In: codes of the IHE profiles, of which the empty one says nothing. */
export function flagsOf(form: Pick<Hl7Form, 'pcdStatusFlags'>, flags: readonly string[]): Field {
  return { repeats: form.pcdStatusFlags === false ? [] : flags.filter((one) => one !== '') }
}

/** OBX-8 of something that no patient gave. */
export function testFlag(form: Pick<Hl7Form, 'pcdStatusFlags'>, simulated: boolean): Field {
  return flagsOf(form, simulated ? [SIMULATED_FLAG] : [])
}

/** MSH of a message of HL7 v2.6 (INTEROP 1.1). */
export function headerSegment(head: MessageHead, controlId: string, kind: MessageKind): Segment {
  const { accept, application } = ACKNOWLEDGE[head.ack]
  return {
    name: 'MSH',
    fields: {
      ...partyFields(head, head.station, head.eui64),
      7: hl7Time(head.madeUtcMs),
      9: kind.type,
      10: controlId,
      11: head.training ? 'T' : 'P',
      12: '2.6',
      15: accept,
      16: application,
      18: 'UNICODE UTF-8',
      19: ['en', 'English', 'ISO639'],
      ...(kind.profile !== undefined && { 21: kind.profile }),
    },
  }
}

/** Whom a message is about, and where they lie. */
export function patientSegments({ patient, station, bed, place, visit }: MessageHead): Segment[] {
  return [
    // Names are not sent: name type U says that it is unknown to the sender.
    {
      name: 'PID',
      fields: { 3: [patient.id, '', '', patient.authority, 'MR'], 5: ['', '', '', '', '', '', 'U'] },
    },
    {
      name: 'PV1',
      fields: {
        2: visit?.patientClass ?? 'U',
        3: place === undefined ? [station, '', bed] : place.split('^'),
        19: visit == null ? '' : [visit.number, '', '', visit.authority, 'VN'],
      },
    },
  ]
}

/** UTC with milliseconds and its offset: no change of summer time can make two moments look alike. */
export function hl7Time(utcMs: number): string {
  return formatDtm(utcMs, 0, 'fraction')
}
