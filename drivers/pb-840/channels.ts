import type { NumericChannel, WaveChannel } from '../model/channel.ts'
import { numericOfTerm } from '../model/term-channel.ts'
import { termById } from '../model/terms.ts'
import { FIELDS, type FieldRow, type ReplyName, WAVE } from './codes.ts'

/** A number with its place in a reply. */
export interface FieldPlan {
  readonly field: number
  readonly row: FieldRow
  readonly channel: NumericChannel
}

function numeric({ id, name, unit, decimals }: FieldRow): NumericChannel {
  return numericOfTerm({
    id: id ?? `X_PB_840_${name.replaceAll(' ', '_')}`,
    source: 'vent',
    vendor: name,
    label: id === null ? name : undefined,
    unit,
    decimals,
  })
}

const numbers = FIELDS.map((row) => ({ row, channel: numeric(row) }))

function plansOf(reply: 'few' | 'many'): readonly FieldPlan[] {
  return numbers.flatMap(({ row, channel }) => {
    const field = row[reply]
    return field === null ? [] : [{ field, row, channel }]
  })
}

/** The numbers of each reply. */
export const fieldPlans: Readonly<Record<ReplyName, readonly FieldPlan[]>> = {
  MISCA: plansOf('few'),
  MISCF: plansOf('many'),
}

function wave(id: string, label: string, unit: string, reach: number): WaveChannel {
  return {
    kind: 'wave',
    key: id,
    id,
    code: termById(id)?.code ?? null,
    source: 'vent',
    vendor: label,
    label,
    unit,
    timing: 'continuous',
    rateHz: WAVE.rateHz,
    gain: 1 / WAVE.perUnit,
    offset: 0,
    width: 16,
    lowest: -reach * WAVE.perUnit,
    highest: reach * WAVE.perUnit,
  }
}

export const flowWave = wave('MDC_FLOW_AWAY', 'Flow', 'L/min', WAVE.flowReach)
export const pressureWave = wave('MDC_PRESS_AWAY', 'Paw', 'cm[H2O]', WAVE.pressureReach)

/** Every channel the ventilator can send. */
export const channels = [...numbers.map(({ channel }) => channel), flowWave, pressureWave]
