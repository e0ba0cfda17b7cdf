import type { PatientView } from './views.ts'

/** Level of consciousness as NEWS2 asks it (CLINICAL 3.1): alert, new confusion, voice, pain, unresponsive. */
export const ACVPU = ['A', 'C', 'V', 'P', 'U'] as const
export type Acvpu = (typeof ACVPU)[number]

/** Work of breathing as Bedside PEWS asks it (CLINICAL 3.2); `severe` is apnoea too. */
export const EFFORTS = ['none', 'mild', 'moderate', 'severe'] as const
export type Effort = (typeof EFFORTS)[number]

/** A coded answer. */
export type Answer = Acvpu | Effort

/** What a monitor cannot see and a person enters. */
export const ENTRY_KINDS = [
  'consciousness',
  'oxygen',
  'pain',
  'glucose',
  'fluidIn',
  'fluidOut',
  'temperature',
  'effort',
  'capillaryRefill',
] as const
export type EntryKind = (typeof ENTRY_KINDS)[number]

/** Kinds that take a coded answer, and which; all others take a number. */
export const ENTRY_ANSWERS: Readonly<Partial<Record<EntryKind, readonly Answer[]>>> = {
  consciousness: ACVPU,
  effort: EFFORTS,
}

/** One unit in which a kind may be entered, and what can be true in it: a number outside is a slip. */
export interface EntryUnit {
  /** UCUM; empty for a coded answer. */
  readonly unit: string
  /** REFID of the term (drivers/model/term-tables.ts). */
  readonly id: string
  readonly lowest: number
  readonly highest: number
  /** Digits after the point that are kept. */
  readonly decimals: number
}

const unit = (name: string, id: string, lowest: number, highest: number, decimals = 0): EntryUnit => ({
  unit: name,
  id,
  lowest,
  highest,
  decimals,
})

/**
 * Units of each kind. Bounds are what meters and thermometers show, and what a person can survive, widened: they find
 * a wrong unit or a slipped key and judge nobody. Oxygen in L/min: 0 is air.
 */
export const ENTRY_UNITS: Readonly<Record<EntryKind, readonly EntryUnit[]>> = {
  consciousness: [unit('', 'X_VIGIL_ACVPU', 0, 0)],
  oxygen: [unit('L/min', 'X_VIGIL_OXYGEN_FLOW', 0, 80, 1), unit('%', 'MDC_CONC_AWAY_O2_INSP', 21, 100)],
  pain: [unit('{score}', 'X_VIGIL_PAIN', 0, 10)],
  glucose: [
    unit('mg/dL', 'MDC_CONC_GLU_CAPILLARY_WHOLEBLOOD', 10, 1_500),
    unit('mmol/L', 'MDC_CONC_GLU_CAPILLARY_WHOLEBLOOD', 0.6, 83, 1),
  ],
  fluidIn: [unit('mL', 'X_VIGIL_FLUID_IN', 1, 5_000)],
  fluidOut: [unit('mL', 'X_VIGIL_FLUID_OUT', 0, 5_000)],
  temperature: [unit('Cel', 'MDC_TEMP', 25, 45, 1), unit('[degF]', 'MDC_TEMP', 77, 113, 1)],
  effort: [unit('', 'X_VIGIL_EFFORT', 0, 0)],
  capillaryRefill: [unit('s', 'X_VIGIL_CAPILLARY_REFILL', 0, 20, 1)],
}

/** The row of a unit; undefined where a kind is not entered in it. */
export function entryUnit(kind: EntryKind, name: string): EntryUnit | undefined {
  return ENTRY_UNITS[kind].find((one) => one.unit === name)
}

/** Why a value cannot be; null: it can. `notSoFine`: more digits than the unit is read in. */
export type EntryProblem = 'above' | 'below' | 'notSoFine'

/** Looks at a number in its unit. */
export function problemOf(value: number, { lowest, highest, decimals }: EntryUnit): EntryProblem | null {
  if (value > highest) return 'above'
  if (value < lowest) return 'below'
  return Number(value.toFixed(decimals)) === value ? null : 'notSoFine'
}

/** How far back something may be entered: one shift. */
export const OLDEST_ENTRY_MS = 12 * 3_600_000

/** What was seen: a number in its unit, or a coded answer. */
export interface EntryValue {
  readonly kind: EntryKind
  readonly value: number | Answer
  readonly unit: string
}

/** What a person entered about a patient. Stays as it is for good; another row corrects it or takes it back. */
export interface EntryView extends EntryValue {
  readonly id: string
  /** When it was seen, UTC ms. */
  readonly atUtcMs: number
  /** When it was entered. */
  readonly writtenUtcMs: number
  /** Initials of who was signed in. */
  readonly author: string
  /** The entry that this one corrects; null: none. */
  readonly corrects: string | null
  /** `corrected`: a later one holds in its place. `withdrawn`: it was taken back, nothing holds in its place. */
  readonly state: 'valid' | 'corrected' | 'withdrawn'
}

/** Units that this station enters in. Glucose has none until somebody chooses: in one unit 40 is low, in the other it kills. */
export interface EntryUnits {
  readonly glucose: 'mg/dL' | 'mmol/L' | null
  readonly temperature: 'Cel' | '[degF]'
}

export const USUAL_ENTRY_UNITS: EntryUnits = { glucose: null, temperature: 'Cel' }

/** Commands about what people enter. Somebody must be signed in; `patient` says whom the window means. */
export interface EntryCommands {
  'entry.add': {
    request: EntryValue & { bed: string; patient: PatientView | null; atUtcMs: number | null }
    reply: EntryView
  }
  /** Out: the row that holds from now on. */
  'entry.correct': {
    request: EntryValue & { bed: string; patient: PatientView | null; entry: string; atUtcMs: number }
    reply: EntryView
  }
  'entry.withdraw': {
    request: { bed: string; patient: PatientView | null; entry: string }
    reply: EntryView
  }
  /** Everything entered about whoever lies in the bed, of one shift, oldest first. */
  'entry.list': { request: { bed: string }; reply: readonly EntryView[] }
}
