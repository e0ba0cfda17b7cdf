import { createHash } from 'node:crypto'
import type { AckMode } from '../../../drivers/hl7v2/ack.ts'
import type { Segment } from '../../../drivers/hl7v2/build.ts'
import { formatDtm } from '../../../drivers/hl7v2/time.ts'
import type { PatientView } from '../../ipc/views.ts'
import { ACKNOWLEDGE } from './oru-codes.ts'

const CONTROL_ID_DIGITS = 20

/** Who sends a message, about whom, and what it asks of the receiver. */
export interface MessageHead {
  readonly station: string
  readonly eui64: string
  readonly bed: string
  readonly patient: PatientView
  readonly madeUtcMs: number
  /** MSH-11 T: a training destination, or data that no patient gave. */
  readonly training: boolean
  readonly ack: AckMode
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

/** MSH of a message of HL7 v2.6 (INTEROP 1.1). */
export function headerSegment(head: MessageHead, controlId: string, kind: MessageKind): Segment {
  const { accept, application } = ACKNOWLEDGE[head.ack]
  return {
    name: 'MSH',
    fields: {
      3: ['VIGIL', head.eui64, 'EUI-64'],
      4: head.station,
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
export function patientSegments({ patient, station, bed }: MessageHead): Segment[] {
  return [
    // Names are not sent: name type U says that it is unknown to the sender.
    {
      name: 'PID',
      fields: { 3: [patient.id, '', '', patient.authority, 'MR'], 5: ['', '', '', '', '', '', 'U'] },
    },
    { name: 'PV1', fields: { 2: 'U', 3: [station, '', bed] } },
  ]
}

/** UTC with milliseconds and its offset: no change of summer time can make two moments look alike. */
export function hl7Time(utcMs: number): string {
  return formatDtm(utcMs, 0, 'fraction')
}
