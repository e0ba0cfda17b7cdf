import type { Priority } from '../../drivers/model/measurement.ts'
import type { ShiftStrip } from './shift.ts'

/** An alarm of the log that was in force in a period. Times UTC ms. */
export interface ShiftAlarm {
  /** Id of the condition; with `occurrence` it names one alarm. */
  readonly id: string
  readonly occurrence: number
  /** Who decided. */
  readonly source: 'bedside' | 'vigil'
  readonly kind: 'physiological' | 'technical'
  readonly priority: Priority
  /** As it stood last: `SpO2 79 < 90`. */
  readonly text: string
  /** Name of the parameter, or the words of the alarm where it has none. */
  readonly label: string
  /** May lie before the period. */
  readonly sinceUtcMs: number
  /** Null: it stood at the end of the period. */
  readonly endUtcMs: number | null
  /** When somebody answered it first; null: nobody did in the period. */
  readonly answeredUtcMs: number | null
}

/** How much of one kind of alarm there was in a period. Of beds and parameters, never of people. */
export interface BurdenFigures {
  /** That began in the period. */
  readonly alarms: number
  /** That stood already at its beginning. */
  readonly standing: number
  /** How long at least one of them stood, cut to the period, ms. */
  readonly alarmMs: number
  /** The longest of them, cut to the period, ms. */
  readonly longestMs: number
  /** Of those that began in the period: how many somebody answered. */
  readonly answered: number
  /** Middle of the times from beginning to answer, ms; null where none was answered. */
  readonly responseMs: number | null
}

export interface PriorityBurden extends BurdenFigures {
  readonly priority: Priority
}

export interface ParameterBurden extends BurdenFigures {
  readonly label: string
  readonly source: ShiftAlarm['source']
  readonly kind: ShiftAlarm['kind']
  /** The highest it had. */
  readonly priority: Priority
}

/** The alarms of a bed in a period, counted. */
export interface AlarmBurden {
  /** How long at least one alarm stood, ms. */
  readonly anyMs: number
  /** High, medium, low: always all three. */
  readonly byPriority: readonly PriorityBurden[]
  /** Most alarms first. */
  readonly byParameter: readonly ParameterBurden[]
}

/** Inputs of NEWS2 (RCP 2017), in the order of its chart. */
export const NEWS2_INPUTS = [
  'respiration',
  'spo2',
  'isOnOxygen',
  'systolic',
  'pulse',
  'consciousness',
  'temperature',
] as const
export type News2Input = (typeof NEWS2_INPUTS)[number]

/** NEWS2 at one moment. */
export interface ScorePoint {
  readonly atUtcMs: number
  /** Over what was current; null if nothing was. */
  readonly total: number | null
  /** Inputs that were not there or too old: the total is of a part and is "at least". */
  readonly lacks: readonly News2Input[]
}

/** One input of the last score; `points` null where it is lacking. */
export interface ScoreInput {
  readonly input: News2Input
  readonly value: number | string | boolean | null
  readonly measuredUtcMs: number | null
  readonly points: number | null
}

/** NEWS2 over a period: each hour and at its end. */
export interface ScorePath {
  /** Edition of the rule. */
  readonly version: string
  /** Why there is none: nobody has chosen an age class, or the rule is not for this age. Null: there is. */
  readonly notGiven: 'noAgeClass' | 'age' | null
  readonly points: readonly ScorePoint[]
  /** The working of the last point; empty where none is given. */
  readonly inputs: readonly ScoreInput[]
}

/** Waves round an alarm or a mark, for the page. */
export interface EventStrip extends ShiftStrip {
  readonly kind: 'alarm' | 'mark'
  /** The moment it is about. */
  readonly atUtcMs: number
  readonly text: string
}
