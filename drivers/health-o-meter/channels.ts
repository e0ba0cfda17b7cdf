import type { NumericChannel } from '../model/channel.ts'
import { numericOfTerm } from '../model/term-channel.ts'

interface Row {
  readonly id: string
  readonly vendor: string
  readonly unit: string
  readonly suffix?: string
  readonly label?: string
  readonly decimals?: number
  readonly timing?: NumericChannel['timing']
}

function channel({ suffix = '', timing = 'episodic', ...row }: Row): NumericChannel {
  const source = timing === 'episodic' ? 'scale' : 'tare'
  return { ...numericOfTerm({ source, timing, ...row }), key: `${row.id}${suffix}` }
}

const WEIGHT = 'MDC_MASS_BODY_ACTUAL'
const HEIGHT = 'MDC_LEN_BODY_ACTUAL'
const tare = (unit: 'kg' | '[lb_av]', suffix: string) =>
  channel({
    id: 'X_HEALTH_O_METER_TARE',
    vendor: `T ${unit}`,
    unit,
    suffix,
    label: 'Scale tare',
    decimals: 1,
    timing: 'continuous',
  })

/** What is said in the units that the scale is set to. */
export const byUnits = {
  metric: {
    weight: channel({ id: WEIGHT, vendor: 'W kg', unit: 'kg' }),
    height: channel({ id: HEIGHT, vendor: 'H cm', unit: 'cm' }),
    tare: tare('kg', ''),
  },
  imperial: {
    weight: channel({ id: WEIGHT, vendor: 'W lb', unit: '[lb_av]', suffix: '#[lb_av]' }),
    height: channel({ id: HEIGHT, vendor: 'H in', unit: '[in_i]', suffix: '#[in_i]' }),
    tare: tare('[lb_av]', '#[lb_av]'),
  },
} as const
export type Units = keyof typeof byUnits

export const index = channel({
  id: 'X_HEALTH_O_METER_BMI',
  vendor: 'B',
  unit: '1',
  label: 'BMI',
  decimals: 1,
})

/** Every channel the scale can send. */
export const channels: readonly NumericChannel[] = [
  ...Object.values(byUnits.metric),
  ...Object.values(byUnits.imperial),
  index,
]
