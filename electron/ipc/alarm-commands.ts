import type { AlarmEventView } from './alarm-history.ts'
import type { LoadCommands } from './alarm-load.ts'
import type {
  AgeClass,
  AlarmRef,
  AlarmRole,
  BedAlarmStatus,
  LimitPair,
  LimitSetting,
  LimitSide,
  SoundState,
  SuggestedLimits,
} from './alarms.ts'

/** Operator states of a bed that can be ended before their time. */
export const RESUMABLE = ['audioPaused', 'audioOff', 'alarmsPaused', 'comfortCare'] as const
export type Resumable = (typeof RESUMABLE)[number]

/** Hard ceiling of every pause (CLINICAL 1.4), and what is usual. */
export const LONGEST_PAUSE_S = 180
export const USUAL_PAUSE_S = 120
/** Longest time that a limit or a sound may be off, and that comfort care may be set for, minutes. */
export const LONGEST_OFF_MIN = 720
export const LONGEST_CARE_MIN = 1_440

/** Commands about alarms. All but `shown` and those that only read leave an audit row with who did it. */
export interface AlarmCommands extends LoadCommands {
  /** Stops the sound of exactly these alarms. Those that are over or not known are left out; takes no sign-in. */
  'alarm.acknowledge': { request: AlarmRefs; reply: AlarmsDone }
  /** Takes an acknowledgement back. */
  'alarm.unacknowledge': { request: AlarmRefs; reply: AlarmsDone }
  /** Takes alarms away that are over: latched or missed. Those in force stay. */
  'alarm.reset': { request: AlarmRefs; reply: AlarmsDone }
  /** The sound of one bed; a high alarm is heard all the same. */
  'alarm.pauseAudio': { request: { bed: string; seconds: number }; reply: BedAlarmStatus }
  /** As a pause, for longer. `role` must be a privileged one; somebody must be signed in. */
  'alarm.audioOff': {
    request: { bed: string; role: AlarmRole; reason: string; minutes: number }
    reply: BedAlarmStatus
  }
  /** Sound and light of medium and low alarms of one bed, for a procedure. */
  'alarm.pause': { request: { bed: string; seconds: number; reason: string }; reply: BedAlarmStatus }
  /** Silences high alarms too; their light and a mark on the tile stay. `order` says who ordered it; role as for audioOff. */
  'alarm.comfortCare': {
    request: { bed: string; role: AlarmRole; order: string; minutes: number }
    reply: BedAlarmStatus
  }
  /** Marks the patient of a bed as high-risk, or takes the mark off. Each asks for a sign-in. */
  'alarm.markRisk': { request: { bed: string; reason: string }; reply: BedAlarmStatus }
  'alarm.unmarkRisk': { request: { bed: string }; reply: BedAlarmStatus }
  /** Ends a state of a bed before its time. */
  'alarm.resume': { request: { bed: string; state: Resumable }; reply: BedAlarmStatus }
  /** `replaces` names the class that is left, as the person saw it. Limits of the patient start anew. Asks for a sign-in. */
  'alarm.setAgeClass': {
    request: { bed: string; ageClass: AgeClass; replaces: AgeClass | null }
    reply: BedAlarmStatus
  }
  /**
   * A side is null exactly where the parameter has no limit on it; without `delayMs` the delay stays as it is.
   * `replaces`: the limits as the person saw them.
   */
  'alarm.setLimits': {
    request: { bed: string; parameter: string; replaces: LimitPair } & LimitSetting
    reply: BedAlarmStatus
  }
  /** Back to those of the age class. */
  'alarm.resetLimits': { request: { bed: string; parameter: string }; reply: BedAlarmStatus }
  /** Age class and limits still hold, after Vigil was away. Asks for a sign-in. */
  'alarm.confirmSettings': { request: { bed: string }; reply: BedAlarmStatus }
  'alarm.limitOff': {
    request: {
      bed: string
      parameter: string
      side: LimitSide
      role: AlarmRole
      reason: string
      minutes: number
    }
    reply: BedAlarmStatus
  }
  'alarm.limitOn': { request: { bed: string; parameter: string; side: LimitSide }; reply: BedAlarmStatus }
  /** Limits from the values of now (CLINICAL 1.8); nothing changes. */
  'alarm.suggestLimits': { request: { bed: string }; reply: { suggestions: readonly SuggestedLimits[] } }
  /** Takes one suggestion as it was shown: it must be the last one made for this parameter. */
  'alarm.confirmSuggestion': {
    request: { bed: string; parameter: string } & LimitPair
    reply: BedAlarmStatus
  }
  /** What happened to the alarms of a bed, oldest first; a week at most. */
  'alarm.history': {
    request: { bed: string; fromUtcMs: number; toUtcMs: number }
    reply: { events: readonly AlarmEventView[] }
  }
  /** The window has drawn these alarms for the first time; UTC ms of its own clock, which is that of this PC. */
  'alarm.shown': {
    request: { alarms: readonly (AlarmRef & { bed: string; shownUtcMs: number })[] }
    reply: Record<string, never>
  }
  /** What the window that sounds knows of its output. Anything but `ok` is a high technical alarm of the station. */
  'sound.report': { request: { state: SoundState }; reply: Record<string, never> }
  /** A person has heard the test tone. Asks for a sign-in. */
  'sound.confirm': { request: Record<string, never>; reply: Record<string, never> }
}

export interface AlarmRefs {
  readonly bed: string
  readonly alarms: readonly AlarmRef[]
}

/** Alarms that the command changed. */
export interface AlarmsDone {
  readonly alarms: readonly AlarmRef[]
}
