/** Age group whose default limits apply (CLINICAL 1.8). */
export type LimitProfile = 'adult' | 'paediatric' | 'neonate'

/** Alarm limits in the unit asked for; null on a side that has none. */
export interface Limits {
  readonly low: number | null
  readonly high: number | null
}

type Pair = readonly [low: number | null, high: number | null]

interface LimitRow {
  readonly ids: readonly string[]
  readonly unit: string
  readonly adult: Pair
  readonly paediatric: Pair
  readonly neonate: Pair
  /** `maker`: the adult figures stand in monitor makers' manuals; `common`: usual factory values, to be confirmed. */
  readonly source: 'maker' | 'common'
}

const HEART = [
  'MDC_ECG_HEART_RATE',
  'MDC_PULS_OXIM_PULS_RATE',
  'MDC_PLETH_PULS_RATE',
  'MDC_PULS_RATE',
  'MDC_PULS_RATE_NON_INV',
  'MDC_BLD_PULS_RATE_INV',
]
const BREATH = ['MDC_RESP_RATE', 'MDC_AWAY_RESP_RATE', 'MDC_TTHOR_RESP_RATE', 'MDC_CO2_RESP_RATE']
const SYSTEMIC = ['MDC_PRESS_BLD_NONINV', 'MDC_PRESS_BLD_ART', 'MDC_PRESS_BLD_ART_ABP', 'MDC_PRESS_BLD_AORT']
const BODY_TEMPERATURE = [
  'MDC_TEMP',
  'MDC_TEMP_CORE',
  'MDC_TEMP_ESOPH',
  'MDC_TEMP_RECT',
  'MDC_TEMP_AXILLA',
  'MDC_TEMP_TYMP',
  'MDC_TEMP_FOLEY',
  'MDC_TEMP_NASOPH',
  'MDC_TEMP_ORAL',
]
const systemic = (part: string) => SYSTEMIC.map((family) => `${family}_${part}`)
const pulmonary = (part: string) => [`MDC_PRESS_BLD_ART_PULM_${part}`]

/** Default limits of CLINICAL 1.8, [low, high]. Starting points for a hospital's own profile, not advice. */
const ROWS: readonly LimitRow[] = [
  { ids: HEART, unit: '/min', adult: [50, 120], paediatric: [75, 160], neonate: [100, 200], source: 'maker' },
  { ids: BREATH, unit: '/min', adult: [8, 30], paediatric: [8, 30], neonate: [30, 100], source: 'common' },
  {
    ids: ['MDC_PULS_OXIM_SAT_O2'],
    unit: '%',
    adult: [90, 100],
    paediatric: [90, 100],
    neonate: [85, 95],
    source: 'maker',
  },
  {
    ids: systemic('SYS'),
    unit: 'mm[Hg]',
    adult: [90, 160],
    paediatric: [70, 120],
    neonate: [40, 90],
    source: 'maker',
  },
  {
    ids: systemic('DIA'),
    unit: 'mm[Hg]',
    adult: [50, 90],
    paediatric: [40, 70],
    neonate: [20, 60],
    source: 'maker',
  },
  {
    ids: systemic('MEAN'),
    unit: 'mm[Hg]',
    adult: [60, 110],
    paediatric: [50, 90],
    neonate: [25, 70],
    source: 'maker',
  },
  {
    ids: pulmonary('SYS'),
    unit: 'mm[Hg]',
    adult: [10, 35],
    paediatric: [24, 60],
    neonate: [24, 60],
    source: 'common',
  },
  {
    ids: pulmonary('DIA'),
    unit: 'mm[Hg]',
    adult: [0, 16],
    paediatric: [-4, 4],
    neonate: [-4, 4],
    source: 'common',
  },
  {
    ids: pulmonary('MEAN'),
    unit: 'mm[Hg]',
    adult: [0, 20],
    paediatric: [12, 26],
    neonate: [12, 26],
    source: 'common',
  },
  {
    ids: ['MDC_PRESS_BLD_VEN_CENT_MEAN'],
    unit: 'mm[Hg]',
    adult: [0, 10],
    paediatric: [0, 4],
    neonate: [0, 4],
    source: 'common',
  },
  {
    ids: ['MDC_CONC_AWAY_CO2_ET', 'MDC_AWAY_CO2_ET'],
    unit: 'mm[Hg]',
    adult: [25, 50],
    paediatric: [25, 50],
    neonate: [30, 45],
    source: 'common',
  },
  {
    ids: BODY_TEMPERATURE,
    unit: 'Cel',
    adult: [35.5, 38.5],
    paediatric: [35.5, 38.5],
    neonate: [36, 38],
    source: 'common',
  },
  {
    ids: ['MDC_TIME_PD_APNEA'],
    unit: 's',
    adult: [null, 20],
    paediatric: [null, 20],
    neonate: [null, 15],
    source: 'common',
  },
]

const rowById = new Map(ROWS.flatMap((row) => row.ids.map((id) => [id, row] as const)))

/**
 * Default limits of one term for an age group, in the unit the monitor sends.
 * Limits are compared in the same unit only: another unit has no limits (null),
 * as has a term the table does not list (CLINICAL 1.8, INTEROP 1.4).
 */
export function limitsFor(profile: LimitProfile, id: string, unit: string): Limits | null {
  const row = rowById.get(id)
  if (row === undefined || row.unit !== unit) return null
  const [low, high] = row[profile]
  return { low, high }
}

/** Whether the figures of a term come from makers' manuals (`maker`) or are usual values to be confirmed (`common`); null without limits. */
export function limitSource(id: string): 'maker' | 'common' | null {
  return rowById.get(id)?.source ?? null
}

/** Every id with default limits. */
export const limitedIds: readonly string[] = [...rowById.keys()]
