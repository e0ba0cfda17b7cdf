import { type AlarmView, STATION_ALARMS } from '../../../electron/ipc/alarms.ts'
import { sortAlarms } from '../../beds/alarms.ts'
import type { StationState } from '../../client/station-state.ts'
import { words } from '../../words/words.ts'
import type { AlarmOwner } from '../bed-actions.ts'

/** From this level on the charge nurse is to know: 120 s without an answer (CLINICAL 1.10). */
const CHARGE_NURSE = 3

/** An alarm in a list about all beds. */
export interface ListedAlarm {
  readonly key: string
  readonly owner: AlarmOwner
  /** Null for the station itself, which has no bed view. */
  readonly bed: string | null
  readonly alarm: AlarmView
}

/** Alarms of all beds and of the station, worst first. */
export interface ActiveAlarms {
  /** Nobody has answered these for two minutes. */
  readonly unanswered: readonly ListedAlarm[]
  readonly others: readonly ListedAlarm[]
}

/** In: what is known of the station. Alarms that were missed count until they are taken away. */
export function activeAlarms({ station, beds }: Pick<StationState, 'station' | 'beds'>): ActiveAlarms {
  const ofStation =
    station === null
      ? []
      : [{ bed: null, owner: { id: STATION_ALARMS, label: words('banner.station'), alarms: station.alarms } }]
  const ofBeds = beds.map(({ view }) => ({ bed: view.id, owner: view }))
  const listed = [...ofStation, ...ofBeds].flatMap(({ bed, owner }) =>
    owner.alarms.map((alarm) => ({ key: `${owner.id} ${alarm.id} ${alarm.occurrence}`, owner, bed, alarm })),
  )
  const order = sortAlarms(listed.map(({ alarm }) => alarm))
  const sorted = listed.toSorted((one, other) => order.indexOf(one.alarm) - order.indexOf(other.alarm))
  const isUnanswered = ({ alarm }: ListedAlarm) =>
    alarm.state === 'active' && alarm.escalation >= CHARGE_NURSE
  return {
    unanswered: sorted.filter(isUnanswered),
    others: sorted.filter((one) => !isUnanswered(one)),
  }
}
