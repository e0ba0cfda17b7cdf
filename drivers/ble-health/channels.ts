import type { NumericChannel } from '../model/channel.ts'
import { numericOfTerm } from '../model/term-channel.ts'
import { WORN_AGE_MS } from './codes.ts'

interface More {
  readonly unit: string
  readonly source: string
  readonly vendor: string
  readonly timing?: NumericChannel['timing']
  readonly label?: string
  readonly decimals?: number
  /** What tells it from another channel of the same id. */
  readonly suffix?: string
  readonly wornAgeMs?: number
}

function channel(id: string, { suffix = '', wornAgeMs, ...row }: More): NumericChannel {
  const worn = wornAgeMs === undefined ? {} : { wornAgeMs }
  return { ...numericOfTerm({ id, ...row }), key: `${id}${suffix}`, ...worn }
}

const own = (name: string, more: More): NumericChannel => channel(`X_BLE_HEALTH_${name}`, more)
const PERCENT = '%'
const RATE = '/min'
const episodic = { timing: 'episodic' } as const

export const heartRate = channel('MDC_PULS_RATE', {
  unit: RATE,
  source: 'strap',
  vendor: '2A37',
  wornAgeMs: WORN_AGE_MS.rate,
})
export const interval = own('RR_INTERVAL', {
  unit: 'ms',
  source: 'strap',
  vendor: '2A37 RR',
  label: 'RR interval',
  wornAgeMs: WORN_AGE_MS.rate,
})

/** The channels of an oximeter that measures on and on, or of one that measures once. */
function oximeter(suffix: '' | '@spot', vendor: string, timing: NumericChannel['timing']) {
  const source = suffix === '' ? 'spo2' : 'spot'
  const worn = timing === 'continuous' ? { wornAgeMs: WORN_AGE_MS.saturation } : {}
  const of = (id: string, unit: string, name: string) =>
    channel(id, { unit, source, vendor: `${vendor} ${name}`, timing, suffix, ...worn })
  return {
    saturation: of('MDC_PULS_OXIM_SAT_O2', PERCENT, 'SpO2'),
    pulse: of('MDC_PULS_OXIM_PULS_RATE', RATE, 'pulse'),
  }
}

export const continuous = oximeter('', '2A5F', 'continuous')
export const spot = oximeter('@spot', '2A5E', 'episodic')

function cuff(unit: 'mm[Hg]' | 'kPa', suffix: '' | '#kPa') {
  const of = (id: string, name: string) =>
    channel(id, { unit, source: 'nibp', vendor: `2A35 ${name} ${unit}`, suffix, ...episodic })
  return {
    systolic: of('MDC_PRESS_BLD_NONINV_SYS', 'systolic'),
    diastolic: of('MDC_PRESS_BLD_NONINV_DIA', 'diastolic'),
    mean: of('MDC_PRESS_BLD_NONINV_MEAN', 'mean'),
  }
}

export const cuffs = { mmHg: cuff('mm[Hg]', ''), kPa: cuff('kPa', '#kPa') } as const
export const cuffPulse = channel('MDC_PULS_RATE_NON_INV', {
  unit: RATE,
  source: 'nibp',
  vendor: '2A35 pulse',
  ...episodic,
})

const temperature = (unit: 'Cel' | '[degF]', suffix: string) =>
  channel('MDC_TEMP', { unit, source: 'temp', vendor: `2A1C ${unit}`, suffix, ...episodic })
export const temperatures = {
  Cel: temperature('Cel', ''),
  '[degF]': temperature('[degF]', '#[degF]'),
} as const

const GLUCOSE_ID = 'MDC_CONC_GLU_CAPILLARY_WHOLEBLOOD'
const capillary = (unit: 'mg/dL' | 'mmol/L', suffix: string, decimals: number) =>
  channel(GLUCOSE_ID, { unit, source: 'glucose', vendor: `2A18 ${unit}`, suffix, decimals, ...episodic })
const otherSample = (unit: 'mg/dL' | 'mmol/L', suffix: string, decimals: number) =>
  own('GLUCOSE', {
    unit,
    source: 'glucose',
    vendor: `2A18 other sample ${unit}`,
    label: 'Glucose, other sample',
    suffix,
    decimals,
    ...episodic,
  })
export const glucose = {
  capillary: { mass: capillary('mg/dL', '', 0), molar: capillary('mmol/L', '#mmol/L', 1) },
  other: { mass: otherSample('mg/dL', '', 0), molar: otherSample('mmol/L', '#mmol/L', 1) },
} as const

/** The emptiest of the wearables: what has to be charged next. */
export const battery = own('BATTERY', {
  unit: PERCENT,
  source: 'battery',
  vendor: '2A19',
  label: 'Battery',
  ...episodic,
})

/** Every channel that wearables can send. */
export const channels: readonly NumericChannel[] = [
  heartRate,
  interval,
  ...Object.values(continuous),
  ...Object.values(spot),
  ...Object.values(cuffs.mmHg),
  ...Object.values(cuffs.kPa),
  cuffPulse,
  ...Object.values(temperatures),
  ...Object.values(glucose.capillary),
  ...Object.values(glucose.other),
  battery,
]
