import type { AwayView } from '../../electron/ipc/views.ts'
import { clockTime, duration, moment, sameDay } from './times.ts'
import { type WordKey, words } from './words.ts'

const REASONS: Readonly<Record<AwayView['kind'], WordKey>> = {
  closed: 'away.closed',
  signal: 'away.signal',
  systemEnds: 'away.systemEnds',
  pcStopped: 'away.pcStopped',
  stopped: 'away.stopped',
  hung: 'away.hung',
  engineEnded: 'away.engineEnded',
}

/** How long Vigil was not running before its last start, and why, as far as can be known. */
export function awaySentence({ fromUtcMs, toUtcMs, kind, by, updatedFrom }: AwayView): string {
  const isToday = sameDay(fromUtcMs, toUtcMs)
  const from = isToday ? clockTime(fromUtcMs) : moment(fromUtcMs)
  const to = isToday ? clockTime(toUtcMs) : moment(toUtcMs)
  const reason = words(kind === 'closed' && by !== null ? 'away.closedBy' : REASONS[kind], { by: by ?? '' })
  const update = updatedFrom === null ? '' : ` ${words('away.updated', { version: updatedFrom })}`
  const length = duration(toUtcMs - fromUtcMs)
  return `${words('away.notRunning', { length, from, to, reason })}${update}`
}
