import type { Priority } from '../../../drivers/model/measurement.ts'
import type { Resumable } from '../../ipc/alarm-commands.ts'
import type { AgeClass, AlarmCause, AlarmRole, BrokenLimit, LimitSetting } from '../../ipc/alarms.ts'
import type { AlarmEvidence } from '../../ipc/analysis.ts'
import type { Actor } from '../../ipc/views.ts'

/** What an alarm says, fixed when it is raised. */
export interface AlarmFacts {
  readonly source: 'bedside' | 'vigil'
  readonly kind: 'physiological' | 'technical'
  readonly priority: Priority
  readonly cause: AlarmCause
  readonly text: string
  /** Null unless Vigil watches the limit. */
  readonly limit: BrokenLimit | null
}

/** `HR 130 > 120`: the value that decided, and the limit in force. */
export function limitWords({ label, value, side, limit, decimals }: BrokenLimit): string {
  return `${label} ${value.toFixed(decimals)} ${side === 'high' ? '>' : '<'} ${limit.toFixed(decimals)}`
}

/** How long before the decision what, so that every alarm can say where time went. */
export interface AlarmTimes {
  /** From the arrival of the first value or message to the decision, ms. */
  readonly waitedMs: number
  /** When the monitor says that it happened, its clock read as UTC; null if it says nothing. */
  readonly deviceMs: number | null
}

/** Why an alarm is in force no longer. */
export type EndCause =
  /** The condition ended. */
  | 'over'
  /** Its line was lost: the alarm of the line names it. */
  | 'lineLost'
  /** Somebody moved or switched off the limit, or changed the age class. */
  | 'limitChanged'
  /** Somebody else lies in the bed. */
  | 'patientChanged'
  /** The same condition goes on with another priority, as a new alarm. */
  | 'replaced'

/** What stays of an alarm that is over. */
export type EndsAs = 'gone' | 'latched' | 'missed'

/**
 * Everything that ever changes the state of the alarms of a bed. `watch` and `condition` are ids of what is watched;
 * `actor` is null where Vigil does it. The only absolute time of an event is its own.
 */
export type AlarmEvent = EventBase &
  (
    | {
        readonly type: 'pending'
        readonly watch: string
        /** For how long the value has been beyond already: decoders may hold values back. */
        readonly heldMs: number
        readonly deviceMs: number | null
      }
    | { readonly type: 'frozen' | 'thawed' | 'pendingEnded'; readonly watch: string }
    /** `heldMs`: for how long the value has been back already. */
    | { readonly type: 'clearing'; readonly condition: string; readonly heldMs: number }
    | { readonly type: 'clearingEnded'; readonly condition: string }
    | ({ readonly type: 'raised'; readonly condition: string; readonly facts: AlarmFacts } & AlarmTimes)
    | { readonly type: 'reworded'; readonly condition: string; readonly text: string }
    | { readonly type: 'worse'; readonly condition: string; readonly worst: number }
    | { readonly type: 'limitMoved'; readonly condition: string; readonly limit: number }
    | {
        readonly type: 'ended'
        readonly condition: string
        readonly why: EndCause
        readonly as: EndsAs
      }
    | {
        readonly type: 'acknowledged' | 'unacknowledged' | 'reset' | 'missedOver'
        readonly condition: string
      }
    | { readonly type: 'stateSet'; readonly state: Resumable; readonly set: TimedSetting }
    | { readonly type: 'stateEnded'; readonly state: Resumable }
    | { readonly type: 'ageClass'; readonly before: AgeClass | null; readonly after: AgeClass }
    | {
        readonly type: 'limitChanged'
        readonly parameter: string
        readonly before: LimitSetting
        /** Null: back to those of the age class. */
        readonly after: LimitSetting | null
      }
    | { readonly type: 'limitOff'; readonly limit: string; readonly set: TimedSetting }
    | { readonly type: 'limitOn'; readonly limit: string }
    /** Somebody marks the patient as high-risk, and says why; or takes the mark off. */
    | { readonly type: 'riskSet'; readonly reason: string }
    | { readonly type: 'riskEnded' }
    | { readonly type: 'patientChanged' | 'reminded' | 'settingsAsked' | 'settingsConfirmed' }
    | {
        readonly type: 'shown'
        readonly condition: string
        readonly occurrence: number
        /** From the decision to the first picture of a window that shows it, ms. */
        readonly afterMs: number
      }
    /** What Vigil's analysis saw when a bedside alarm began: it changes nothing else. */
    | {
        readonly type: 'analysed'
        readonly condition: string
        readonly occurrence: number
        readonly evidence: AlarmEvidence
      }
    | { readonly type: 'snapshot'; readonly why: SnapshotCause; readonly state: AlarmState }
  )

/** Why the whole state is written down: what came before is not needed to know it. */
export type SnapshotCause = 'restart' | 'patient' | 'regular'

/** Part of every event; times monotonic ms. */
export interface EventBase {
  readonly atMs: number
  readonly actor: Actor | null
}

export interface TimedSetting {
  readonly forMs: number
  readonly reason: string
  readonly role: AlarmRole | null
}

/** A state that somebody has set. Times monotonic ms. */
export interface Timed extends TimedSetting {
  readonly sinceMs: number
  readonly by: string | null
}

/** Why the patient is marked as high-risk. Times monotonic ms. */
export interface Risk {
  readonly sinceMs: number
  readonly by: string | null
  readonly reason: string
}

/** A value beyond a limit that has not stood there for long enough. */
export interface Pending {
  readonly sinceMs: number
  /** When its value went missing, or null. */
  readonly frozenMs: number | null
  readonly deviceMs: number | null
}

/** An alarm that is in force, latched or told as missed. Times monotonic ms. */
export interface AlarmEntry {
  readonly occurrence: number
  readonly facts: AlarmFacts
  readonly sinceMs: number
  readonly acknowledged: { readonly by: string | null; readonly atMs: number } | null
  /** Since when the value is back far enough, or null. */
  readonly clearingMs: number | null
  readonly ended: { readonly atMs: number; readonly as: 'latched' | 'missed' } | null
  /** Absent: nothing was seen, or nobody has looked. */
  readonly evidence?: AlarmEvidence
}

/** All that is known of the alarms of a bed: the fold of its events, plain JSON. Times monotonic ms. */
export interface AlarmState {
  /** Alarms raised so far. */
  readonly count: number
  readonly ageClass: AgeClass | null
  /** Limits of this patient, by parameter. */
  readonly limits: Readonly<Record<string, LimitSetting & { readonly by: string | null }>>
  /** Limits that are off, by `PARAMETER/SIDE`. */
  readonly off: Readonly<Record<string, Timed>>
  readonly set: Readonly<Partial<Record<Resumable, Timed>>>
  /** Absent: the patient is not marked as high-risk. */
  readonly risk?: Risk
  /** Alarms can be heard since then: silence before it was wanted. */
  readonly audibleMs: number | null
  readonly remindedMs: number | null
  /** Vigil was away for long: since then it asks whether age class and limits still hold. Null: it does not. */
  readonly askedMs: number | null
  readonly pending: Readonly<Record<string, Pending>>
  readonly alarms: Readonly<Record<string, AlarmEntry>>
}

export const FIRST_STATE: AlarmState = {
  count: 0,
  ageClass: null,
  limits: {},
  off: {},
  set: {},
  audibleMs: null,
  remindedMs: null,
  askedMs: null,
  pending: {},
  alarms: {},
}
