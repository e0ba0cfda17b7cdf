import type { LimitProfile } from '../../drivers/model/limits.ts'
import type { Priority } from '../../drivers/model/measurement.ts'
import type { AlarmEvidence } from './analysis.ts'

/** Age class whose limits hold (CLINICAL 1.8). Chosen by a person for each patient; there is no default. */
export type AgeClass = LimitProfile
export const AGE_CLASSES = ['adult', 'paediatric', 'neonate'] as const satisfies readonly AgeClass[]

export type LimitSide = 'low' | 'high'

/** What an alarm is about, for its melody (CLINICAL 1.3). `general`: the words of a monitor are never read. */
export type AlarmCause =
  | 'general'
  | 'cardiac'
  | 'oxygen'
  | 'ventilation'
  | 'temperature'
  | 'perfusion'
  | 'equipment'

/** What is wrong, as the part of the engine says that watches it. */
export interface AlarmCondition {
  /** The same for as long as it is the same condition, also when it comes back. */
  readonly id: string
  /** Who decided. */
  readonly source: 'bedside' | 'vigil'
  readonly kind: 'physiological' | 'technical'
  readonly priority: Priority
  readonly text: string
  readonly sinceUtcMs: number
}

/** A limit that a value is beyond, for `SpO2 88 < 90`. Numbers in `unit`. */
export interface BrokenLimit {
  /** Key of the channel, as in the numerics of the bed. */
  readonly parameter: string
  readonly label: string
  readonly unit: string
  readonly decimals: number
  readonly side: LimitSide
  readonly limit: number
  /** The value that decided. */
  readonly value: number
  /** Furthest beyond the limit so far. */
  readonly worst: number
  /** The wider bound that cannot be switched off: desaturation, extreme rates, apnoea. */
  readonly isExtreme: boolean
}

/**
 * `active`: in force, nobody has seen to it. `acknowledged`: in force, its sound is off. `latched`: over, stands until
 * it is reset. `missed`: over without anybody having seen to it, told for 30 min.
 */
export type AlarmPhase = 'active' | 'acknowledged' | 'latched' | 'missed'

/** How long it has sounded in vain: 30 s (louder), 60 s (the whole screen), 120 s (list of the charge nurse). */
export type EscalationLevel = 0 | 1 | 2 | 3

/** An alarm as a screen shows it. */
export interface AlarmView extends AlarmCondition {
  /** Counts the alarms of a bed: `id` and this name one alarm; the same condition coming back is another. */
  readonly occurrence: number
  readonly state: AlarmPhase
  readonly cause: AlarmCause
  /** Present for limits that Vigil watches. */
  readonly limit?: BrokenLimit
  /** What Vigil's analysis saw when a bedside alarm began; absent: nothing. It changes nothing about the alarm. */
  readonly evidence?: AlarmEvidence
  /** When the condition ended; null while it lasts. */
  readonly endedUtcMs: number | null
  /** Who acknowledged it, or null: nobody, or nobody who had signed in. */
  readonly acknowledgedBy: string | null
  /** Whether it is to be heard: not acknowledged, and no state of the bed silences it. */
  readonly sounds: boolean
  /** Its light is off while alarms are paused; never of a high one. */
  readonly hidden: boolean
  readonly escalation: EscalationLevel
}

/** Names one alarm. */
export interface AlarmRef {
  readonly id: string
  readonly occurrence: number
}

/** Who may switch off what; stated by the person, as log-in does not exist yet. */
export const ALARM_ROLES = ['nurse', 'chargeNurse', 'physician'] as const
export type AlarmRole = (typeof ALARM_ROLES)[number]
/** Roles that may switch off the sound of a bed, or set comfort care. */
export const PRIVILEGED_ROLES: readonly AlarmRole[] = ['chargeNurse', 'physician']

/** A state that somebody has set and that ends by itself. */
export interface TimedState {
  readonly sinceUtcMs: number
  readonly untilUtcMs: number
  /** Initials, or null: nobody had signed in. */
  readonly by: string | null
  /** Why, as typed; empty where no reason is asked for. */
  readonly reason: string
  readonly role: AlarmRole | null
}

/** Somebody has marked the patient as high-risk: a line that is lost is then a high alarm (CLINICAL 1.6). */
export interface RiskMark {
  readonly sinceUtcMs: number
  /** Initials of who set it. */
  readonly by: string | null
  readonly reason: string
}

/** One watched number of a bed. */
export interface LimitView {
  /** Key of the channel, as in the numerics of the bed. */
  readonly parameter: string
  readonly id: string
  readonly label: string
  readonly unit: string
  readonly decimals: number
  /** Null on a side that has no limit. */
  readonly low: number | null
  readonly high: number | null
  /** The bounds that cannot be switched off. */
  readonly extremeLow: number | null
  readonly extremeHigh: number | null
  /** Limits of this patient may lie between these; null on a side that has none. */
  readonly bounds: { readonly least: number; readonly most: number }
  /** Step in which limits are set, in `unit`. */
  readonly step: number
  /** `profile`: of the age class; `patient`: set for this patient. */
  readonly source: 'profile' | 'patient'
  /** Who set them; null for those of the profile. */
  readonly by: string | null
  /** From the first value beyond the limit to the alarm, ms. */
  readonly delayMs: number
  /** A delay of this patient may lie between these; both the same where it cannot be set. */
  readonly delayBounds: { readonly leastMs: number; readonly mostMs: number }
  /** How long a value must be back, and by how much, before the alarm ends. */
  readonly clearMs: number
  readonly deadband: number
  readonly priority: Priority
  /** Sides that are switched off. */
  readonly off: { readonly low: TimedState | null; readonly high: TimedState | null }
  readonly mayTurnOff: { readonly low: boolean; readonly high: boolean }
  /** Label of the number that is watched instead: another source of the same heart or pulse rate. Null: this one is. */
  readonly watchedInstead: string | null
}

/** What a tile must say of its alarms besides those in force, most important first. */
export type AlarmNotice =
  | 'comfortCare'
  | 'audioOff'
  | 'alarmsPaused'
  | 'audioPaused'
  | 'limitOff'
  /** Vigil was away for more than 30 s: somebody must confirm that age class and limits still hold. */
  | 'settingsOld'
  /** Nobody has chosen an age class: Vigil watches no limits on this bed. */
  | 'noAgeClass'
  /** Values come whose unit has no limits. */
  | 'limitsLack'

/** What holds for the alarms of one bed. */
export interface BedAlarmStatus {
  readonly ageClass: AgeClass | null
  /** For each number seen on the bed; none without an age class. */
  readonly limits: readonly LimitView[]
  readonly audioPaused: TimedState | null
  readonly audioOff: TimedState | null
  readonly alarmsPaused: TimedState | null
  /** `reason` holds the order. */
  readonly comfortCare: TimedState | null
  /** Absent: the patient is not marked. Ends with the stay in this bed. */
  readonly highRisk?: RiskMark
  /** When people were last reminded of what is off on this bed; each change is one reminder. */
  readonly remindedUtcMs: number | null
  readonly says: readonly AlarmNotice[]
}

/** Of a bed on which nobody has set anything. */
export const NOTHING_SET: BedAlarmStatus = {
  ageClass: null,
  limits: [],
  audioPaused: null,
  audioOff: null,
  alarmsPaused: null,
  comfortCare: null,
  remindedUtcMs: null,
  says: ['noAgeClass'],
}

/** A condition that nobody has done anything about, as a screen shows it. */
export function untouchedAlarm(condition: AlarmCondition): AlarmView {
  return {
    ...condition,
    occurrence: 1,
    state: 'active',
    cause: condition.kind === 'technical' ? 'equipment' : 'general',
    endedUtcMs: null,
    acknowledgedBy: null,
    sounds: true,
    hidden: false,
    escalation: 0,
  }
}

/** Limits that Vigil suggests from a value of now; a person confirms them one by one. */
export interface SuggestedLimits {
  readonly parameter: string
  readonly label: string
  readonly unit: string
  readonly decimals: number
  /** The value that they were worked out of, and when it was measured. */
  readonly value: number
  readonly measuredUtcMs: number
  readonly now: LimitPair
  readonly suggested: LimitPair
}

export interface LimitPair {
  readonly low: number | null
  readonly high: number | null
}

/** Limits with their delay; absent: that of the profile. */
export interface LimitSetting extends LimitPair {
  readonly delayMs?: number | undefined
}

/** `noOutput`: no audio output is listed; `outputGone`: the chosen one went; `notRunning`, `stalled`: the context or its clock stands. */
export const SOUND_STATES = ['ok', 'noOutput', 'outputGone', 'notRunning', 'stalled'] as const
export type SoundState = (typeof SOUND_STATES)[number]

/** What the station knows of its sound. */
export interface SoundView {
  /** Null until a window has reported. */
  readonly state: SoundState | null
  /** When a person last confirmed the test tone, and who; null: not since this start of the app. */
  readonly confirmedUtcMs: number | null
  readonly confirmedBy: string | null
}

/** In commands about alarms of the station itself, in place of a bed: no id of a bed looks like it. */
export const STATION_ALARMS = '(station)'
/** Id of the alarm of the station about its record. */
export const STORAGE_ALARM = `${STATION_ALARMS}/vigil/storage`
/** Id of the alarm of the station about the clock of its PC. */
export const CLOCK_ALARM = `${STATION_ALARMS}/vigil/clock`
