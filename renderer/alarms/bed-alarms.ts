import { type AlarmView, untouchedAlarm } from '../../electron/ipc/alarms.ts'
import type { BedView } from '../../electron/ipc/views.ts'
import { sortAlarms } from '../beds/alarms.ts'
import type { Connection, Moment } from '../client/station-state.ts'
import { words } from '../words/words.ts'

/** What surrounds a bed when its alarms are looked at. */
export interface AlarmMoment extends Moment {
  readonly connection: Connection
  readonly lostSinceUtcMs: number | null
}

/** A new line that is still being opened does not count as lost. */
export function isChecking({ link }: BedView): boolean {
  return link.phase === 'opening' && link.cause === null
}

/** Whether the bed's line brings no data now. */
export function isWithoutData(view: BedView, connection: Connection): boolean {
  if (connection !== 'connected') return true
  return view.link.phase !== 'live' && !isChecking(view) && view.standby === undefined
}

/** A bed with a high alarm or a high-risk patient that loses its engine is not watched at the worst moment (CLINICAL 1.6). */
function needsHigh({ alarms, alarmStatus }: BedView): boolean {
  if (alarmStatus.highRisk !== undefined) return true
  return alarms.some(({ priority, state }) => priority === 'high' && state !== 'missed')
}

/** The alarm of a bed whose engine has gone: made here, as there is nobody else to make it. */
function lostAlarm(view: BedView, moment: AlarmMoment): AlarmView {
  return untouchedAlarm({
    id: `${view.id}-no-data`,
    source: 'vigil',
    kind: 'technical',
    priority: needsHigh(view) ? 'high' : 'medium',
    text: words('tile.noData'),
    sinceUtcMs: moment.lostSinceUtcMs ?? moment.utcMs,
  })
}

/** The alarm that says that the line is down; the engine's own is told in the words of the screen. */
function noDataAlarm(view: BedView, known: AlarmView | undefined): AlarmView {
  const ended = view.link.phase === 'ended'
  const text = words(ended ? 'tile.ended' : 'tile.noData')
  const sinceUtcMs = view.link.sinceUtcMs
  if (known !== undefined) return { ...known, text, sinceUtcMs }
  const id = `${view.id}-no-data`
  return untouchedAlarm({
    id,
    source: 'vigil',
    kind: 'technical',
    priority: view.alarmStatus.highRisk !== undefined ? 'high' : ended ? 'low' : 'medium',
    text,
    sinceUtcMs,
  })
}

/**
 * Every alarm of a bed that stands, worst first: in force, acknowledged, or over and waiting for a reset. Those that
 * were missed, and those that a procedure hides, are not among them.
 */
export function alarmsOf(view: BedView, moment: AlarmMoment): readonly AlarmView[] {
  if (moment.connection !== 'connected') return [lostAlarm(view, moment)]
  const standing = view.alarms.filter(({ state, hidden }) => state !== 'missed' && !hidden)
  if (!isWithoutData(view, moment.connection)) return sortAlarms(standing)
  // The gap of a wearable is usual, and the engine alarms once it is long.
  const link = `${view.id}/vigil/link`
  if (view.wearable?.gapSinceUtcMs != null && !standing.some(({ id }) => id === link)) {
    return sortAlarms(standing)
  }
  const known = sortAlarms(
    standing.filter(({ source, kind }) => source === 'vigil' && kind === 'technical'),
  )[0]
  return sortAlarms([noDataAlarm(view, known), ...standing.filter((alarm) => alarm !== known)])
}

/** Alarms that are over and that nobody has seen to, latest first. */
export function missedOf(view: BedView): readonly AlarmView[] {
  return view.alarms
    .filter(({ state }) => state === 'missed')
    .toSorted((one, other) => (other.endedUtcMs ?? 0) - (one.endedUtcMs ?? 0))
}
