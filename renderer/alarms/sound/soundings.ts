import type { AlarmView } from '../../../electron/ipc/alarms.ts'
import type { Moment, StationState } from '../../client/station-state.ts'
import { alarmsOf } from '../bed-alarms.ts'
import { remindsAloud } from '../reminder.ts'
import type { Sounding } from './schedule.ts'

/** A restart of the engine is over sooner: nobody is to be woken by it. */
const LOST_FOR_MS = 5_000

function soundingOf(where: string, alarm: AlarmView): Sounding {
  const { id, occurrence, priority, cause, sinceUtcMs, escalation } = alarm
  return { id: `${where} ${occurrence} ${id}`, priority, cause, sinceUtcMs, louder: escalation > 0 }
}

/** Of what is off on a bed people are reminded by one low burst, whatever is paused there. */
function remindersOf({ beds }: StationState, utcMs: number): Sounding[] {
  return beds.flatMap(({ view }) => {
    const { remindedUtcMs } = view.alarmStatus
    if (remindedUtcMs === null || !remindsAloud(view.alarmStatus, utcMs)) return []
    const id = `${view.id} reminder ${remindedUtcMs}`
    return [{ id, priority: 'low', cause: 'general', sinceUtcMs: remindedUtcMs, louder: false }]
  })
}

/** Every alarm of the station and its beds that is to be heard now, and reminders of what is off. Pure. */
export function soundingsOf(state: StationState, moment: Moment): readonly Sounding[] {
  const { connection, lostSinceUtcMs, station, beds } = state
  if (connection === 'starting') return []
  const ofBeds = beds.flatMap(({ view }) =>
    alarmsOf(view, { connection, lostSinceUtcMs, ...moment })
      .filter(({ sounds }) => sounds)
      .map((alarm) => soundingOf(view.id, alarm)),
  )
  if (connection === 'connected') {
    const own = station?.alarms.filter(({ sounds }) => sounds) ?? []
    return [...ofBeds, ...own.map((alarm) => soundingOf('', alarm)), ...remindersOf(state, moment.utcMs)]
  }
  return moment.utcMs - (lostSinceUtcMs ?? moment.utcMs) >= LOST_FOR_MS ? ofBeds : []
}
