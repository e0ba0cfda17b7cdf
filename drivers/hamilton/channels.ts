import type { NumericChannel } from '../model/channel.ts'
import { numericOfTerm } from '../model/term-channel.ts'
import { FIELDS, type FieldRow } from './codes.ts'

export interface FieldPlan {
  readonly row: FieldRow
  readonly channel: NumericChannel
}

function channelOf({ id, name, unit, decimals }: FieldRow): NumericChannel {
  return numericOfTerm({
    id: id ?? `X_HAMILTON_${name.replaceAll(' ', '_')}`,
    source: 'vent',
    vendor: name,
    label: id === null ? name : undefined,
    unit,
    decimals,
  })
}

/** Numbers by what is asked for them. */
export const planByAsked: ReadonlyMap<number, FieldPlan> = new Map(
  FIELDS.map((row) => [row.asked, { row, channel: channelOf(row) }]),
)

/** Every channel the ventilator can send. */
export const channels = [...planByAsked.values()].map(({ channel }) => channel)
