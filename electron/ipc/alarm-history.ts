import type { AlarmRef, AlarmView, BrokenLimit } from './alarms.ts'
import type { AlarmEvidence } from './analysis.ts'
import type { Actor } from './views.ts'

/** What the history of alarms tells; what happens on the way to an alarm is stored, but is no line of its own. */
export const ALARM_EVENT_TYPES = [
  'raised',
  'ended',
  'reworded',
  'acknowledged',
  'unacknowledged',
  'reset',
  'missedOver',
  'stateSet',
  'stateEnded',
  'ageClass',
  'limitChanged',
  'limitOff',
  'limitOn',
  'riskSet',
  'riskEnded',
  'patientChanged',
  'reminded',
  'shown',
  'settingsAsked',
  'settingsConfirmed',
  'analysed',
  /** Vigil started anew and took up what was in force. */
  'restarted',
] as const
export type AlarmEventType = (typeof ALARM_EVENT_TYPES)[number]

/** One line of what happened to the alarms of a bed. */
export interface AlarmEventView {
  readonly bed: string
  /** Counts the events of the bed, in their order; some numbers are no line. */
  readonly number: number
  readonly atUtcMs: number
  readonly type: AlarmEventType
  /** The alarm it is about; null for states of the bed. */
  readonly alarm: (AlarmRef & Pick<AlarmView, 'source' | 'kind' | 'priority' | 'text'>) | null
  readonly limit?: BrokenLimit
  /** Of `analysed`. */
  readonly evidence?: AlarmEvidence
  /** Who did it; null: Vigil. */
  readonly actor: Actor | null
  /**
   * What the type has beside it. `raised`: waitedMs from the first value to the decision, deviceMs; `shown`: afterMs from
   * the decision to the screen; `ended`: why, as; `stateSet`, `limitOff`: of, forMs, reason, role; `riskSet`: reason; `limitChanged`:
   * parameter, old and new limits, and delays where they were set (none new: back to the age class); `ageClass`: before, after.
   */
  readonly detail: Readonly<Record<string, string | number | null>>
}
