import type { NumericChannel } from '../model/channel.ts'
import { numericOfTerm } from '../model/term-channel.ts'
import { FIELDS, type FieldRow } from './codes.ts'

const idOf = ({ id, name }: FieldRow): string => id ?? `X_SERVO_SCI_${name.replaceAll(' ', '_')}`

function channelOf(row: FieldRow): NumericChannel {
  const { name, unit, decimals } = row
  const id = idOf(row)
  // End-tidal CO2 comes in three units: the unit belongs to its key.
  const isOneOfMany = FIELDS.filter((one) => idOf(one) === id).length > 1
  return {
    ...numericOfTerm({
      id,
      source: 'vent',
      vendor: isOneOfMany ? `${name} ${unit}` : name,
      label: row.id === null ? name : undefined,
      unit,
      decimals,
    }),
    key: isOneOfMany ? `${id}#${unit}` : id,
    // The manual forbids the interface as part of a remote alarm system.
    isNoAlarmSource: true,
  }
}

/** A number of the ventilator with its channel. */
export interface FieldPlan {
  readonly row: FieldRow
  readonly channel: NumericChannel
}

export const fieldPlans: readonly FieldPlan[] = FIELDS.map((row) => ({ row, channel: channelOf(row) }))

/** Every channel the ventilator can send. */
export const channels = fieldPlans.map(({ channel }) => channel)
