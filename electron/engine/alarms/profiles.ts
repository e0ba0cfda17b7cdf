import { limitedIds, limitsFor } from '../../../drivers/model/limits.ts'
import type { Priority } from '../../../drivers/model/measurement.ts'
import type { AgeClass, AlarmCause, LimitPair } from '../../ipc/alarms.ts'

/** Between these the limits of a patient may lie; own values [r] inside which the automatic ones of CLINICAL 1.8 stay. */
export interface Bounds {
  readonly least: number
  readonly most: number
}

export interface DelayBounds {
  readonly leastMs: number
  readonly mostMs: number
}

/** How one kind of parameter is watched (CLINICAL 1.7 for times and dead bands, 1.1 for priorities). */
export interface ParameterRule {
  readonly delayMs: number
  /** Between these a delay of this patient may lie (CLINICAL 1.7 for SpO2, own values [r] for the others). */
  readonly delayBounds: DelayBounds
  /** The delay of a number that a wearable sends (CLINICAL 2.8); absent: as of any other. */
  readonly wornDelayMs?: number
  readonly deadband: number
  readonly clearMs: number
  readonly priority: Priority
  readonly cause: AlarmCause
  /** Step in which limits are set. */
  readonly step: number
  readonly bounds: Readonly<Record<AgeClass, Bounds>>
  /** Bounds without delay that nobody can switch off: fixed, or so far below the low limit. */
  readonly extreme: Readonly<Record<AgeClass, LimitPair>> | { readonly belowLow: number } | null
  /** The limit itself is lethal to miss: no delay, high, never off (apnoea). */
  readonly isLethal: boolean
}

/** A parameter of an age class as it is watched. */
export interface Profile extends Omit<ParameterRule, 'bounds'> {
  readonly limits: LimitPair
  readonly bounds: Bounds
}

const SECOND_MS = 1_000

function same(bounds: Bounds): Readonly<Record<AgeClass, Bounds>> {
  return { adult: bounds, paediatric: bounds, neonate: bounds }
}

const NO_DELAY = { delayMs: 0, delayBounds: { leastMs: 0, mostMs: 0 } }
function upTo(seconds: number): DelayBounds {
  return { leastMs: 0, mostMs: seconds * SECOND_MS }
}

const PLAIN = { extreme: null, isLethal: false, step: 1 } as const

const HEART: ParameterRule = {
  ...PLAIN,
  delayMs: 5 * SECOND_MS,
  delayBounds: upTo(10),
  wornDelayMs: 20 * SECOND_MS,
  deadband: 2,
  clearMs: 3 * SECOND_MS,
  priority: 'medium',
  cause: 'cardiac',
  bounds: {
    adult: { least: 35, most: 240 },
    paediatric: { least: 35, most: 240 },
    neonate: { least: 55, most: 225 },
  },
  extreme: {
    adult: { low: 35, high: 160 },
    paediatric: { low: 50, high: 180 },
    neonate: { low: 60, high: 220 },
  },
}

const BREATH: ParameterRule = {
  ...PLAIN,
  delayMs: 10 * SECOND_MS,
  delayBounds: upTo(20),
  deadband: 1,
  clearMs: 5 * SECOND_MS,
  priority: 'medium',
  cause: 'ventilation',
  bounds: {
    adult: { least: 6, most: 55 },
    paediatric: { least: 6, most: 55 },
    neonate: { least: 10, most: 100 },
  },
}

const OXYGEN: ParameterRule = {
  ...PLAIN,
  delayMs: 10 * SECOND_MS,
  delayBounds: upTo(30),
  wornDelayMs: 30 * SECOND_MS,
  deadband: 1,
  clearMs: 5 * SECOND_MS,
  priority: 'medium',
  cause: 'oxygen',
  bounds: same({ least: 80, most: 100 }),
  extreme: { belowLow: 10 },
}

const ARTERIAL: ParameterRule = {
  ...PLAIN,
  delayMs: 8 * SECOND_MS,
  delayBounds: upTo(15),
  deadband: 2,
  clearMs: 5 * SECOND_MS,
  priority: 'medium',
  cause: 'cardiac',
  bounds: same({ least: -10, most: 270 }),
}
const SYSTOLIC = {
  adult: { least: 45, most: 270 },
  paediatric: { least: 45, most: 185 },
  neonate: { least: 35, most: 115 },
}
const DIASTOLIC = {
  adult: { least: 25, most: 225 },
  paediatric: { least: 25, most: 150 },
  neonate: { least: 15, most: 90 },
}
const MEAN = {
  adult: { least: 30, most: 245 },
  paediatric: { least: 30, most: 180 },
  neonate: { least: 20, most: 105 },
}
const CUFF = { ...NO_DELAY, deadband: 0, clearMs: 0 }
const VEIN = { ...ARTERIAL, bounds: same({ least: -10, most: 40 }) }
const LUNG = { ...ARTERIAL, bounds: same({ least: -10, most: 120 }) }

const CO2: ParameterRule = {
  ...PLAIN,
  delayMs: 10 * SECOND_MS,
  delayBounds: upTo(20),
  deadband: 1,
  clearMs: 5 * SECOND_MS,
  priority: 'medium',
  cause: 'ventilation',
  bounds: same({ least: 15, most: 70 }),
}

const TEMPERATURE: ParameterRule = {
  ...PLAIN,
  ...NO_DELAY,
  deadband: 0.1,
  clearMs: 0,
  priority: 'low',
  cause: 'temperature',
  step: 0.1,
  bounds: same({ least: 33, most: 41 }),
}

/** Longer than the limit of the age class it may not be: a limit of apnoea can only be made shorter. */
const APNOEA: ParameterRule = {
  ...PLAIN,
  ...NO_DELAY,
  deadband: 0,
  clearMs: 0,
  priority: 'high',
  cause: 'ventilation',
  isLethal: true,
  bounds: {
    adult: { least: 10, most: 20 },
    paediatric: { least: 10, most: 20 },
    neonate: { least: 10, most: 15 },
  },
}

/** By the part of the REFID that tells the kind; the first that fits. */
const RULES: readonly (readonly [RegExp, ParameterRule])[] = [
  [/_PD_APNEA$/, APNOEA],
  [/_RESP_RATE$/, BREATH],
  [/(_HEART_RATE|PULS_RATE(_NON_INV|_INV)?)$/, HEART],
  [/_SAT_O2$/, OXYGEN],
  [/_CO2_ET$/, CO2],
  [/_TEMP(_|$)/, TEMPERATURE],
  [/_VEN_CENT_MEAN$/, VEIN],
  [/_ART_PULM_/, LUNG],
  [/_NONINV_SYS$/, { ...ARTERIAL, ...CUFF, bounds: SYSTOLIC }],
  [/_NONINV_DIA$/, { ...ARTERIAL, ...CUFF, bounds: DIASTOLIC }],
  [/_NONINV_MEAN$/, { ...ARTERIAL, ...CUFF, bounds: MEAN }],
  [/_SYS$/, { ...ARTERIAL, bounds: SYSTOLIC }],
  [/_DIA$/, { ...ARTERIAL, bounds: DIASTOLIC }],
  [/_MEAN$/, { ...ARTERIAL, bounds: MEAN }],
]

const ruleById = new Map(
  limitedIds.flatMap((id) => {
    const found = RULES.find(([pattern]) => pattern.test(id))
    return found === undefined ? [] : [[id, found[1]] as const]
  }),
)

/**
 * How a term is watched for an age class, in the unit the monitor sends; null where the table has no limits for it
 * or not in this unit: limits compare in the same unit only (DESIGN rule 12).
 */
export function profileOf(ageClass: AgeClass, id: string, unit: string): Profile | null {
  const limits = limitsFor(ageClass, id, unit)
  const rule = ruleById.get(id)
  if (limits === null || rule === undefined) return null
  return { ...rule, limits, bounds: rule.bounds[ageClass] }
}

/** The same of a number that a wearable sends: it moves and loses contact all day, so its limits wait longer. */
export function wornProfile(profile: Profile): Profile {
  const { wornDelayMs, delayBounds } = profile
  if (wornDelayMs === undefined) return profile
  const mostMs = Math.max(delayBounds.mostMs, wornDelayMs)
  return { ...profile, delayMs: wornDelayMs, delayBounds: { ...delayBounds, mostMs } }
}

/** Whether a term has limits in some unit: one that comes in another has none, and people are told. */
export function isLimited(id: string): boolean {
  return ruleById.has(id)
}

/** How a term is watched whatever the age class; for technical alarms. Null: it has no limits. */
export function ruleOf(id: string): ParameterRule | null {
  return ruleById.get(id) ?? null
}
