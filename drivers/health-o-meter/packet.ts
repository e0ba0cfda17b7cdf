import { LOCK_NEEDS, lockErrors } from '../framing/lock.ts'
import type { NumericChannel } from '../model/channel.ts'
import { byUnits, index, type Units } from './channels.ts'
import { FIELD, FRAME, NOBODY, NUMBER, PERSON, RANGE, RULES, UNITS } from './codes.ts'

/** One number of a packet; null where it is none that a person can have. */
export interface ReadNumber {
  readonly channel: NumericChannel
  readonly value: number | null
}

export interface Packet {
  /** What it says, however it began: equal for a repeat. */
  readonly text: string
  /** The number that was typed in for the person; empty: none. */
  readonly person: string
  readonly numbers: readonly ReadNumber[]
  /** What the scale takes off; null where it does not say. */
  readonly tare: ReadNumber | null
}

const ESCAPE = String.fromCharCode(FRAME.escape)
const NUMBER_FIELDS: readonly string[] = [FIELD.weight, FIELD.height, FIELD.index, FIELD.tare]

/** The fields of a packet by their letter; null if one comes twice or holds what it cannot. */
function fieldsOf(text: string): ReadonlyMap<string, string> | null {
  const fields = new Map<string, string>()
  // Nothing stands between the opening and the first escape; behind the last one stands the end.
  const [none, ...parts] = text.split(ESCAPE)
  if (none !== '') return null
  for (const part of parts.slice(0, -1)) {
    const letter = part.charAt(0)
    const content = part.slice(1)
    const form = NUMBER_FIELDS.includes(letter) ? NUMBER : PERSON
    if (fields.has(letter) || !form.test(content)) return null
    fields.set(letter, content)
  }
  return fields
}

function unitsOf(text: string | undefined): Units | null {
  return text === 'm' || text === 'c' ? UNITS[text] : null
}

function numberOf(
  channel: NumericChannel,
  text: string | undefined,
  [least, most]: readonly [number, number],
): ReadNumber {
  const value = text === undefined ? Number.NaN : Number(text)
  return { channel, value: value >= least && value <= most ? value : null }
}

/** A height or an index of zero was not entered: nothing is said of it. */
function entered(text: string | undefined): boolean {
  return text !== undefined && Number(text) !== 0
}

/** Reads one packet with its ends; null if it has no weight or no units, or a field that cannot be. */
export function readPacket(frame: Uint8Array): Packet | null {
  const text = String.fromCharCode(...frame.subarray(FRAME.headBytes))
  const fields = fieldsOf(text)
  const units = unitsOf(fields?.get(FIELD.units))
  const weight = fields?.get(FIELD.weight)
  if (fields === null || units === null || weight === undefined) return null
  const [height, mass, tare] = [FIELD.height, FIELD.index, FIELD.tare].map((letter) => fields.get(letter))
  const channels = byUnits[units]
  const person = fields.get(FIELD.person) ?? ''
  return {
    text,
    person: NOBODY.test(person) ? '' : person.trim(),
    numbers: [
      numberOf(channels.weight, weight, RANGE[units].weight),
      ...(entered(height) ? [numberOf(channels.height, height, RANGE[units].height)] : []),
      ...(entered(mass) ? [numberOf(index, mass, RANGE.index)] : []),
    ],
    tare: tare === undefined ? null : { channel: channels.tare, value: Number(tare) },
  }
}

/** What random bytes must match. */
export const lock = lockErrors(RULES, LOCK_NEEDS.secondBlocks)
