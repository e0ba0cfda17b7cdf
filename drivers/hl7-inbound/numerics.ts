import type { Out } from '../driver.ts'
import { leaf } from '../hl7v2/message.ts'
import { hasNumber, type Stamp } from '../model/measurement.ts'
import type { ChannelBook } from './channels.ts'
import { ATTRIBUTES } from './codes.ts'
import { facetKind } from './facets.ts'
import { isContradictory, type Subject, subjectOf } from './identify.ts'
import type { Loss, Losses } from './losses.ts'
import type { PlaceBook } from './places.ts'
import type { Report, Row } from './rows.ts'
import { unitOf } from './units.ts'
import { sentValueOf, validityOf } from './values.ts'

const NUMERIC_TYPES: ReadonlySet<string> = new Set(['NM', 'SN'])
/** Text is a value only where the code is known and the text is a number. */
const TEXT_TYPES: ReadonlySet<string> = new Set(['ST', 'TX'])

/** Whether a row carries a number, or says that there is none. Rows without a type name devices. */
export function isNumericRow(row: Row): boolean {
  const { type, place, code, segment } = row
  if (place.isFacet || isAttribute(code) || facetKind(row) !== null) return false
  if (NUMERIC_TYPES.has(type)) return true
  if (type !== '' && !TEXT_TYPES.has(type)) return false
  const { term } = subjectOf(segment, 'numeric')
  return term !== null && (type === '' || typeof sentValueOf(segment) === 'number')
}

function isAttribute(code: string): boolean {
  const number = /^\d{1,10}$/.test(code) ? Number(code) : 0
  return number >= ATTRIBUTES.from && number < ATTRIBUTES.below
}

/** Turns the numbers of a report into measurements. */
export class NumericDecoder {
  readonly #out: Out
  readonly #channels: ChannelBook
  readonly #places: PlaceBook
  readonly #losses: Losses
  readonly #onDamage: (() => void) | null

  /** `onDamage`: on a line without a check, rows that contradict themselves are damage; null: the number alone counts. */
  constructor(
    out: Out,
    channels: ChannelBook,
    places: PlaceBook,
    losses: Losses,
    onDamage: (() => void) | null,
  ) {
    this.#out = out
    this.#channels = channels
    this.#places = places
    this.#losses = losses
    this.#onDamage = onDamage
  }

  /** One row. `isTest`: the message is no patient's. */
  decode(row: Row, report: Report, isTest: boolean, atMs: number): void {
    const stamp = { atMs, deviceMs: row.ownMs ?? report.startMs }
    const subject = subjectOf(row.segment, 'numeric')
    const isBroken = this.#onDamage !== null && isDamaged(row, subject)
    if (isBroken) this.#onDamage?.()
    const loss: Loss | null = isBroken
      ? { kind: 'unexpectedValue', about: nameOf(subject) }
      : this.#say(row, subject, report, isTest, stamp)
    if (loss !== null) this.#losses.row(loss, stamp)
  }

  /** Gives out what the row says. Out: what of it is not shown, or null. */
  #say(row: Row, subject: Subject, report: Report, isTest: boolean, stamp: Stamp): Loss | null {
    const about = nameOf(subject)
    if (subject.code === '') return { kind: 'unexpectedValue', about: 'a row without a code' }
    const validity = validityOf(row.segment, isTest)
    const sent = sentValueOf(row.segment)
    const isNumber = hasNumber(validity) && typeof sent === 'number' && Number.isFinite(sent)
    const unit = this.#channels.unitFor(subject, unitOf(row.segment))
    const channel = this.#channels.numeric(subject, this.#places.placeOf(row.code, row.place), unit)
    if (channel === null) return { kind: 'unknownRecord', about }
    const times = { ...stamp, ...measuredAt(row, report, channel.timing) }
    if (isNumber && unit !== null) {
      this.#out.measure({ type: 'numeric', channel, value: sent, validity, ...times })
      return null
    }
    const kept = hasNumber(validity) ? 'invalid' : validity
    this.#out.measure({ type: 'numeric', channel, value: null, validity: kept, ...times })
    if (isNumber) return { kind: 'illegalUnit', about: `${about} in ${unitNameOf(row)}` }
    return sent === 'unreadable' && hasNumber(validity) ? { kind: 'unexpectedValue', about } : null
  }
}

/** When an episodic reading was taken. A sender that gives every row the time of its report says nothing by it. */
function measuredAt(
  { ownMs }: Row,
  { startMs }: Report,
  timing: 'continuous' | 'episodic',
): { measuredDeviceMs?: number } {
  return timing === 'continuous' || ownMs === null || ownMs === startMs ? {} : { measuredDeviceMs: ownMs }
}

/** A number that its own name or place contradicts. */
function isDamaged({ segment, place }: Row, { numbers }: Subject): boolean {
  const isOtherPlace =
    place.metric !== null && place.metric > ATTRIBUTES.from && !numbers.includes(place.metric)
  return isOtherPlace || isContradictory(segment)
}

function nameOf({ code, name, system }: Subject): string {
  return [code, name, system].filter((part) => part !== '').join('^')
}

function unitNameOf({ segment }: Row): string {
  const parts = [1, 2, 3, 4].map((component) => leaf(segment, 6, { component }))
  return parts.filter((part) => part !== '').join('^') || 'no unit'
}
