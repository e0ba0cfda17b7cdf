import {
  ASKED_CURVES,
  COMMAND,
  CURVE_BYTE,
  CURVE_RECORD,
  CURVES,
  type CurveRow,
  HEX,
  RECORD,
  SAMPLE_US,
} from './codes.ts'
import { hexByte, type Message } from './message.ts'

/** One curve as the device describes it, and every how-manieth of its samples is asked for. */
export interface PlannedCurve {
  readonly row: CurveRow
  readonly sampleUs: number
  readonly multiplier: number
  /** Physical value = `from` + raw * (`to` - `from`) / `largestRaw`. */
  readonly from: number
  readonly to: number
  readonly largestRaw: number
}

const HEX_CODE = /^[0-9A-F]{2}$/
const HEX_MAXIMUM = /^[0-9A-F]{3}$/
const NUMBER = /^-?(?:\d+(?:\.\d*)?|\.\d+)$/

/** A number of a field: blanks pad it, also behind its sign (definition). NaN if it is none. */
export function numberOf(field: string): number {
  const text = field.replaceAll(' ', '')
  return NUMBER.test(text) ? Number(text) : Number.NaN
}

/** A code of two hexadecimal digits; null if it is none. */
export function codeOf(field: string): number | null {
  return HEX_CODE.test(field) ? Number.parseInt(field, HEX) : null
}

/** Fields of these lengths, one after the other. */
export function fieldsOf(text: string, lengths: readonly number[]): readonly string[] {
  let at = 0
  return lengths.map((length) => {
    at += length
    return text.slice(at - length, at)
  })
}

function plannedOf(text: string): PlannedCurve | null {
  const { interval, limit, maximum, largestRaw: most } = CURVE_RECORD
  const [code = '', us = '', low = '', high = '', largest = ''] = fieldsOf(text, [
    RECORD.code,
    interval,
    limit,
    limit,
    maximum,
  ])
  const row = CURVES.find((one) => one.code === codeOf(code))
  const largestRaw = HEX_MAXIMUM.test(largest) ? Number.parseInt(largest, HEX) : 0
  const [intervalUs, from, to] = [numberOf(us), numberOf(low), numberOf(high)]
  if (row === undefined || largestRaw < 1 || largestRaw > most || !(intervalUs > 0) || !(from < to))
    return null
  const multiplier = Math.max(1, Math.ceil(SAMPLE_US.least / intervalUs))
  const sampleUs = intervalUs * multiplier
  if (multiplier > SAMPLE_US.mostMultiplier || sampleUs > SAMPLE_US.most) return null
  return { row, sampleUs, multiplier, from, to, largestRaw }
}

/** The curves that are asked for, of those the device describes (answer to 53), first choice first. Null: no such answer. */
export function planOf(description: string): readonly PlannedCurve[] | null {
  if (description.length % CURVE_RECORD.bytes !== 0) return null
  const has: PlannedCurve[] = []
  for (let at = 0; at < description.length; at += CURVE_RECORD.bytes) {
    const curve = plannedOf(description.slice(at, at + CURVE_RECORD.bytes))
    if (curve !== null && !has.some(({ row }) => row.code === curve.row.code)) has.push(curve)
  }
  return has.sort((one, other) => CURVES.indexOf(one.row) - CURVES.indexOf(other.row)).slice(0, ASKED_CURVES)
}

/** The argument that configures these curves: each code with its multiplier. */
export function configurationOf(plan: readonly PlannedCurve[]): string {
  return plan.map(({ row, multiplier }) => `${hexByte(row.code)}${hexByte(multiplier)}`).join('')
}

/** The bytes that switch the first `count` configured curves on; none: off. */
export function enableBytes(count: number): Uint8Array {
  const { syncFrom, enable, controlFrom } = CURVE_BYTE
  return Uint8Array.of(syncFrom, enable, controlFrom | (2 ** count - 1), controlFrom, controlFrom)
}

/**
 * Which curves the records of this line carry. It follows the device's own messages, so that a recording of them alone
 * is read as the station read it: what is chosen of a description is the same each time.
 */
export class CurvePlan {
  readonly #isAsked: boolean
  #described: readonly PlannedCurve[] | null = null
  #running: readonly PlannedCurve[] | null = null

  /** `isAsked`: whether this station asks for curves; without that nothing is known of them. */
  constructor(isAsked: boolean) {
    this.#isAsked = isAsked
  }

  /** What can be configured; null while the device has not said what it has. */
  get described(): readonly PlannedCurve[] | null {
    return this.#described
  }

  /** What is configured; null while nothing is. */
  get running(): readonly PlannedCurve[] | null {
    return this.#running
  }

  heard({ type, code, text }: Message): void {
    if (!this.#isAsked) return
    const isReset = code === COMMAND.open || code === COMMAND.close || code === COMMAND.curvesChanged
    if (isReset && (type === 'command' || code === COMMAND.open)) this.reset()
    else if (type === 'response' && code === COMMAND.curves) {
      this.#described = planOf(text)
      this.#running = null
    } else if (type === 'response' && code === COMMAND.configure) this.#running = this.#described
  }

  /** The session begins anew: the device forgets every configuration. */
  reset(): void {
    this.#described = null
    this.#running = null
  }
}
