import type { FrameFault } from '../framing/counts.ts'
import type { LengthFormat } from '../framing/length.ts'
import { lockErrors } from '../framing/lock.ts'
import { HEX } from './codes.ts'
import {
  ADDRESS_BYTES,
  ANSWER,
  type CommandName,
  EVENT,
  EVENTS,
  type EventName,
  HEADER,
  LONGEST_PAYLOAD,
  type MessageForm,
} from './dongle-codes.ts'

/** What the dongle said: an answer to a command, or an event. */
export type DongleMessage =
  | { readonly kind: 'answer'; readonly name: CommandName; readonly payload: Uint8Array }
  | { readonly kind: 'event'; readonly name: EventName; readonly payload: Uint8Array }

const keyOf = (kind: number, group: number, id: number) => (kind << 16) | (group << 8) | id

type Named =
  | { readonly kind: 'answer'; readonly name: CommandName }
  | { readonly kind: 'event'; readonly name: EventName }
const forms = new Map<number, Named & { readonly form: MessageForm }>()
for (const name of keysOf(ANSWER)) {
  const form: MessageForm = ANSWER[name]
  forms.set(keyOf(0, form.group, form.id), { kind: 'answer', name, form })
}
for (const name of keysOf(EVENTS)) {
  const form: MessageForm = EVENTS[name]
  forms.set(keyOf(EVENT, form.group, form.id), { kind: 'event', name, form })
}

function keysOf<Key extends string>(table: Readonly<Record<Key, MessageForm>>): readonly Key[] {
  const isKey = (text: string): text is Key => text in table
  return Object.keys(table).filter(isKey)
}

function formOf(header: Uint8Array) {
  return forms.get(keyOf(header[HEADER.kind] ?? 0, header[HEADER.group] ?? 0, header[HEADER.id] ?? 0))
}

/** A message is of a known kind and exactly as long as its kind, and the array in it, say. */
function problemOf(frame: Uint8Array): Exclude<FrameFault, 'skipped'> | null {
  const found = formOf(frame)
  if (found === undefined) return 'checksum'
  const { bytes, hasArray } = found.form
  const arrayBytes = hasArray === true ? (frame[HEADER.bytes + bytes] ?? 0) + 1 : 0
  return frame.length === HEADER.bytes + bytes + arrayBytes ? null : 'length'
}

/** Messages of the dongle in a stream. */
export const dongleFormat: LengthFormat = {
  sync: [{ value: 0, mask: 0xff & ~EVENT }],
  headerBytes: HEADER.bytes,
  maximumBytes: HEADER.bytes + LONGEST_PAYLOAD,
  lengthOf(header) {
    const payload = header[HEADER.length] ?? 0
    const found = formOf(header)
    if (found === undefined || payload > LONGEST_PAYLOAD) return null
    const { bytes, hasArray } = found.form
    const isPossible = hasArray === true ? payload > bytes : payload === bytes
    return isPossible ? HEADER.bytes + payload : null
  },
  problemOf,
}

const BYTE_VALUES = 256
/** Kind, class and command are one of the known; the length is that of the kind. */
export const dongleLock = lockErrors([
  { allowed: forms.size, possible: BYTE_VALUES ** 3 },
  { allowed: 1, possible: BYTE_VALUES },
])

/** Reads a whole frame. */
export function readMessage(frame: Uint8Array): DongleMessage | null {
  const found = formOf(frame)
  if (found === undefined) return null
  const payload = frame.slice(HEADER.bytes)
  return found.kind === 'answer'
    ? { kind: 'answer', name: found.name, payload }
    : { kind: 'event', name: found.name, payload }
}

/** A command as it is sent. */
export function commandOf(name: CommandName, payload: readonly number[] = []): Uint8Array {
  const { group, id } = ANSWER[name]
  return Uint8Array.of(0, payload.length, group, id, ...payload)
}

/** `C0:FF:EE:00:00:01` of six bytes that begin with the last one. */
export function addressOf(bytes: Uint8Array, at: number): string {
  return Array.from(bytes.subarray(at, at + ADDRESS_BYTES), (byte) => hexOf(byte, 2))
    .reverse()
    .join(':')
}

/** The same as bytes for the wire. */
export function bytesOfAddress(address: string): readonly number[] {
  return address
    .split(':')
    .map((part) => Number.parseInt(part, HEX))
    .reverse()
}

export const wordAt = (bytes: Uint8Array, at: number): number =>
  (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)

/** Bytes behind their own length. */
export function arrayAt(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.subarray(at + 1, at + 1 + (bytes[at] ?? 0))
}

/** An assigned number of two bytes, `2A37`; empty for a long one, which no health profile has. */
export function assignedNumber(uuid: Uint8Array): string {
  return uuid.length === 2 ? hexOf(wordAt(uuid, 0), 4) : ''
}

function hexOf(value: number, digits: number): string {
  return value.toString(HEX).toUpperCase().padStart(digits, '0')
}
