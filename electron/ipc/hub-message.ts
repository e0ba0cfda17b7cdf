import { z } from 'zod'

/** The stream that every station publishes to and the hub reads from. */
export const HUB_STREAM = 'VIGIL'
/** What the stream takes. */
export const HUB_SUBJECTS = 'vigil.>'

/** Headers of a published message; the payload is the HL7 message itself, as any other receiver gets it. */
export const HUB_HEADER = {
  station: 'Vigil-Station',
  sequence: 'Vigil-Sequence',
  controlId: 'Vigil-Control-Id',
  kind: 'Vigil-Kind',
  bed: 'Vigil-Bed',
  from: 'Vigil-From',
  to: 'Vigil-To',
} as const

const word = z.string().min(1, 'is missing')
const utcMs = z.coerce.number().int('is no time')

/** What the headers say of a message: whose it is, its number at its station, what it is about. */
export const hubMessageSchema = z.strictObject({
  station: word,
  /** The number of the outbox row: the order of queuing. */
  sequence: z.coerce.number().int('is no number').positive('is no number'),
  /** MSH-10: the same for the same content. */
  controlId: word,
  kind: word,
  bed: word,
  fromUtcMs: utcMs,
  toUtcMs: utcMs,
})

export type HubMessage = z.output<typeof hubMessageSchema>

/**
 * What tells a repeat. The sequence alone does not: a station whose record was replaced by a backup or by a new one
 * numbers anew, and its new messages are no repeats of the old.
 */
export function hubMessageId({ station, sequence, controlId }: HubMessage): string {
  return `${station}:${sequence}:${controlId}`
}

/** The headers as names and values. */
export function hubHeaders(message: HubMessage): (readonly [name: string, value: string])[] {
  return [
    [HUB_HEADER.station, message.station],
    [HUB_HEADER.sequence, String(message.sequence)],
    [HUB_HEADER.controlId, message.controlId],
    [HUB_HEADER.kind, message.kind],
    [HUB_HEADER.bed, message.bed],
    [HUB_HEADER.from, String(message.fromUtcMs)],
    [HUB_HEADER.to, String(message.toUtcMs)],
  ]
}

/** Reads them back. In: the value of a header, empty where it is absent. Out: the message, or what is wrong in words. */
export function readHubHeaders(header: (name: string) => string): HubMessage | string {
  const read = hubMessageSchema.safeParse({
    station: header(HUB_HEADER.station),
    sequence: header(HUB_HEADER.sequence),
    controlId: header(HUB_HEADER.controlId),
    kind: header(HUB_HEADER.kind),
    bed: header(HUB_HEADER.bed),
    fromUtcMs: header(HUB_HEADER.from),
    toUtcMs: header(HUB_HEADER.to),
  })
  if (read.success) return read.data
  const issue = read.error.issues[0]
  return `The header of ${String(issue?.path[0] ?? 'the message')} ${issue?.message ?? 'cannot be read'}.`
}
