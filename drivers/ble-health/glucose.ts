import type { Validity } from '../model/measurement.ts'
import * as channels from './channels.ts'
import { GLUCOSE, RECORDS } from './codes.ts'
import { type Reading, reading } from './payloads.ts'
import { PayloadReader } from './reader.ts'

const MS_PER_MINUTE = 60_000
/** Steps finer than any meter's would only be binary crumbs. */
const STEPS = 1_000

/** One record of a glucose meter. */
export interface GlucoseRecord {
  /** Grows by one with each record of the meter. */
  readonly sequence: number
  /** Empty: a mark in the memory of the meter, or a trial of the meter itself. */
  readonly readings: readonly Reading[]
}

function validityOf(status: number): Validity {
  if ((status & (GLUCOSE.fault | GLUCOSE.beyond)) !== 0) return 'invalid'
  return (status & GLUCOSE.doubtful) === 0 ? 'good' : 'questionable'
}

/** Reads a record. Null: shorter than its flags say. */
export function readGlucose(bytes: Uint8Array): GlucoseRecord | null {
  const payload = new PayloadReader(bytes)
  const flags = payload.unsigned(1)
  const has = (bit: number) => (flags & bit) !== 0
  const sequence = payload.unsigned(2)
  const baseMs = payload.time()
  const minutes = has(GLUCOSE.offset) ? (payload.unsigned(2) << 16) >> 16 : 0
  const amount = has(GLUCOSE.concentration) ? payload.shortFloat() : null
  const sample = has(GLUCOSE.concentration) ? payload.unsigned(1) : 0
  const status = has(GLUCOSE.status) ? payload.unsigned(2) : 0
  if (payload.isShort) return null
  const kind = sample & GLUCOSE.nibble
  const isTrial = kind === GLUCOSE.trialKind || sample >> GLUCOSE.placeShift === GLUCOSE.trialPlace
  if (!has(GLUCOSE.concentration) || isTrial) return { sequence, readings: [] }
  const isMolar = has(GLUCOSE.molar)
  const of = kind === GLUCOSE.capillary ? channels.glucose.capillary : channels.glucose.other
  const factor = isMolar ? GLUCOSE.millimolePerLitre : GLUCOSE.milligramPerDecilitre
  const value = amount === null ? null : Math.round(amount * factor * STEPS) / STEPS
  const takenMs = baseMs === null ? null : baseMs + minutes * MS_PER_MINUTE
  const channel = isMolar ? of.molar : of.mass
  return {
    sequence,
    readings: [
      reading(channel, value, [GLUCOSE.least, Number.POSITIVE_INFINITY], validityOf(status), takenMs),
    ],
  }
}

/** What became of a question for records: its result where it is a failure, else null. */
export function failureOf(answer: Uint8Array): number | null {
  const [code, , , result] = answer
  if (code !== RECORDS.answer || answer.length <= RECORDS.resultAt) return null
  return result === RECORDS.isWell || result === RECORDS.noneFound ? null : (result ?? null)
}

/** What a meter is asked: its last record, or all behind the last one that is known. */
export function questionFor(lastSequence: number | undefined): readonly number[] {
  if (lastSequence === undefined) return RECORDS.last
  const next = (lastSequence + 1) % RECORDS.numbers
  return [...RECORDS.from, next & 0xff, next >> 8]
}

/** Numbers of the records of each meter: what came twice, and what is missing between two. */
export class RecordNumbers {
  readonly #last = new Map<string, number>()

  /** The highest number known of a meter; undefined: none. */
  lastOf(mac: string): number | undefined {
    return this.#last.get(mac)
  }

  /** One more record. Out: how many are missing before it; -1: it came before. */
  take(mac: string, sequence: number): number {
    const last = this.#last.get(mac)
    if (last !== undefined && sequence <= last) return -1
    this.#last.set(mac, sequence)
    return last === undefined ? 0 : sequence - last - 1
  }
}
